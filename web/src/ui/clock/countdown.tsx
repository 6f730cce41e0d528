import { useTranslation } from 'react-i18next';
import { formatStopwatch, isoDuration } from '../format/duration.ts';
import { useFormat } from '../use-format.ts';
import { useNow } from './clock-context.tsx';

/** Time left to a deadline, or by how much it was missed: `余 33:36`, `超 12 分`. */
export function Countdown({ dueMs, className }: { dueMs: number; className?: string }) {
  const { t } = useTranslation('ui');
  const { remaining, span } = useFormat();
  const left = dueMs - useNow();
  const text = left > 0 ? t('countdown.left', { span: remaining(left) }) : t('countdown.over', { span: span(-left) });
  return (
    <time className={className} dateTime={isoDuration(Math.abs(left))} data-over={left <= 0 || undefined}>
      {text}
    </time>
  );
}

/** Time since something began, running: `26:24`. */
export function Elapsed({ sinceMs, className }: { sinceMs: number; className?: string }) {
  const ms = useNow() - sinceMs;
  return (
    <time className={className} dateTime={isoDuration(ms)}>
      {formatStopwatch(ms)}
    </time>
  );
}
