import { formatTime } from '../format/time.ts';
import { useFormat } from '../use-format.ts';
import { useNow } from './clock-context.tsx';

/** World time, to the second. Not a live region: a clock that speaks every second helps nobody. */
export function Clock({ className }: { className?: string }) {
  const now = useNow();
  return (
    <time className={className} dateTime={new Date(now).toISOString()} aria-live="off">
      {formatTime(now)}
    </time>
  );
}

/** `2026-07-18 周六`. */
export function Today({ className }: { className?: string }) {
  const now = useNow(60_000);
  const { date } = useFormat();
  return (
    <time className={className} dateTime={new Date(now).toISOString()}>
      {date(now)}
    </time>
  );
}
