import type { Batch, Channel, SendResult } from '../channel.ts';

/**
 * This system itself: a signed-in phone gets orders and calls over the live lane and reports delivery and
 * answer by itself. So sending is done when the event is committed, and nothing is ever answered here.
 */
export class AppChannel implements Channel {
  readonly id = 'app';
  readonly simulated = false;

  async send(batch: Batch): Promise<SendResult> {
    if (batch.kind === 'people') {
      const results = batch.recipients.map(({ person }) => ({ person, outcome: 'reached' as const, facts: [] }));
      return { simulated: false, kind: 'people', results };
    }
    return { simulated: false, kind: 'area', sent: batch.named, failed: 0, confirmed: 0 };
  }
}
