import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

/** The window's size, as one text so that it compares by value. */
export function useWindowBox(): { widthPx: number; heightPx: number } {
  const text = useSyncExternalStore(subscribe, () => `${window.innerWidth} ${window.innerHeight}`);
  const [width = 0, height = 0] = text.split(' ').map(Number);
  return { widthPx: width, heightPx: height };
}
