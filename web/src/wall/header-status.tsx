import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { useTranslation } from 'react-i18next';
import { useLive, useWorldState } from '../plumbing/live/live-store.ts';
import { formatMinute } from '../ui/format/time.ts';

/** Two words in one line, or one above the other where the bar is short of room; neither is ever left out. */
const MARK =
  'flex flex-wrap gap-x-1.5 rounded-control border px-2 py-1 max-2xl:flex-col max-2xl:px-1.5 max-2xl:py-0 ' +
  'max-[120.01rem]:[:lang(en)_&]:flex-col max-[120.01rem]:[:lang(en)_&]:py-0 leading-tight';

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
    <div className="flex items-center gap-2 max-md:flex-wrap">
      {world === LIVE ? null : (
        <span className={`${MARK} border-drill text-drill`}>
          <span className="font-medium">{t('wall:drill')}</span>{' '}
          <span className="max-2xl:text-mini">{t('wall:drillNoSend')}</span>
        </span>
      )}
      {active === undefined ? null : (
        <span
          className={`${MARK} border-control`}
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
            <span className="text-ink-3 max-2xl:text-mini">
              {t('wall:since', { at: formatMinute(Date.parse(since)) })}
            </span>
          )}
        </span>
      )}
    </div>
  );
}
