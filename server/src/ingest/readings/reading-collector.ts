import {
  MAX_FUTURE_MS,
  type Note,
  observedTimeFault,
  type ParseResult,
  type Quantity,
  type Reading,
  type Refusal,
  UNIT_OF,
} from '../contract.ts';

/** What an instrument of the kind can say at all; whether a value is *plausible* is a rule's question, not the door's. */
const RANGE_OF: Readonly<Record<Quantity, readonly [number, number]>> = {
  rain: [0, 1_000_000],
  level: [-500, 9_000],
  displacement: [-100_000, 100_000],
  gas: [0, 100],
  flow: [-1_000_000, 1_000_000],
  wind: [0, 150],
  temperature: [-90, 100],
};
/** No hour on earth has seen half of this; it bounds an amount over at most a day. */
const MAX_RAIN_AMOUNT_MM = 2_000;

/** Readings of one input: checked one by one, repeats dropped, the first of two that disagree kept. */
export class ReadingCollector {
  private readonly accepted: Reading[] = [];
  private readonly refused: Array<Refusal & { index: number }> = [];
  private readonly notes: Note[] = [];
  private readonly first = new Map<string, { readonly index: number; readonly value: number | null }>();
  private readonly nowMs: number;

  constructor(nowMs: number) {
    this.nowMs = nowMs;
  }

  add(reading: Reading, index: number, path: string): void {
    const timeFault = observedTimeFault(reading.observedAtMs, this.nowMs);
    if (timeFault !== null) {
      const message = `the time must be RFC 3339 with offset, from 2000 to at most ${MAX_FUTURE_MS / 60_000} minutes ahead of this server`;
      this.refuse({ code: timeFault, message, path: `${path}observedAt` }, index);
      return;
    }
    const [least, most] = RANGE_OF[reading.quantity];
    const most_ = reading.quantity === 'rain' && reading.period.kind === 'amount' ? MAX_RAIN_AMOUNT_MM : most;
    if (reading.value !== null && !(reading.value >= least && reading.value <= most_)) {
      const message = `${reading.quantity} must lie from ${least} to ${most_} ${UNIT_OF[reading.quantity]}`;
      const facts = { least, most: most_, unit: UNIT_OF[reading.quantity] };
      this.refuse({ code: 'value_out_of_range', facts, message, path: `${path}value` }, index);
      return;
    }
    const period =
      reading.quantity === 'rain' ? (reading.period.kind === 'amount' ? reading.period.durationS : 'counter') : '';
    const key = `${reading.sensor}\n${reading.quantity}\n${reading.observedAtMs}\n${period}`;
    const earlier = this.first.get(key);
    if (earlier === undefined) {
      this.first.set(key, { index, value: reading.value });
      this.accepted.push(reading);
    } else if (earlier.value === reading.value) {
      this.note('duplicate_in_batch', `the same reading as row ${earlier.index}; taken once`, path);
    } else {
      this.refuse(
        {
          code: 'conflict_in_batch',
          facts: { row: earlier.index },
          message: `another value than row ${earlier.index} for the same sensor and time; the first was kept`,
          path: `${path}value`,
        },
        index,
      );
    }
  }

  refuse(refusal: Refusal, index: number): void {
    this.refused.push({ ...refusal, index });
  }

  note(code: string, message: string, path: string): void {
    this.notes.push({ code, message, path });
  }

  result(): ParseResult<Reading> {
    return { accepted: this.accepted, refused: this.refused, notes: this.notes };
  }
}
