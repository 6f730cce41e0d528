import { useEffect, useSyncExternalStore } from 'react';

/** The row a key sent the operator to (F3: the next unacknowledged), until a list that holds it gives it the focus. */
let wanted: string | undefined;
const listeners = new Set<() => void>();

function set(id: string | undefined): void {
  wanted = id;
  for (const listener of listeners) listener();
}
const drop = (): void => set(undefined);

/**
 * Asks for the focus of a row by its id. The list may come only with the next screen; the last one asked for counts,
 * and whoever goes on in the meantime is not called back.
 */
export function wantRow(id: string): void {
  set(id);
  window.addEventListener('keydown', drop, { capture: true, once: true });
  window.addEventListener('pointerdown', drop, { capture: true, once: true });
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const read = (): string | undefined => wanted;

/**
 * For a list: once a wanted row of it is shown, `bring` scrolls to it, then it takes the focus. A row held back behind
 * the bar of new ones is let in by `release` first.
 */
export function useWantedRow(list: {
  isMine: (id: string) => boolean;
  isShown: (id: string) => boolean;
  release: () => void;
  bring: (id: string) => HTMLElement | null;
}): void {
  const id = useSyncExternalStore(subscribe, read);
  useEffect(() => {
    if (id === undefined || !list.isMine(id)) return undefined;
    if (!list.isShown(id)) {
      list.release();
      return undefined;
    }
    // A virtual list draws the row a frame after it was scrolled to.
    let frame = 0;
    let left = FRAMES;
    const look = (): void => {
      const row = list.bring(id);
      if (row !== null) {
        set(undefined);
        row.focus();
      } else if (left > 0) {
        left -= 1;
        frame = requestAnimationFrame(look);
      }
    };
    look();
    return () => cancelAnimationFrame(frame);
  });
}

const FRAMES = 10;
