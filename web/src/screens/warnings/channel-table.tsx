import { isReached } from '@sitong/shared/pillars/release/can-call.ts';
import type { Channel } from '@sitong/shared/pillars/release/events.ts';
import type { Call, Warning } from '@sitong/shared/pillars/release/state.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { Chip } from '../../ui/chip.tsx';
import { formatNumber } from '../../ui/format/number.ts';
import { Panel } from '../../ui/panel.tsx';

interface Count {
  simulated: boolean;
  sent: number;
  failed: number;
  confirmed: number;
}

const ROWS: readonly Channel[] = ['voice', 'sms', 'broadcast', 'app', 'cap_feed', 'door'];

/** Voice and door are counted from the calls themselves; the rest as each channel counted it. */
export function channelCounts(
  warning: Pick<Warning, 'channels'>,
  calls: readonly Call[],
): Partial<Record<Channel, Count>> {
  const attempted = calls.filter(({ attempts }) => attempts.length > 0);
  const doors = calls.filter(({ escalated }) => escalated.some(({ to }) => to === 'door'));
  const byVoice = attempted.filter(({ facts }) => facts.answered !== undefined);
  return {
    ...(attempted.length === 0
      ? {}
      : {
          voice: {
            simulated: byVoice.some(({ facts }) => facts.answered?.simulated === true),
            sent: attempted.length,
            // One unanswered ring is not yet a failure.
            failed: attempted.filter((call) => !isReached(call) && call.attempts.length >= 2).length,
            confirmed: byVoice.length,
          },
        }),
    ...(doors.length === 0
      ? {}
      : { door: { simulated: false, sent: doors.length, failed: 0, confirmed: doors.filter(isReached).length } }),
    ...warning.channels,
  };
}

export function ChannelTable({ warning }: { warning: Warning }) {
  const { t } = useTranslation(['warning', 'release']);
  const all = useWorldState((state) => state.release.calls);
  const counts = useMemo(
    () =>
      channelCounts(
        warning,
        Object.values(all).filter(({ warningId }) => warningId === warning.id),
      ),
    [all, warning],
  );
  return (
    <Panel title={t('warning:channels.title')} meta={t('warning:channels.note')} className="shrink-0">
      <table className="w-full border-collapse text-body">
        <thead>
          <tr className="text-meta text-ink-3 text-right [&>th]:font-normal [&>th]:py-1 [&>th+th]:pl-2">
            <th className="pl-pad text-left">{t('warning:channels.channel')}</th>
            <th>{t('warning:channels.sent')}</th>
            <th>{t('warning:channels.failed')}</th>
            <th className="pr-pad">{t('warning:channels.confirmed')}</th>
          </tr>
        </thead>
        <tbody>
          {ROWS.filter((channel) => channel !== 'door' || counts.door !== undefined).map((channel) => {
            const count = counts[channel];
            return (
              <tr key={channel} className="border-t border-row-line text-right [&>td]:py-0.5">
                <td className="pl-pad text-left">
                  <span className="flex flex-wrap items-center gap-x-2">
                    {t(`release:channel.${channel}`)}
                    {count?.simulated === true ? <Chip kind="simulated">{t('release:simulated')}</Chip> : null}
                  </span>
                </td>
                {count === undefined ? (
                  <td colSpan={3} className="pr-pad text-ink-3">
                    {t('warning:channels.waiting')}
                  </td>
                ) : (
                  <>
                    <td>{formatNumber(count.sent)}</td>
                    <td className={count.failed === 0 ? 'text-ink-3' : ''}>{formatNumber(count.failed)}</td>
                    <td className="pr-pad">{formatNumber(count.confirmed)}</td>
                  </>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
}
