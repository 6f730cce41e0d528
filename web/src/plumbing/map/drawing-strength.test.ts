import { describe, expect, it } from 'vitest';
import { drawingStrength } from './drawing-strength.ts';

/** A page whose frames come when the test says so, and a device that is through with a picture at a moment. */
function page() {
  const clock = { ms: 0 };
  let waiting: (() => void)[] = [];
  const strength = drawingStrength(
    () => clock.ms,
    (run) => waiting.push(run),
  );
  return {
    strength,
    drawTaking: (ms: number) => {
      const sinceMs = clock.ms;
      strength.drew(() => clock.ms - sinceMs >= ms);
    },
    /** Says how many asked for this frame. */
    frameAfter: (ms: number): number => {
      clock.ms += ms;
      const now = waiting;
      waiting = [];
      for (const run of now) run();
      return now.length;
    },
  };
}

describe('how strong a device is', () => {
  it('it is taken for weak until a picture has shown otherwise', () => {
    const { strength, drawTaking, frameAfter } = page();
    expect(strength.now()).toBe('weak');
    drawTaking(10);
    frameAfter(16);
    expect(strength.now()).toBe('strong');
  });

  it('one that is not through after a frame and a half is weak, and is asked no longer', () => {
    const { strength, drawTaking, frameAfter } = page();
    drawTaking(1);
    frameAfter(16);
    drawTaking(300);
    expect(frameAfter(16)).toBe(1);
    expect(strength.now()).toBe('strong');
    expect(frameAfter(16)).toBe(1);
    expect(strength.now()).toBe('weak');
    expect(frameAfter(16)).toBe(0);
  });

  it('a late frame of a busy page tells nothing', () => {
    const { strength, drawTaking, frameAfter } = page();
    drawTaking(1);
    frameAfter(200);
    expect(strength.now()).toBe('weak');
    drawTaking(1);
    frameAfter(16);
    drawTaking(1);
    frameAfter(200);
    expect(strength.now()).toBe('strong');
  });

  it('of two pictures in a row the later one is timed', () => {
    const { strength, drawTaking, frameAfter } = page();
    drawTaking(300);
    drawTaking(5);
    expect(frameAfter(10)).toBe(2);
    expect(strength.now()).toBe('strong');
    expect(frameAfter(10)).toBe(0);
  });
});
