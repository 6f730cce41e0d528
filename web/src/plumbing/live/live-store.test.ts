import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { LIVE } from '@sitong/shared/kernel/ids.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepRecent, type LiveState, MOST_RECENT } from './live-store.ts';

const event = (seq: number): Envelope => ({
  world: LIVE,
  seq,
  stream: `duty/${seq}`,
  version: 1,
  type: 'DutyLogEntered',
  schema: 1,
  commandId: `command-${seq}`,
  actor: { person: 'p-duty' },
  at: '2026-07-18T20:00:00.000+08:00',
  recordedAt: '2026-07-18T20:00:00.000+08:00',
  division: '610525000000',
  audience: [],
  body: {},
});

describe('what a tab has heard itself', () => {
  it('is everything after the event it names, newest first, and never more than it keeps', () => {
    const batches = fc.array(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 400 }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.nat({ max: 1000 }), batches, (from, steps) => {
        let kept: Pick<LiveState, 'recent' | 'recentSince'> = { recent: [], recentSince: from };
        let seq = from;
        const heard: number[] = [];
        for (const batch of steps) {
          // A screen may not see every event: numbers leave gaps.
          const events = batch.map((step) => {
            seq += step;
            return event(seq);
          });
          heard.push(...events.map((one) => one.seq));
          kept = keepRecent(kept, events);
          expect(kept.recent.map((one) => one.seq)).toEqual(
            heard.filter((n) => n > (kept.recentSince ?? 0)).toReversed(),
          );
          expect(kept.recent.length).toBe(Math.min(heard.length, MOST_RECENT));
        }
      }),
      { numRuns: 40 },
    );
  });
});
