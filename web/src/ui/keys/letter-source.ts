import type { LetterMap } from './letters.ts';

/** The letters as they are now, for everybody who shows or presses one. */
export interface LetterSource {
  current(): LetterMap;
  set(map: LetterMap): void;
  subscribe(listener: () => void): () => void;
}

export function createLetterSource(): LetterSource {
  let map: LetterMap = {};
  const listeners = new Set<() => void>();
  return {
    current: () => map,
    set(next) {
      map = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Of whoever sits at this tab. One tab, one keyboard. */
export const ownLetters = createLetterSource();
