import { type Envelope, EnvelopeSchema } from '@sitong/shared/kernel/envelope.ts';
import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { evolve, initialWorld } from '@sitong/shared/protocol/world-state.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeTape } from './tape.ts';

const START = Date.parse('2026-07-18T19:30:00+08:00');

/** Numbers being taken: what happens does not matter to a tape, only that each event leaves its trace. */
function logOf(gapsMs: readonly number[]): Envelope[] {
  let atMs = START;
  return gapsMs.map((gap, i) => {
    atMs += gap;
    return EnvelopeSchema.parse({
      world: 'drill-00000000000a',
      seq: i + 1,
      stream: 'numbers/alarm',
      version: i + 1,
      type: 'AlarmNumberTaken',
      schema: 1,
      commandId: derivedId('tape', i),
      actor: { person: 'p-duty' },
      at: toTimestamp(atMs),
      recordedAt: toTimestamp(atMs),
      division: '610525000000',
      audience: [],
      body: { n: i + 1 },
    });
  });
}

const gaps = fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 350 });

describe('a tape', () => {
  it('stopped anywhere and in any order shows what folding the log up to there shows', () => {
    fc.assert(
      fc.property(gaps, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }), (lengths, stops) => {
        const log = logOf(lengths);
        const tape = makeTape(log);
        for (const stop of stops) {
          const count = Math.round(stop * log.length);
          const whole = log.slice(0, count).reduce((state, event) => evolve(state, event), initialWorld);
          expect(tape.stateAfter(count)).toEqual(whole);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('counts every event up to a moment, and none after it', () => {
    fc.assert(
      fc.property(gaps, fc.integer({ min: -1000, max: 40_000_000 }), (lengths, afterMs) => {
        const log = logOf(lengths);
        const moment = START + afterMs;
        expect(makeTape(log).countAt(moment)).toBe(log.filter(({ at }) => Date.parse(at) <= moment).length);
      }),
      { numRuns: 60 },
    );
  });

  it('begins with its first event and ends with its last', () => {
    const tape = makeTape(logOf([0, 5000, 10_000]));
    expect([tape.startMs, tape.endMs]).toEqual([START, START + 15_000]);
  });
});
