import { type RefObject, useEffect, useRef } from 'react';
import { claimLostFocus, focusIsLost } from './keep-focus.ts';
import { focusPane } from './panes.ts';

/**
 * For a part that takes the place of another (a signature to take back where the signing was): when the old part
 * took the focus away with it, the work goes on here, once this part is `ready`. Who looks elsewhere keeps looking there.
 */
export function useLostFocus<E extends HTMLElement>(ready = true): RefObject<E | null> {
  const ref = useRef<E>(null);
  const claimed = useRef<() => void>(undefined);
  useEffect(() => {
    if (focusIsLost()) claimed.current = claimLostFocus();
    return () => claimed.current?.();
  }, []);
  useEffect(() => {
    if (!ready) return undefined;
    // A frame later its lists have their rows, and one of them can have it.
    const frame = requestAnimationFrame(() => {
      const { current: part } = ref;
      if (claimed.current !== undefined && part !== null && focusIsLost())
        focusPane(part.querySelector<HTMLElement>('[data-pane]') ?? part);
      claimed.current?.();
    });
    return () => cancelAnimationFrame(frame);
  }, [ready]);
  return ref;
}
