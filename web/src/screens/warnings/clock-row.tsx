import { useTranslation } from 'react-i18next';
import type { CallClock, CallClockId } from '../../pillars/release/selectors/call-clocks.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { Countdown } from '../../ui/clock/countdown.tsx';
import { formatStopwatch } from '../../ui/format/duration.ts';
import { formatNumber } from '../../ui/format/number.ts';

const GOT = {
  first: 'clocks.people',
  tries: 'clocks.reached',
  villages: 'clocks.villagesGot',
  households: 'clocks.householdsGot',
  acting: 'clocks.actingGot',
} as const satisfies Record<CallClockId, string>;

/** The five clocks since issue: how long it took, or how long is left, and how far it is. */
export function ClockRow({ clocks }: { clocks: readonly CallClock[] }) {
  return (
    // Below the width of a desk it runs over the cards beside the board too: the board gets the height.
    <div
      data-pane
      className="grid grid-cols-5 max-2xl:grid-cols-[1fr_1fr_1fr_1.3fr_1.1fr] max-md:grid-cols-2! gap-gutter shrink-0 max-2xl:col-span-2"
    >
      {clocks.map((clock) => (
        <ClockTile key={clock.id} clock={clock} />
      ))}
    </div>
  );
}

function ClockTile({ clock }: { clock: CallClock }) {
  const { t } = useTranslation('warning');
  const now = useNow();
  const { id, withinMin, tookMs, dueMs, got, of } = clock;
  const share = of === 0 ? 0 : Math.min(1, got / of);
  const over = tookMs === undefined ? now >= dueMs : tookMs > withinMin * 60_000;
  return (
    <section className="bg-bg-1 px-pad max-2xl:px-3 py-2 max-2xl:py-1.5 min-w-0 grid gap-0.5 grid-rows-[auto_auto_1fr_auto] max-2xl:grid-cols-[minmax(0,1fr)_auto] max-2xl:gap-x-2 max-2xl:grid-rows-[auto_1fr_auto] max-2xl:items-baseline">
      <h3 className="m-0 text-meta font-normal text-ink-2 max-2xl:leading-[1.3]">
        {t(`clocks.${id}`, { n: withinMin })}
      </h3>
      <p
        className={`m-0 text-title max-2xl:text-row font-medium leading-[1.2] ${over && tookMs === undefined ? 'text-level-1' : ''}`}
      >
        {tookMs === undefined ? <Countdown dueMs={dueMs} /> : formatStopwatch(tookMs)}
      </p>
      <p className="m-0 text-meta text-ink-3 max-2xl:leading-[1.3] max-2xl:col-span-2">
        {tookMs === undefined
          ? t(GOT[id], { got: formatNumber(got), of: formatNumber(of) })
          : t(over ? 'clocks.late' : 'clocks.inTime')}
      </p>
      <div className="h-1 bg-track max-2xl:col-span-2" aria-hidden="true">
        <div className="h-full bg-ink-2" style={{ width: `${share * 100}%` }} />
      </div>
    </section>
  );
}
