/** A picture that took the device no longer than this may be drawn in every frame. */
const frameMs = 25;

/** Whether a device is strong enough to draw a picture in every frame. */
export interface DrawingStrength {
  /** A picture has just been handed to the device; `finished` asks whether the device is through with it. */
  drew(finished: () => boolean): void;
  /** `weak` until a picture has shown otherwise. */
  now(): 'strong' | 'weak';
}

/** Times each picture by asking in the frames after it, and goes by the last one that could be timed. */
export function drawingStrength(clockMs: () => number, nextFrame: (run: () => void) => void): DrawingStrength {
  let strength: 'strong' | 'weak' = 'weak';
  let last = 0;
  return {
    drew(finished) {
      last += 1;
      const picture = last;
      const sinceMs = clockMs();
      const ask = (): void => {
        if (picture !== last) return;
        const inTime = clockMs() - sinceMs <= frameMs;
        if (!finished()) {
          // Asked no longer than it takes to know.
          if (inTime) nextFrame(ask);
          else strength = 'weak';
          return;
        }
        // Found finished late, the page itself may have been what was slow.
        if (inTime) strength = 'strong';
      };
      nextFrame(ask);
    },
    now: () => strength,
  };
}
