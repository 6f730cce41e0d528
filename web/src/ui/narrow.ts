import { useSyncExternalStore } from 'react';

/** Below this a desk screen is one column (WCAG 1.4.10): a phone, or a laptop at 200 % and more. */
const NARROW = '(width < 48rem)';

function subscribe(listener: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(NARROW).matches);
}
