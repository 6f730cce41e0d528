import type { Id } from '@sitong/shared/kernel/ids.ts';
import type { IntentAnswer } from '@sitong/shared/protocol/down.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';

export interface Asked {
  by: string;
  intent: Intent;
  /** The command this one repeats under another id (a defect of the client). */
  insteadOf: Id | undefined;
  answer: IntentAnswer | undefined;
}

/** What the people at the screens know: what they pressed, and what they were told. */
export class SimLedger {
  readonly asked = new Map<Id, Asked>();
  /** Pressed, unanswered, and gone with the console it was pressed on. */
  readonly lost = new Set<Id>();
  readonly contradictions: string[] = [];

  pressed(id: Id, by: string, intent: Intent, insteadOf?: Id): void {
    this.asked.set(id, { by, intent, insteadOf, answer: undefined });
  }

  forgotten(id: Id): void {
    this.lost.add(id);
  }

  answered(id: Id, answer: IntentAnswer): void {
    const asked = this.asked.get(id);
    if (asked === undefined) throw new Error(`an answer to ${id}, which nobody asked`);
    const before = asked.answer;
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(answer))
      this.contradictions.push(`${asked.intent.type} ${id}: ${JSON.stringify(before)}, then ${JSON.stringify(answer)}`);
    asked.answer ??= answer;
  }
}
