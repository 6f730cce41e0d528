import { handOverDueMs } from '@sitong/shared/pillars/command/shift-clock.ts';
import type { Shift } from '@sitong/shared/pillars/command/state.ts';
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { paths } from '../../paths.ts';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useLive, useWorldState } from '../../plumbing/live/live-store.ts';
import { usePractice } from '../../plumbing/live/use-practice.ts';
import { inWorld } from '../../plumbing/live/world-address.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { Countdown, Elapsed } from '../../ui/clock/countdown.tsx';
import { formatDayMinute, formatMinute, sameDay } from '../../ui/format/time.ts';
import { Panel } from '../../ui/panel.tsx';

/** Who stands this shift, since when, and when the next one takes over. */
export function ShiftPanel() {
  const { t } = useTranslation('duty');
  const shift = useWorldState((state) => state.command.shifts['now']);
  const world = useLive((live) => live.world);
  return (
    <Panel
      title={t('quiet.shift')}
      actions={
        <Link className="underline text-ink-1" href={inWorld(paths.roster, world)}>
          {t('quiet.toRoster')}
        </Link>
      }
    >
      {shift === undefined ? (
        <p className="m-0 px-pad-wide py-3 text-key font-medium">{t('roster.nobody')}</p>
      ) : (
        <ShiftFacts shift={shift} />
      )}
    </Panel>
  );
}

function ShiftFacts({ shift }: { shift: Shift }) {
  const { t } = useTranslation('duty');
  const county = useCounty();
  const { duty } = usePractice();
  const nowMs = useNow(60_000);
  const sinceMs = Date.parse(shift.since);
  const dueMs = handOverDueMs(shift.since, duty);
  const at = (ms: number): string => (sameDay(ms, nowMs) ? formatMinute(ms) : formatDayMinute(ms));
  const nameOf = (id: string): string => county.persons.get(id)?.name ?? id;
  const room = county.data.contacts.find(({ division }) => division === county.county);
  return (
    <dl className="m-0 px-pad-wide py-3 grid grid-cols-[repeat(auto-fit,minmax(7rem,1fr))] gap-x-4 gap-y-2">
      <Fact word={t('roster.leader')} under={county.persons.get(shift.leader)?.title}>
        {nameOf(shift.leader)}
      </Fact>
      <Fact word={t('roster.officers')} under={room?.phone}>
        {shift.officers.map(nameOf).join(' ')}
      </Fact>
      <Fact word={t('roster.since')} under={<Elapsed sinceMs={sinceMs} />}>
        {at(sinceMs)}
      </Fact>
      <Fact
        word={t('quiet.nextHandOver')}
        under={<Countdown dueMs={dueMs} {...(dueMs < nowMs ? { className: 'text-level-2' } : {})} />}
      >
        {at(dueMs)}
      </Fact>
    </dl>
  );
}

function Fact({ word, under, children }: { word: string; under: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-meta text-ink-3">{word}</dt>
      <dd className="m-0 text-key font-medium leading-[1.3]">{children}</dd>
      <dd className="m-0 text-meta text-ink-2">{under}</dd>
    </div>
  );
}
