import { describe, expect, it } from 'vitest';
import { type HandClock, quietHand } from './quiet-hand.ts';

/** Timers and frames that come when the test says so. */
function browser() {
  let timer: (() => void) | undefined;
  let frame: (() => void) | undefined;
  const clock: HandClock = {
    setTimeout: (run) => {
      timer = run;
      return 1;
    },
    clearTimeout: () => {
      timer = undefined;
    },
    requestAnimationFrame: (run) => {
      frame = run;
      return 1;
    },
    cancelAnimationFrame: () => {
      frame = undefined;
    },
  };
  let calls = 0;
  const hand = quietHand(clock, () => {
    calls += 1;
  });
  return {
    hand,
    calls: () => calls,
    timePasses: () => {
      const run = timer;
      timer = undefined;
      run?.();
    },
    frameComes: () => {
      const run = frame;
      frame = undefined;
      run?.();
    },
  };
}

describe('a hand that has become quiet', () => {
  it('is told of once, two frames after its time', () => {
    const { hand, calls, timePasses, frameComes } = browser();
    hand.moved();
    timePasses();
    frameComes();
    expect(calls()).toBe(0);
    frameComes();
    expect(calls()).toBe(1);
    frameComes();
    timePasses();
    expect(calls()).toBe(1);
  });

  it('is not quiet when a movement was only told of late, with the frame', () => {
    const { hand, calls, timePasses, frameComes } = browser();
    hand.moved();
    timePasses();
    hand.moved();
    frameComes();
    frameComes();
    expect(calls()).toBe(0);
  });

  it('is not waited for after it has let go', () => {
    const { hand, calls, timePasses, frameComes } = browser();
    hand.moved();
    timePasses();
    frameComes();
    hand.forget();
    frameComes();
    expect(calls()).toBe(0);
  });
});
