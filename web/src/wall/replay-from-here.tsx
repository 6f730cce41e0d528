import { useTranslation } from 'react-i18next';
import { useLive } from '../plumbing/live/live-store.ts';
import { useSession } from '../plumbing/session/session-store.ts';
import { useClock } from '../ui/clock/clock-context.tsx';
import { formatTime } from '../ui/format/time.ts';
import { MAY_REVIEW, replayFrom } from './replay-address.ts';

/** Whether whoever sits here may look back at all. */
export function useMayReview(): boolean {
  const { roles } = useSession();
  return roles.some((role) => MAY_REVIEW.includes(role));
}

/** From a line of a log to that moment of the replay, in a window of its own: the desk goes on beside it. */
export function ReplayFromHere({ atMs }: { atMs: number }) {
  const { t } = useTranslation('drill');
  const world = useLive((live) => live.world);
  const clock = useClock();
  return (
    <a className="text-ink-2 underline" href={replayFrom(world, atMs, clock.now())} target="_blank" rel="noopener">
      {t('replay.fromHere', { at: formatTime(atMs) })}
    </a>
  );
}
