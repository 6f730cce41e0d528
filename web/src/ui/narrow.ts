import { useSyncExternalStore } from 'react';

/** Below this a desk screen is one column (WCAG 1.4.10): a phone, or a laptop at 200 % and more. */
const NARROW = '(width < 48rem)';

/** Below this little of a desk fits above the other: a laptop. */
const LOW = '(height <= 50rem)';

function watched(query: string): { subscribe: (listener: () => void) => () => void; holds: () => boolean } {
  return {
    subscribe: (listener) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    holds: () => matchMedia(query).matches,
  };
}

const narrow = watched(NARROW);
const low = watched(LOW);

export function useNarrow(): boolean {
  return useSyncExternalStore(narrow.subscribe, narrow.holds);
}

export function useLow(): boolean {
  return useSyncExternalStore(low.subscribe, low.holds);
}
