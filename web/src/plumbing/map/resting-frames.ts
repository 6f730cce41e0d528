/** The two browser functions a render loop asks for its next frame with. */
export interface FrameMachine {
  requestAnimationFrame(run: (timeMs: number) => void): number;
  cancelAnimationFrame(handle: number): void;
}

export interface RestingFrames extends FrameMachine {
  /** Something may have changed: the loop runs again for a few frames. */
  wake(): void;
  /**
   * The loop's turn within the frame that runs now. What only has to be drawn once needs no frame of its own:
   * each costs the page half a millisecond whatever is in it.
   */
  now(timeMs: number): void;
  /** From here on the loop may rest; until then it runs as any other (a device is still being made). */
  begin(): void;
  /** From here on the loop has no turn: what it draws on is gone. */
  rest(): void;
}

/** Frames a loop is given after each waking: one to draw, the rest for what drawing itself has set going. */
export const framesAwake = 3;

/**
 * Frames for a render loop that asks for one after another for ever. deck.gl looks sixty times a second whether
 * anything has changed; on a wall where nothing happens that is the only work there is, all day long. Here the
 * loop's request is kept and granted only after `wake`.
 */
export function restingFrames(machine: FrameMachine): RestingFrames {
  let left = Number.POSITIVE_INFINITY;
  let over: 'no' | 'yes' = 'no';
  let last = 0;
  let waiting: { handle: number; run: (timeMs: number) => void } | undefined;
  let asked: number | undefined;

  const grant = (timeMs: number): void => {
    left = Math.max(0, left - 1);
    const now = waiting;
    waiting = undefined;
    now?.run(timeMs);
  };
  const ask = (): void => {
    if (over === 'yes' || asked !== undefined || waiting === undefined || left <= 0) return;
    asked = machine.requestAnimationFrame((timeMs) => {
      asked = undefined;
      grant(timeMs);
    });
  };
  const unask = (): void => {
    if (asked !== undefined) machine.cancelAnimationFrame(asked);
    asked = undefined;
  };

  return {
    requestAnimationFrame(run) {
      last += 1;
      waiting = { handle: last, run };
      ask();
      return last;
    },
    cancelAnimationFrame(handle) {
      if (waiting?.handle !== handle) return;
      waiting = undefined;
      unask();
    },
    wake() {
      left = Math.max(left, framesAwake);
      ask();
    },
    now(timeMs) {
      if (over === 'yes' || left === Number.POSITIVE_INFINITY) return;
      unask();
      grant(timeMs);
    },
    begin() {
      left = framesAwake;
    },
    rest() {
      over = 'yes';
      unask();
    },
  };
}
