import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Paced, type PaceMachine } from './paced.ts';

/** A page whose clock stands in the test's hand; drawing takes `costMs`. */
function page(costMs: () => number) {
  let nowMs = 0;
  let due: { atMs: number; turn: () => void } | undefined;
  let sight: 'seen' | 'hidden' = 'seen';
  let known = 0;
  const shownAt: number[] = [];
  const shown: number[] = [];
  const machine: PaceMachine = {
    now: () => nowMs,
    after: (ms, turn) => {
      due = { atMs: nowMs + ms, turn };
      return () => {
        due = undefined;
      };
    },
    settled: (done) => {
      nowMs += costMs();
      done();
    },
    sight: () => sight,
  };
  const paced = new Paced(() => {
    shownAt.push(nowMs);
    shown.push(known);
  }, machine);
  return {
    paced: {
      ask: () => {
        known += 1;
        paced.ask();
      },
      now: () => paced.now(),
      waiting: () => paced.waiting(),
    },
    shownAt,
    /** How much was known at each showing. */
    shown,
    hide: () => {
      sight = 'hidden';
    },
    /** Lets time pass to a moment; turns that fall due on the way are taken. */
    until(atMs: number): number {
      while (due !== undefined && due.atMs <= atMs) {
        const { atMs: dueMs, turn } = due;
        due = undefined;
        nowMs = Math.max(nowMs, dueMs);
        turn();
      }
      nowMs = Math.max(nowMs, atMs);
      return nowMs;
    },
  };
}

describe('news is shown at once, a flood of it in turns', () => {
  it('a single piece of news waits for nothing', () => {
    const { paced, shownAt, until } = page(() => 5);
    paced.ask();
    until(1000);
    paced.ask();
    expect(shownAt).toEqual([0, 1000]);
  });

  it('the last piece of a flood is shown, within 0.8 s and a drawing', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 200 }), fc.nat(900), (gaps, costMs) => {
        const { paced, shown, shownAt, until } = page(() => costMs);
        let askedMs = 0;
        let atMs = 0;
        for (const gap of gaps) {
          atMs += gap;
          askedMs = until(atMs);
          paced.ask();
        }
        until(askedMs + 800 + costMs);
        expect(shown.at(-1)).toBe(gaps.length);
        expect(shownAt.at(-1)).toBeLessThanOrEqual(askedMs + 800 + costMs);
        expect(paced.waiting()).toBe(false);
      }),
    );
  });

  it('drawing takes at most a third of the time, however dear it is, as long as 0.8 s allow it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 350 }), (costMs) => {
        const { paced, shownAt, until } = page(() => costMs);
        for (let atMs = 0; atMs <= 10_000; atMs += 3) {
          until(atMs);
          paced.ask();
        }
        const busyMs = shownAt.length * costMs;
        expect(busyMs).toBeLessThanOrEqual(10_000 / 3 + 2 * costMs);
      }),
    );
  });

  it('shown out of turn, nothing is shown twice', () => {
    const { paced, shownAt, until } = page(() => 1);
    paced.ask();
    paced.ask();
    paced.now();
    until(1000);
    expect(shownAt).toHaveLength(2);
  });

  it('where nobody looks and timers come late, each is shown as it comes', () => {
    const { paced, shownAt, hide } = page(() => 100);
    hide();
    for (let n = 0; n < 5; n++) paced.ask();
    expect(shownAt).toHaveLength(5);
  });
});
