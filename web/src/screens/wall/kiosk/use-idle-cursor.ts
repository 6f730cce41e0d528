import { useEffect } from 'react';

/** A pointer that has not moved for this long is nobody's. */
const idleMs = 5000;

/** Hides the pointer on a wall that nobody is pointing at (`[data-pointer='idle']` in parts.css). */
export function useIdleCursor(): void {
  useEffect(() => {
    const root = document.documentElement;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const rest = (): void => {
      root.dataset['pointer'] = 'idle';
    };
    // Idleness is time passing and nothing else: there is no event to wait for.
    const moved = (): void => {
      clearTimeout(timer);
      delete root.dataset['pointer'];
      timer = setTimeout(rest, idleMs);
    };
    moved();
    window.addEventListener('pointermove', moved, { passive: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointermove', moved);
      delete root.dataset['pointer'];
    };
  }, []);
}
