import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { besideTick, Paced, type PaceMachine } from './paced.ts';

/**
 * A page whose clock stands in the test's hand; drawing a step takes `costMs`, a turn has two, and the picture of it
 * another `pictureMs` of the browser, told when it is there. `never`: no frame comes at all.
 */
function page(costMs: () => number, pictureMs: (() => number) | 'never' = () => 0) {
  let nowMs = 0;
  const due = new Set<{ atMs: number; turn: () => void }>();
  let sight: 'seen' | 'hidden' = 'seen';
  let clock: 'runs' | 'none' = 'none';
  let hand: 'free' | 'waits' = 'free';
  const held = new Set<() => void>();
  let known = 0;
  const shownAt: number[] = [];
  const shown: number[] = [];
  const followedAt: number[] = [];
  const followed: number[] = [];
  const pictures: { fromMs: number; toMs: number }[] = [];
  const after: PaceMachine['after'] = (ms, turn) => {
    const one = { atMs: nowMs + ms, turn };
    due.add(one);
    return () => due.delete(one);
  };
  const machine: PaceMachine = {
    now: () => nowMs,
    after,
    drawn: (tell) => {
      if (pictureMs === 'never') return;
      const ms = pictureMs();
      pictures.push({ fromMs: nowMs, toMs: nowMs + ms });
      after(ms, () => tell(ms));
    },
    settled: (done) => {
      nowMs += costMs();
      done();
    },
    sight: () => sight,
    tickInMs: () => (clock === 'runs' ? 1000 - (nowMs % 1000) : undefined),
    hand: () => hand,
    answered: (turn) => {
      held.add(turn);
      return () => held.delete(turn);
    },
  };
  const steps = [
    () => {
      shownAt.push(nowMs);
      shown.push(known);
    },
    () => {
      followedAt.push(nowMs);
      followed.push(known);
    },
  ];
  const paced = new Paced(steps, machine);
  return {
    paced: {
      ask: () => {
        known += 1;
        paced.ask();
      },
      now: () => paced.now(),
      drop: () => paced.drop(),
      waiting: () => paced.waiting(),
    },
    shownAt,
    /** When the browser was putting a picture together. */
    pictures,
    /** How much was known at each showing. */
    shown,
    /** The second step. */
    followedAt,
    followed,
    hide: () => {
      sight = 'hidden';
    },
    wind: () => {
      clock = 'runs';
    },
    press: () => {
      hand = 'waits';
    },
    answer: () => {
      hand = 'free';
      for (const turn of [...held]) if (held.delete(turn)) turn();
    },
    /** Lets time pass to a moment; turns that fall due on the way are taken. */
    until(atMs: number): number {
      for (;;) {
        const [next] = [...due].filter((one) => one.atMs <= atMs).sort((a, b) => a.atMs - b.atMs);
        if (next === undefined) break;
        due.delete(next);
        nowMs = Math.max(nowMs, next.atMs);
        next.turn();
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
        const { paced, shown, shownAt, followed, until } = page(() => costMs);
        let askedMs = 0;
        let atMs = 0;
        for (const gap of gaps) {
          atMs += gap;
          askedMs = until(atMs);
          paced.ask();
        }
        until(askedMs + 800 + 4 * costMs);
        expect(shown.at(-1)).toBe(gaps.length);
        expect(followed.at(-1)).toBe(gaps.length);
        expect(shownAt.at(-1)).toBeLessThanOrEqual(askedMs + 800 + 2 * costMs);
        expect(paced.waiting()).toBe(false);
      }),
    );
  });

  it('drawing takes at most a third of the time, however dear it is, as long as 0.8 s allow it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 175 }), (costMs) => {
        const { paced, shownAt, followedAt, until } = page(() => costMs);
        for (let atMs = 0; atMs <= 10_000; atMs += 3) {
          until(atMs);
          paced.ask();
        }
        const busyMs = (shownAt.length + followedAt.length) * costMs;
        expect(busyMs).toBeLessThanOrEqual(10_000 / 3 + 4 * costMs);
      }),
    );
  });

  it('a turn and its picture take at most a third of the time, however dear, as long as 0.8 s allow it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 180 }), (costMs, pictureMs) => {
        const { paced, pictures, until } = page(
          () => costMs,
          () => pictureMs,
        );
        for (let atMs = 0; atMs <= 10_000; atMs += 3) {
          until(atMs);
          paced.ask();
        }
        const busyMs = pictures.length * (2 * costMs + pictureMs);
        expect(busyMs).toBeLessThanOrEqual(10_000 / 3 + 3 * (2 * costMs + pictureMs));
        expect(pictures.slice(1).every(({ fromMs }, i) => fromMs >= (pictures[i]?.toMs ?? 0))).toBe(true);
      }),
    );
  });

  it('where no frame ever comes, news is shown all the same, at the pace of the scripts', () => {
    const { paced, shown, shownAt, until } = page(() => 5, 'never');
    for (let atMs = 0; atMs <= 5000; atMs += 10) {
      until(atMs);
      paced.ask();
    }
    until(6000);
    expect(shown.at(-1)).toBe(501);
    expect(shownAt.length).toBeGreaterThan(50);
  });

  it('one picture that took very long puts nothing off by more than 0.8 s', () => {
    let first = true;
    const { paced, shown, shownAt, until } = page(
      () => 1,
      () => {
        if (!first) return 0;
        first = false;
        return 60_000;
      },
    );
    for (let atMs = 0; atMs <= 70_000; atMs += 20) {
      until(atMs);
      paced.ask();
    }
    until(80_000);
    expect(shown.at(-1)).toBe(3501);
    expect(Math.max(...shownAt.slice(1).map((atMs, i) => atMs - (shownAt[i] ?? 0)))).toBeLessThanOrEqual(830);
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
    const { paced, shownAt, followed, hide } = page(() => 100);
    hide();
    for (let n = 0; n < 5; n++) paced.ask();
    expect(shownAt).toHaveLength(5);
    expect(followed).toEqual([1, 2, 3, 4, 5]);
  });

  it('the second step is a task of its own: a key waits for one of them at most', () => {
    const { paced, shownAt, followedAt, until } = page(() => 40);
    paced.ask();
    expect(followedAt).toEqual([]);
    until(40);
    expect([shownAt, followedAt]).toEqual([[0], [40]]);
  });

  it('dropped, a turn that has begun is not ended', () => {
    const { paced, followedAt, until } = page(() => 1);
    paced.ask();
    paced.drop();
    until(1000);
    expect(followedAt).toEqual([]);
  });

  it('a press is answered first: a turn that falls due waits for the picture of it, and is then taken', () => {
    const { paced, shownAt, shown, press, answer, until } = page(() => 5);
    press();
    paced.ask();
    paced.ask();
    until(60);
    expect(shownAt).toEqual([]);
    expect(paced.waiting()).toBe(true);
    answer();
    expect([shownAt, shown]).toEqual([[60], [2]]);
  });

  it('what somebody has pressed for is shown although a press waits', () => {
    const { paced, shownAt, press, answer } = page(() => 5);
    press();
    paced.ask();
    paced.now();
    answer();
    expect(shownAt).toEqual([0]);
  });

  it('where pictures are dear, none follows the clock’s own at once: it is drawn with it, or behind it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 30, max: 140 }), (costMs, pictureMs) => {
        const { paced, shownAt, wind, until } = page(
          () => costMs,
          () => pictureMs,
        );
        wind();
        for (let atMs = 3; atMs <= 10_000; atMs += 3) {
          until(atMs);
          paced.ask();
        }
        // The first ones came before any picture had been measured.
        const later = shownAt.filter((atMs) => atMs > 1500);
        expect(later.length).toBeGreaterThan(5);
        for (const atMs of later) {
          const intoMs = atMs % 1000;
          // A task of ours may have held the turn up by as long as it took.
          expect(intoMs <= 2 * costMs + 3 || intoMs >= pictureMs).toBe(true);
        }
      }),
    );
  });
});

describe('a turn beside the clock’s tick', () => {
  it('is moved by 150 ms at most, and not at all where a picture costs nothing or no clock runs', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 800 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.nat(900),
        (due, tick, ms) => {
          expect(Math.abs(besideTick(due, tick, ms) - Math.max(0, due))).toBeLessThanOrEqual(due < 0 ? 150 - due : 150);
          expect(besideTick(due, undefined, ms)).toBe(due);
          if (due !== tick) expect(besideTick(due, tick, 0)).toBe(due);
        },
      ),
    );
  });
});
