import { type KeyboardEvent, memo, type PointerEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../../ui/action-button.tsx';
import { Button } from '../../../ui/button.tsx';
import { ChipChoice } from '../../../ui/chip.tsx';
import { formatStopwatch } from '../../../ui/format/duration.ts';
import { formatMinute, formatTime } from '../../../ui/format/time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LevelGlyph } from '../../../ui/level/level-glyph.tsx';
import { nearestSpeed, SPEEDS } from '../speeds.ts';
import { LANES, type Mark, type Moment } from './marks.ts';
import type { Playback } from './use-playback.ts';

export interface ReplayBarProps {
  readonly playback: Playback;
  readonly startMs: number;
  readonly endMs: number;
  readonly density: readonly number[];
  readonly marks: readonly Mark[];
  readonly moments: readonly Moment[];
  /** Why the one who looks may neither set a bookmark nor take files; undefined: they may. */
  readonly off: string | undefined;
  readonly onBookmark: () => void;
  readonly onExport: () => void;
}

const STEP_MS = 10_000;
const LEAP_MS = 5 * 60_000;
const TICKS = 7;
/** Names nearer than this share of the bar would lie over each other. */
const NAME_ROOM = 0.075;

/** Time under one's hand: what happened when, where one is, how fast it goes. */
export function ReplayBar(props: ReplayBarProps) {
  const { playback, startMs, endMs, moments } = props;
  const { t } = useTranslation('drill');
  const { atMs, running, speed } = playback;
  const jump = (by: 1 | -1): void => {
    const times = moments.map((moment) => moment.atMs).sort((a, b) => a - b);
    const next = by === 1 ? times.find((ms) => ms > atMs + 500) : times.findLast((ms) => ms < atMs - 500);
    playback.seek(next ?? (by === 1 ? endMs : startMs));
  };
  return (
    <section data-pane data-keys="list" aria-label={t('replay.bar')} className="bg-bg-1 px-pad py-2 grid gap-1">
      <div className="flex flex-wrap items-center gap-3">
        <Button onPress={() => jump(-1)} label={t('replay.previous')}>
          <Icon name="up" className="-rotate-90" />
        </Button>
        <ActionButton
          kind="primary"
          action={{
            id: 'replay.play',
            key: 'Space',
            scope: 'list',
            labelKey: running === 'running' ? 'drill:replay.pause' : 'drill:replay.play',
            run: playback.toggle,
          }}
        />
        <Button onPress={() => jump(1)} label={t('replay.next')}>
          <Icon name="up" className="rotate-90" />
        </Button>
        <time dateTime={new Date(atMs).toISOString()} className="pl-2 text-figure font-medium leading-none">
          {formatTime(atMs)}
        </time>
        <span className="text-meta text-ink-3">
          {t('replay.since', { passed: formatStopwatch(atMs - startMs), whole: formatStopwatch(endMs - startMs) })}
        </span>
        <div className="ml-auto flex items-center gap-4">
          <ChipChoice
            label={t('clock.speed')}
            choices={SPEEDS.map((id) => ({ id, label: t('form.times', { speed: id }) }))}
            value={nearestSpeed(speed)}
            onChange={(id) => playback.setSpeed(Number(id))}
          />
          <ActionButton
            action={{
              id: 'replay.bookmark',
              key: 'B',
              scope: 'list',
              labelKey: 'drill:replay.bookmark',
              enabledWhen: () => (props.off === undefined ? { enabled: true } : { enabled: false, reason: props.off }),
              run: props.onBookmark,
            }}
          />
          <Button disabledReason={props.off} onPress={props.onExport}>
            {t('replay.export.button')}
          </Button>
        </div>
      </div>
      <Timeline {...props} />
    </section>
  );
}

function Timeline({ playback, startMs, endMs, density, marks, moments }: ReplayBarProps) {
  const { t } = useTranslation('drill');
  const { atMs, seek } = playback;
  const span = Math.max(1, endMs - startMs);
  const share = (ms: number): string => `${(Math.max(0, Math.min(1, (ms - startMs) / span)) * 100).toFixed(3)}%`;
  const onKeyDown = (event: KeyboardEvent): void => {
    const to: Readonly<Record<string, number>> = {
      ArrowRight: atMs + STEP_MS,
      ArrowLeft: atMs - STEP_MS,
      PageUp: atMs + LEAP_MS,
      PageDown: atMs - LEAP_MS,
      Home: startMs,
      End: endMs,
    };
    const ms = to[event.key];
    if (ms === undefined) return;
    event.preventDefault();
    seek(ms);
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.buttons !== 1) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    seek(startMs + ((event.clientX - left) / width) * span);
  };
  const ticks = Array.from({ length: TICKS }, (_, i) => startMs + (span * i) / (TICKS - 1));
  return (
    <div className="grid grid-cols-[minmax(7.5rem,max-content)_minmax(0,1fr)] gap-x-3 pr-6">
      <div
        aria-hidden="true"
        className="grid grid-rows-[1.5rem_2rem_repeat(4,1.5rem)_1.25rem] items-center text-meta text-ink-2 whitespace-nowrap"
      >
        <span />
        <span>{t('replay.density')}</span>
        {LANES.map((lane) => (
          <span key={lane}>{t(`replay.lane.${lane}`)}</span>
        ))}
      </div>
      <div
        role="slider"
        tabIndex={0}
        aria-label={t('replay.position')}
        aria-valuemin={0}
        aria-valuemax={Math.round(span / 1000)}
        aria-valuenow={Math.round((atMs - startMs) / 1000)}
        aria-valuetext={formatTime(atMs)}
        onKeyDown={onKeyDown}
        onPointerDown={onPointer}
        onPointerMove={onPointer}
        className="relative grid grid-rows-[1.5rem_2rem_repeat(4,1.5rem)_1.25rem] outline-none focus-visible:shadow-[0_0_0_2px_var(--focus)] cursor-pointer select-none touch-none"
      >
        <Moments moments={moments} startMs={startMs} span={span} />
        <Density density={density} />
        {LANES.map((lane) => (
          <Lane key={lane} marks={marks} lane={lane} startMs={startMs} span={span} />
        ))}
        <span className="relative text-mini text-ink-3">
          {ticks.map((ms, i) => (
            <span
              key={ms}
              className={`absolute ${i === 0 ? '' : i === TICKS - 1 ? '-translate-x-full' : '-translate-x-1/2'}`}
              style={{ left: share(ms) }}
            >
              {formatMinute(ms)}
            </span>
          ))}
        </span>
        {/* What had not happened yet stands back. */}
        <span
          aria-hidden="true"
          className="absolute top-6 bottom-5 right-0 bg-bg-1 opacity-60"
          style={{ left: share(atMs) }}
        />
        <span
          aria-hidden="true"
          // Below the names of the bookmarks: one of this very minute is read as well.
          className="absolute top-6 bottom-4 w-0.5 -ml-px bg-ink-1"
          style={{ left: share(atMs) }}
        >
          <Icon name="down" className="absolute -top-1 left-1/2 -translate-x-1/2 text-ink-1" />
        </span>
      </div>
    </div>
  );
}

const Moments = memo(function Moments(props: { moments: readonly Moment[]; startMs: number; span: number }) {
  const { moments, startMs, span } = props;
  const { t } = useTranslation('drill');
  let free = Number.NEGATIVE_INFINITY;
  return (
    <span aria-hidden="true" className="relative text-mini text-drill whitespace-nowrap">
      {[...moments]
        .sort((a, b) => a.atMs - b.atMs)
        .map((moment, n, sorted) => {
          const at = (moment.atMs - startMs) / span;
          // The sign of the next one would lie on the name.
          const next = ((sorted[n + 1]?.atMs ?? Number.POSITIVE_INFINITY) - startMs) / span;
          const named = at >= free && next - at >= NAME_ROOM;
          if (named) free = at + NAME_ROOM;
          const number = String(moment.number ?? 0).padStart(4, '0');
          return (
            <span
              key={`${moment.kind} ${moment.atMs} ${moment.text ?? ''}`}
              className="absolute top-0 -ml-2 inline-flex items-center gap-1"
              style={{ left: `${(at * 100).toFixed(3)}%` }}
            >
              <Icon name="bookmark" />
              {named && at < 0.95 ? (
                <span className="max-w-48 truncate" title={moment.text}>
                  {moment.text ?? t(`replay.moment.${moment.kind}`, { number })}
                </span>
              ) : null}
            </span>
          );
        })}
    </span>
  );
});

const Density = memo(function Density({ density }: { density: readonly number[] }) {
  const most = Math.max(1, ...density);
  const bars = density.map((count, i) => ({ part: i, share: Math.sqrt(count / most) }));
  return (
    <span aria-hidden="true" className="flex items-end gap-px h-full py-0.5">
      {bars.map(({ part, share }) => (
        <span key={part} className="flex-1 bg-cell" style={{ height: `${(share * 100).toFixed(1)}%` }} />
      ))}
    </span>
  );
});

const Lane = memo(function Lane(props: { marks: readonly Mark[]; lane: Mark['lane']; startMs: number; span: number }) {
  const { marks, lane, startMs, span } = props;
  const shown = useMemo(() => marks.filter((mark) => mark.lane === lane), [marks, lane]);
  return (
    <span aria-hidden="true" className="relative">
      <span className="absolute inset-x-0 top-1/2 h-px bg-hairline" />
      {shown.map(({ seq, atMs, look }) => (
        <span
          key={seq}
          className="absolute top-1/2 -translate-x-1/2 -translate-y-1/2 leading-none"
          style={{ left: `${(((atMs - startMs) / span) * 100).toFixed(3)}%` }}
        >
          {look.kind === 'level' ? (
            <LevelGlyph level={look.level} size={16} />
          ) : (
            <span className={`block size-2 ${look.kind === 'own' ? 'rounded-full bg-own' : 'bg-ink-1'}`} />
          )}
        </span>
      ))}
    </span>
  );
});
