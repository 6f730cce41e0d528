import { worldNowMs } from '@sitong/shared/kernel/time.ts';
import { useState } from 'react';
import { useLive } from '../../plumbing/live/live-store.ts';
import { useClock } from '../../ui/clock/clock-context.tsx';

/**
 * World time up to which this screen knows everything: that of the server's last word. While the link is
 * cut it stands still, so nothing looks fresher than it is. Until the first word it is when the screen opened
 * with the snapshot in its hands.
 */
export function useCheckedMs(stepMs = 10_000): number {
  const clock = useClock();
  const [openedMs] = useState(() => clock.now());
  return useLive(({ head }) => {
    const live = head === undefined || head.clock.anchorServerMs === 0;
    const worldMs = head === undefined ? openedMs : live ? head.serverMs : worldNowMs(head.clock, head.serverMs);
    return Math.floor(worldMs / stepMs) * stepMs;
  });
}
