import { useSyncExternalStore } from 'react';

let loads = 0;

function subscribe(listener: () => void): () => void {
  const count = (): void => {
    loads += 1;
    listener();
  };
  document.fonts.addEventListener('loadingdone', count);
  return () => document.fonts.removeEventListener('loadingdone', count);
}

/** Counts how often a typeface has arrived: what was measured before is measured anew. */
export function useFontsLoaded(): number {
  return useSyncExternalStore(subscribe, () => loads);
}
