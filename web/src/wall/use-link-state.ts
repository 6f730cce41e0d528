import { useEffect, useReducer } from 'react';
import { linkShown, OFFLINE_MS } from '../plumbing/live/link.ts';
import { useLive } from '../plumbing/live/live-store.ts';
import { useClock } from '../ui/clock/clock-context.tsx';
import type { LinkState } from '../ui/feedback/banner.tsx';

/**
 * The link as the strip shows it, in the tab's own clock. A dead line says nothing, so this draws itself again at the
 * moment when what it shows becomes another thing.
 */
export function useLinkState(): LinkState {
  const link = useLive((live) => live.link);
  const clock = useClock();
  const [, again] = useReducer((times: number) => times + 1, 0);
  const { shown, nextMs } = linkShown(link, performance.now());
  useEffect(() => {
    if (nextMs === undefined) return;
    // One more millisecond: a timer may fire a little early, and the moment must have passed.
    const timer = setTimeout(again, nextMs + 1);
    return () => clearTimeout(timer);
  });
  if (link.kind === 'live' || link.kind === 'connecting') return { kind: 'live' };
  const awayMs = link.kind === 'reconnecting' ? performance.now() - link.sinceMs : OFFLINE_MS;
  return { kind: shown === 'offline' ? 'offline' : 'reconnecting', sinceMs: clock.now() - awayMs };
}
