import { useTranslation } from 'react-i18next';
import { useWorldState } from '../plumbing/live/live-store.ts';
import { formatMinute } from '../ui/format/time.ts';

/** What is in force: the worst active response; nothing at all on a quiet day. */
export function HeaderStatus() {
  const { t } = useTranslation(['wall', 'command']);
  const responses = useWorldState((state) => state.command.responses);
  const active = Object.values(responses)
    .filter((response) => response.status === 'active')
    .sort((a, b) => a.level - b.level)[0];
  if (active === undefined) return null;
  const since = active.adjustedAt ?? active.activatedAt;
  return (
    <span className="min-w-0 truncate rounded-control border border-control px-3 py-1">
      <span className="font-medium">
        {t('wall:responseInForce', {
          hazard: t(`command:hazard.${active.hazard}`),
          response: t(`command:response.${active.level}`),
        })}
      </span>{' '}
      {since === undefined ? null : (
        <span className="text-ink-3">{t('wall:since', { at: formatMinute(Date.parse(since)) })}</span>
      )}
    </span>
  );
}
