import { useLive } from '../plumbing/live/live-store.ts';
import { useClock } from '../ui/clock/clock-context.tsx';
import type { LinkState } from '../ui/feedback/banner.tsx';

const OFFLINE_MS = 10_000;

/** The link as the strip shows it, in the tab's own clock. */
export function useLinkState(): LinkState {
  const link = useLive((live) => live.link);
  const clock = useClock();
  if (link.kind === 'live' || link.kind === 'connecting') return { kind: 'live' };
  const awayMs = link.kind === 'reconnecting' ? performance.now() - link.sinceMs : OFFLINE_MS;
  const sinceMs = clock.now() - awayMs;
  return { kind: awayMs < OFFLINE_MS ? 'reconnecting' : 'offline', sinceMs };
}
