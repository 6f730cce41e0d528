/** What of the browser tells time and frames. */
export interface HandClock {
  setTimeout(run: () => void, ms: number): number;
  clearTimeout(handle: number | undefined): void;
  requestAnimationFrame(run: () => void): number;
  cancelAnimationFrame(handle: number): void;
}

export interface QuietHand {
  /** It has just moved. */
  moved(): void;
  /** It is not waited for any longer. */
  forget(): void;
}

const quietMs = 150;

/**
 * Calls when a hand has been quiet for a while. On a page whose frames come late a movement may wait longer than that
 * to be told of, and is told of with the next frame: two frames without one must have passed as well.
 */
export function quietHand(clock: HandClock, call: () => void): QuietHand {
  let timer: number | undefined;
  let frame: number | undefined;
  const forget = (): void => {
    clock.clearTimeout(timer);
    timer = undefined;
    if (frame !== undefined) clock.cancelAnimationFrame(frame);
    frame = undefined;
  };
  const afterFrames = (left: number): void => {
    frame = clock.requestAnimationFrame(() => {
      frame = undefined;
      if (left > 1) afterFrames(left - 1);
      else call();
    });
  };
  return {
    moved() {
      forget();
      timer = clock.setTimeout(() => afterFrames(2), quietMs);
    },
    forget,
  };
}
