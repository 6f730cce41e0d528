import { worldNowMs } from '@sitong/shared/kernel/time.ts';
import { useSyncExternalStore } from 'react';
import { formatTime } from '../../ui/format/time.ts';
import { useFormat } from '../../ui/use-format.ts';
import type { Drill } from './drill-data.ts';

const TICK_MS = 500;

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, TICK_MS);
  return () => clearInterval(timer);
}

/** The clock of a drill this tab is not in runs from its own anchor; the shared clock is that of the tab's world. */
export function DrillClock({ drill, big = false }: { drill: Drill; big?: boolean }) {
  const { date } = useFormat();
  const tick = useSyncExternalStore(subscribe, () => Math.floor(Date.now() / TICK_MS) * TICK_MS);
  const ms = worldNowMs(drill.clock, tick + drill.offsetMs);
  return (
    <time dateTime={new Date(ms).toISOString()} aria-live="off" className={big ? 'text-figure font-medium' : ''}>
      {formatTime(ms)}
      {big ? <span className="pl-3 text-body text-ink-2 font-normal">{date(ms)}</span> : null}
    </time>
  );
}
