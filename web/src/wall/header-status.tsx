import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { useTranslation } from 'react-i18next';
import { useLive, useWorldState } from '../plumbing/live/live-store.ts';
import { formatMinute } from '../ui/format/time.ts';

/** What is in force: that this is a drill, and the worst active response; nothing at all on a quiet day. */
export function HeaderStatus() {
  const { t } = useTranslation(['wall', 'command']);
  const world = useLive((live) => live.world);
  const responses = useWorldState((state) => state.command.responses);
  const active = Object.values(responses)
    .filter((response) => response.status === 'active')
    .sort((a, b) => a.level - b.level)[0];
  const since = active?.adjustedAt ?? active?.activatedAt;
  return (
    <div className="flex items-center gap-2 min-w-0">
      {world === LIVE ? null : (
        <span className="shrink-0 rounded-control border border-drill px-2 py-1 font-medium text-drill">
          {t('wall:drill')} <span className="font-normal max-2xl:hidden">{t('wall:drillNoSend')}</span>
        </span>
      )}
      {active === undefined ? null : (
        <span
          className="min-w-0 truncate rounded-control border border-control px-3 max-2xl:px-2 py-1"
          title={t('wall:responseInForce', {
            hazard: t(`command:responsePlan.${active.hazard}`),
            response: t(`command:response.${active.level}`),
          })}
        >
          <span className="font-medium">
            {t('wall:responseInForce', {
              hazard: t(`command:responsePlan.${active.hazard}`),
              response: t(`wall:responseShort.${active.level}`),
            })}
          </span>{' '}
          {since === undefined ? null : (
            <span className="text-ink-3 max-2xl:hidden">
              {t('wall:since', { at: formatMinute(Date.parse(since)) })}
            </span>
          )}
        </span>
      )}
    </div>
  );
}
