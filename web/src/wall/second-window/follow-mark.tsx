import { useTranslation } from 'react-i18next';
import { formatMinute } from '../../ui/format/time.ts';
import { useFollow } from './follow-store.ts';

/** In the footer of a window that follows: that it does, and when it last did. Nothing otherwise. */
export function FollowMark() {
  const { t } = useTranslation('monitors');
  const { follow, lastMs } = useFollow();
  if (follow === 'off') return null;
  return (
    <span role="status" className="mr-4 border border-control rounded-chip px-1.5 text-ink-1">
      {lastMs === undefined ? t('follow.mark') : t('follow.markAt', { at: formatMinute(lastMs) })}
    </span>
  );
}
