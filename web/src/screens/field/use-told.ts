import type { ToldFact } from '../../pillars/release/field/call-stage.ts';
import type { ToldAct } from '../../pillars/rescue/field/order-stage.ts';
import type { OutboxItem } from '../../plumbing/outbox/outbox-item.ts';

const RESCUE = [
  'AcceptOrder',
  'DeclineOrder',
  'ReportTeamStatus',
  'CompleteOrder',
  'RequestHelp',
  'AnswerHelp',
] as const;

function isRescue(intent: OutboxItem['intent']): intent is ToldAct['intent'] & OutboxItem['intent'] {
  return (RESCUE as readonly string[]).includes(intent.type);
}

/** What this device said about orders and calls and was not refused; the cards are carried on by it. */
export function toldRescue(items: readonly OutboxItem[], world: string): readonly ToldAct[] {
  return items.flatMap(({ intent, status, pressedAt, world: at }): ToldAct[] => {
    if (at !== world || status.kind === 'refused' || !isRescue(intent)) return [];
    return [{ intent, told: status.kind, atMs: Date.parse(pressedAt) }];
  });
}

export function toldRelease(items: readonly OutboxItem[], world: string): readonly ToldFact[] {
  return items.flatMap(({ intent, status, pressedAt, world: at }): ToldFact[] => {
    if (at !== world || status.kind === 'refused' || intent.type !== 'RecordCallFact') return [];
    return [{ intent, told: status.kind, atMs: Date.parse(pressedAt) }];
  });
}
