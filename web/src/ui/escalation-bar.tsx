import { useNow } from './clock/clock-context.tsx';
import { formatStopwatch } from './format/duration.ts';
import type { GlyphLevel } from './level/level.ts';

export interface EscalationTick {
  /** Milliseconds after the start at which something happens of itself. */
  readonly afterMs: number;
  /** What happens then. */
  readonly label: string;
}

const fill: Readonly<Record<GlyphLevel, string>> = {
  1: 'bg-level-1',
  2: 'bg-level-2',
  3: 'bg-level-3',
  4: 'bg-level-4',
};

/** Where now stands between the start and the last step, in 0 … 1. */
export function escalationShare(elapsedMs: number, lastMs: number): number {
  if (!(lastMs > 0)) return 1;
  return Math.min(1, Math.max(0, elapsedMs / lastMs));
}

/** How far an unanswered thing has come and what happens next, without anybody pressing anything. */
export function EscalationBar(props: {
  startMs: number;
  ticks: readonly EscalationTick[];
  level?: GlyphLevel;
  label: string;
}) {
  const { startMs, ticks, level, label } = props;
  const elapsed = useNow() - startMs;
  const last = ticks.at(-1)?.afterMs ?? 0;
  const share = escalationShare(elapsed, last);
  const next = ticks.find((tick) => tick.afterMs > elapsed);
  return (
    <div className="@container">
      <meter
        className="sr-only"
        aria-label={label}
        max={Math.round(last / 1000)}
        value={Math.round(Math.min(elapsed, last) / 1000)}
      >
        {next === undefined ? formatStopwatch(elapsed) : `${formatStopwatch(next.afterMs)} ${next.label}`}
      </meter>
      <div className="relative h-1.5 my-1 bg-track">
        <div
          className={`absolute inset-y-0 left-0 ${level === undefined ? 'bg-ink-2' : fill[level]}`}
          style={{ width: `${share * 100}%` }}
        />
        {ticks.map((tick) => (
          <div
            key={tick.afterMs}
            className={`absolute -inset-y-0.5 w-0.5 ${tick.afterMs <= elapsed ? 'bg-bg-1' : 'bg-ink-2'}`}
            style={{ left: `min(${escalationShare(tick.afterMs, last) * 100}%, 100% - 2px)` }}
          />
        ))}
        <div
          className="absolute -inset-y-1 w-[3px] bg-ink-1"
          style={{ left: `clamp(0px, calc(${share * 100}% - 1.5px), calc(100% - 3px))` }}
        />
      </div>
      {/* Each label under its tick where there is room; on a narrow card a list, so that none covers another. */}
      <ol
        className="relative flex flex-wrap justify-between gap-x-3 min-h-[1.6em] m-0 p-0 list-none text-meta"
        aria-hidden="true"
      >
        {ticks.map((tick) => {
          const at = escalationShare(tick.afterMs, last);
          const done = tick.afterMs <= elapsed;
          return (
            <li
              key={tick.afterMs}
              className={`whitespace-nowrap @min-[40rem]:absolute ${done ? 'text-ink-3' : tick === next ? 'text-ink-1 font-medium' : 'text-ink-2'}`}
              style={at > 0.85 ? { right: 0 } : { left: `${at * 100}%` }}
            >
              {tick.afterMs > 0 ? `${formatStopwatch(tick.afterMs)} ` : ''}
              {tick.label}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
