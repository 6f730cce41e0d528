import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answered, failed, type LeaseKnown, NOTHING_KNOWN, ownerOf, rings } from './sound-lease.ts';

const own = { owner: { name: '王', own: true }, leaseS: 10 };
const other = { owner: { name: '李', own: false }, leaseS: 10 };

describe('who rings', () => {
  it('the console that has the lease, in one of its windows', () => {
    const known = answered(own, 0);
    expect(ownerOf('ours', known, 3000)).toBe('here');
    expect(ownerOf('another', known, 3000)).toBe('elsewhere');
    expect(ownerOf('ours', answered(other, 0), 3000)).toBe('there');
    expect(ownerOf('ours', NOTHING_KNOWN, 0)).toBe('elsewhere');
  });

  it('without an answer a console that rang goes on; one that did not begins when the other’s lease is over', () => {
    expect(ownerOf('ours', failed(answered(own, 0)), 1)).toBe('unshared');
    expect(ownerOf('ours', failed(answered(other, 0)), 9999)).toBe('there');
    expect(ownerOf('ours', failed(answered(other, 0)), 10_000)).toBe('unshared');
    expect(ownerOf('ours', failed(NOTHING_KNOWN), 0)).toBe('unshared');
  });

  it('two consoles that hear the server never ring both, and a room is never silent for longer than a lease', () => {
    const step = fc.record({
      afterMs: fc.integer({ min: 500, max: 3000 }),
      line: fc.constantFrom<['up' | 'cut', 'up' | 'cut'][]>(
        ['up', 'up'],
        ['up', 'up'],
        ['cut', 'up'],
        ['up', 'cut'],
        ['cut', 'cut'],
      ),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        let nowMs = 0;
        let lease = { holder: -1, untilMs: 0 };
        const known: [LeaseKnown, LeaseKnown] = [NOTHING_KNOWN, NOTHING_KNOWN];
        let silentSinceMs = 0;
        for (const { afterMs, line } of steps) {
          nowMs += afterMs;
          for (const i of [0, 1] as const) {
            if (line[i] === 'cut') {
              known[i] = failed(known[i]);
              continue;
            }
            if (lease.holder === i || lease.untilMs <= nowMs) lease = { holder: i, untilMs: nowMs + 10_000 };
            known[i] = answered(lease.holder === i ? own : other, nowMs);
          }
          const ringing = known.map((one) => rings(ownerOf('ours', one, nowMs)));
          if (line[0] === 'up' && line[1] === 'up') expect(ringing.filter(Boolean)).toHaveLength(1);
          if (ringing.some(Boolean)) silentSinceMs = nowMs;
          expect(nowMs - silentSinceMs).toBeLessThanOrEqual(13_000);
        }
      }),
    );
  });
});
