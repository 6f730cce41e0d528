import { describe, expect, it } from 'vitest';
import { type FrameMachine, framesAwake, restingFrames } from './resting-frames.ts';

/** A browser whose frames come when the test says so. */
function screen() {
  let next: { handle: number; run: (timeMs: number) => void } | undefined;
  let handles = 0;
  const machine: FrameMachine = {
    requestAnimationFrame(run) {
      handles += 1;
      next = { handle: handles, run };
      return handles;
    },
    cancelAnimationFrame(handle) {
      if (next?.handle === handle) next = undefined;
    },
  };
  return {
    machine,
    /** Runs frames until nobody asks for one, at most `most`; says how many ran. */
    run(most: number): number {
      let ran = 0;
      while (next !== undefined && ran < most) {
        const { run } = next;
        next = undefined;
        ran += 1;
        run(ran);
      }
      return ran;
    },
  };
}

/** A loop that asks for its next frame each time it has had one, as deck.gl's does. */
function loopOn(frames: FrameMachine): { drawn: number; handle: number } {
  const loop = { drawn: 0, handle: 0 };
  const turn = (): void => {
    loop.drawn += 1;
    loop.handle = frames.requestAnimationFrame(turn);
  };
  loop.handle = frames.requestAnimationFrame(turn);
  return loop;
}

describe('a render loop rests while nothing changes', () => {
  it('runs freely until it has begun', () => {
    const { machine, run } = screen();
    loopOn(restingFrames(machine));
    expect(run(100)).toBe(100);
  });

  it('stops a few frames after the beginning, and after each waking', () => {
    const { machine, run } = screen();
    const frames = restingFrames(machine);
    const loop = loopOn(frames);
    frames.begin();
    expect(run(100)).toBe(framesAwake);
    frames.wake();
    expect(run(100)).toBe(framesAwake);
    expect(loop.drawn).toBe(2 * framesAwake);
  });

  it('woken many times before the next frame, it runs no more often', () => {
    const { machine, run } = screen();
    const frames = restingFrames(machine);
    loopOn(frames);
    frames.begin();
    run(100);
    for (let n = 0; n < 10; n++) frames.wake();
    expect(run(100)).toBe(framesAwake);
  });

  it('has its turn in a frame that runs anyhow, and rests again at once', () => {
    const { machine, run } = screen();
    const frames = restingFrames(machine);
    const loop = loopOn(frames);
    frames.now(1);
    expect(loop.drawn).toBe(0);
    frames.begin();
    run(100);
    const before = loop.drawn;
    frames.now(1);
    expect(loop.drawn).toBe(before + 1);
    expect(run(100)).toBe(0);
  });

  it('a turn taken while awake counts as one of the frames given', () => {
    const { machine, run } = screen();
    const frames = restingFrames(machine);
    const loop = loopOn(frames);
    frames.begin();
    run(100);
    const before = loop.drawn;
    frames.wake();
    frames.now(1);
    expect(run(100)).toBe(framesAwake - 1);
    expect(loop.drawn).toBe(before + framesAwake);
  });

  it('a cancelled request is never granted', () => {
    const { machine, run } = screen();
    const frames = restingFrames(machine);
    const loop = loopOn(frames);
    frames.cancelAnimationFrame(loop.handle);
    frames.wake();
    expect(run(100)).toBe(0);
  });

  it('put to rest for good, it has no turn whatever happens', () => {
    const { machine, run } = screen();
    const frames = restingFrames(machine);
    const loop = loopOn(frames);
    frames.begin();
    run(100);
    const before = loop.drawn;
    frames.wake();
    frames.rest();
    frames.wake();
    frames.now(1);
    expect(run(100)).toBe(0);
    expect(loop.drawn).toBe(before);
  });
});
