import type { Batch, Channel, ChannelId, PersonResult, Recipient, SendResult } from '../channel.ts';
import { odds } from './odds.ts';

/** How a simulated way behaves, as shares of 1 and world seconds. */
export interface Manner {
  /** Deliveries that fail at the gateway. */
  failing: number;
  /** People of an area who confirm. */
  confirming: number;
  /** Persons who never answer this way, whatever is tried. */
  deaf: number;
  /** Of the others, those who answer one try. 0: this way brings no answer, only delivery. */
  answering: number;
  deliveryS: readonly [number, number];
  answerS: readonly [number, number];
  /** What is counted when it goes to an area: heads, units (loudspeakers) or named people. */
  counts: 'people' | 'units' | 'named';
}

/**
 * A way out without a gateway. Deterministic by recipient from a seed, so that in every run the same
 * villages stay silent; every result says that it is simulated.
 */
export class Simulator implements Channel {
  readonly id: ChannelId;
  readonly simulated = true;
  readonly #seed: string;
  readonly #manner: Manner;

  constructor(id: ChannelId, seed: string, manner: Manner) {
    this.id = id;
    this.#seed = seed;
    this.#manner = manner;
  }

  async send(batch: Batch): Promise<SendResult> {
    if (batch.kind === 'people') {
      return { simulated: true, kind: 'people', results: batch.recipients.map((one) => this.#play(one)) };
    }
    const { counts, failing, confirming } = this.#manner;
    const sent = counts === 'people' ? batch.people : counts === 'units' ? batch.units.length : batch.named;
    const failed = counts === 'units' ? this.#silentUnits(batch.units) : Math.round(sent * failing);
    return { simulated: true, kind: 'area', sent, failed, confirmed: Math.round((sent - failed) * confirming) };
  }

  #silentUnits(units: readonly string[]): number {
    return units.filter((unit) => odds(this.#seed, this.id, 'unit', unit) < this.#manner.failing).length;
  }

  #play({ person, n }: Recipient): PersonResult {
    const { failing, deaf, answering, deliveryS, answerS } = this.#manner;
    const draw = (what: string): number => odds(this.#seed, this.id, what, person, n);
    if (draw('failing') < failing) return { person, outcome: 'failed', facts: [] };
    const delivered = { fact: 'delivered' as const, afterS: between(deliveryS, draw('delivery')) };
    const hears = odds(this.#seed, 'deaf', person) >= deaf && draw('answering') < answering;
    if (!hears) return { person, outcome: answering === 0 ? 'reached' : 'no_answer', facts: [delivered] };
    const answered = { fact: 'answered' as const, afterS: delivered.afterS + between(answerS, draw('answer')) };
    return { person, outcome: 'reached', facts: [delivered, answered] };
  }
}

function between([from, to]: readonly [number, number], share: number): number {
  return Math.round(from + (to - from) * share);
}
