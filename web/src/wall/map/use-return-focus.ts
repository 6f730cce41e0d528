import { useEffect, useState } from 'react';

/**
 * Gives the focus back to where it was. A map leaves the page before the sheet around it: the focus in it is gone by
 * then, and the sheet cannot tell any more whose it was.
 */
export function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (before instanceof HTMLElement && before.isConnected) before.focus();
      });
    },
    [before],
  );
}
