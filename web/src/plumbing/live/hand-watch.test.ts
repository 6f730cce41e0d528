import { describe, expect, it } from 'vitest';
import { type HandPage, watchHand } from './hand-watch.ts';

/** A page whose events, frames and timers the test sets off. */
function page() {
  const heard = new Set<() => void>();
  let frames: (() => void)[] = [];
  const timers = new Map<number, { run: () => void; ms: number }>();
  let last = 0;
  const machine: HandPage = {
    addEventListener: (_type, hear) => heard.add(hear),
    removeEventListener: (_type, hear) => heard.delete(hear),
    requestAnimationFrame: (run) => frames.push(run),
    setTimeout: (run, ms) => {
      last += 1;
      timers.set(last, { run, ms });
      return last;
    },
    clearTimeout: (handle) => {
      if (handle !== undefined) timers.delete(handle);
    },
  };
  return {
    machine,
    heard,
    press: () => {
      for (const hear of heard) hear();
    },
    frame: () => {
      const now = frames;
      frames = [];
      for (const run of now) run();
    },
    /** Lets the timers of at most so many milliseconds fall due. */
    timers: (ms: number) => {
      for (const [handle, one] of [...timers]) if (one.ms <= ms && timers.delete(handle)) one.run();
    },
  };
}

describe('a hand at the keys', () => {
  it('waits from the press until behind the frame that answers it', () => {
    const { machine, press, frame, timers } = page();
    const hand = watchHand(machine);
    let ran = 0;
    expect(hand.state()).toBe('free');
    press();
    hand.answered(() => {
      ran += 1;
    });
    timers(0);
    expect([hand.state(), ran]).toEqual(['waits', 0]);
    frame();
    expect(ran).toBe(0);
    timers(0);
    expect([hand.state(), ran]).toEqual(['free', 1]);
  });

  it('holds nothing for longer than a quarter of a second where no frame comes', () => {
    const { machine, press, timers } = page();
    const hand = watchHand(machine);
    let ran = 0;
    press();
    hand.answered(() => {
      ran += 1;
    });
    timers(250);
    expect([hand.state(), ran]).toEqual(['free', 1]);
  });

  it('takes back what is not wanted any more, and hears nothing once stopped', () => {
    const { machine, heard, press, frame, timers } = page();
    const hand = watchHand(machine);
    let ran = 0;
    press();
    hand.answered(() => {
      ran += 1;
    })();
    frame();
    timers(0);
    expect(ran).toBe(0);
    hand.stop();
    expect(heard.size).toBe(0);
    expect(hand.state()).toBe('free');
  });
});
