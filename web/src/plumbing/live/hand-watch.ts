/** Somebody at the keys or the mouse. */
export interface HandWatch {
  /** `waits`: what was pressed last has not been answered by a picture. */
  state(): 'free' | 'waits';
  /** Runs `then` behind the picture that answers; where none comes, soon all the same. The answer takes it back. */
  answered(then: () => void): () => void;
  stop(): void;
}

/** What of the browser tells of presses and pictures. */
export interface HandPage {
  addEventListener(type: 'keydown' | 'pointerdown', hear: () => void, options: { capture: true; passive: true }): void;
  removeEventListener(type: 'keydown' | 'pointerdown', hear: () => void, options: { capture: true }): void;
  requestAnimationFrame(run: () => void): number;
  setTimeout(run: () => void, ms: number): number;
  clearTimeout(handle: number | undefined): void;
}

/** A page that nobody paints has no frames: nothing is held longer. */
const mostHeldMs = 250;

const pressed = ['keydown', 'pointerdown'] as const;

/** Knows whether a press waits for its picture: what can wait too then does. */
export function watchHand(page: HandPage): HandWatch {
  const waiting = new Set<() => void>();
  let state: 'free' | 'waits' = 'free';
  let limit: number | undefined;
  const free = (): void => {
    page.clearTimeout(limit);
    state = 'free';
    for (const then of [...waiting]) if (waiting.delete(then)) then();
  };
  const hear = (): void => {
    if (state === 'waits') return;
    state = 'waits';
    limit = page.setTimeout(free, mostHeldMs);
    // The task behind the frame: by then it has been laid out and painted.
    page.requestAnimationFrame(() => {
      page.clearTimeout(limit);
      limit = page.setTimeout(free, 0);
    });
  };
  for (const type of pressed) page.addEventListener(type, hear, { capture: true, passive: true });
  return {
    state: () => state,
    answered(then) {
      waiting.add(then);
      return () => waiting.delete(then);
    },
    stop() {
      for (const type of pressed) page.removeEventListener(type, hear, { capture: true });
      page.clearTimeout(limit);
      waiting.clear();
      state = 'free';
    },
  };
}
