import type { Batch, Channel, SendResult } from '../channel.ts';

/**
 * The feed is drawn from what is in force whenever it is read, so sending is saying that it stands there.
 * Real in the live world; in a drill the message is an Exercise and counts as simulated.
 */
export class CapFeedChannel implements Channel {
  readonly id = 'cap_feed';
  readonly simulated: boolean;

  constructor(world: 'live' | 'drill') {
    this.simulated = world === 'drill';
  }

  async send(batch: Batch): Promise<SendResult> {
    const { simulated } = this;
    if (batch.kind === 'people') return { simulated, kind: 'people', results: [] };
    return { simulated, kind: 'area', sent: 1, failed: 0, confirmed: 1 };
  }
}
