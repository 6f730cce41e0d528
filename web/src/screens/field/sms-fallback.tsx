import { useTranslation } from 'react-i18next';
import { dutyRoom } from '../../plumbing/outbox/county-basics.ts';
import { formatTime } from '../../ui/format/time.ts';
import { useField, useOutboxNow } from './field-context.tsx';
import { outboxLabel } from './outbox-label.ts';

/** Where data fails a text message may still pass: what waits, as one message the person sends. */
export function SmsFallback() {
  const { basics, session } = useField();
  const { items } = useOutboxNow();
  const { t } = useTranslation(['field', 'phone', 'rescue', 'command']);
  const team = basics.teams[0];
  const room = dutyRoom(basics, team?.division ?? basics.county);
  const waiting = items.filter(({ status, by }) => status.kind === 'waiting' && by === 'person');
  if (room === undefined || waiting.length === 0) return null;
  const words = waiting.slice(-6).map((item) => `${formatTime(Date.parse(item.pressedAt))} ${outboxLabel(item, t)}`);
  const body = [team?.name ?? session.name, ...words].join('；');
  return (
    <div className="flex items-center gap-3">
      <span className="text-meta text-ink-2">{t('phone:sms.hint')}</span>
      <a className="field-button ml-auto flex-none" href={`sms:${room.phone}?body=${encodeURIComponent(body)}`}>
        {t('phone:sms.send')}
      </a>
    </div>
  );
}
