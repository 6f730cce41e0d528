import type { TFunction } from 'i18next';
import type { OutboxItem } from '../../plumbing/outbox/outbox-item.ts';

/** What an act is called in the outbox, in the word of the button that made it. */
export function outboxLabel(item: OutboxItem, t: TFunction<['field', 'phone', 'rescue', 'command']>): string {
  const { intent, moved } = item;
  switch (intent.type) {
    case 'AcceptOrder':
      return t('field:act.accept');
    case 'DeclineOrder':
      return t('field:act.decline');
    case 'CompleteOrder':
      return intent.moved === undefined
        ? t('field:act.complete')
        : t('phone:item.completeMoved', { count: intent.moved });
    case 'ReportTeamStatus':
      return t(`rescue:teamStatus.${intent.to}`);
    case 'RequestHelp':
      return t(`rescue:help.${intent.kind}`);
    case 'AnswerHelp':
      return t('phone:item.cancelHelp');
    case 'ConfirmSafety':
      return t('phone:item.safety');
    case 'ConfirmDelivery':
      return t('phone:item.delivered');
    case 'ReadOrder':
      return t('phone:item.read');
    case 'RecordCallFact':
      return intent.fact === 'delivered' ? t('phone:item.delivered') : t(`field:call.step.${intent.fact}`);
    case 'ReportIncident':
      return t('phone:item.incident', { title: intent.title });
    case 'AddNote':
      return moved === undefined ? t('phone:item.note') : t('phone:item.moved', { count: moved.count });
    default:
      return intent.type;
  }
}
