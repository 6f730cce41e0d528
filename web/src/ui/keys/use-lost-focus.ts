import { type RefObject, useEffect, useRef } from 'react';
import { focusIsLost } from './keep-focus.ts';
import { focusPane } from './panes.ts';

/**
 * For a part that takes the place of another (a signature to take back where the signing was): when the old part
 * took the focus away with it, the work goes on here. Who looks elsewhere keeps looking there.
 */
export function useLostFocus<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => {
    // A frame later its lists have their rows, and one of them can have it.
    const frame = requestAnimationFrame(() => {
      if (ref.current !== null && focusIsLost()) focusPane(ref.current);
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return ref;
}
