import { useEffect } from 'react';

/** Keeps the wall's panel awake while its page is in view; asked again whenever it comes back into view. */
export function useWakeLock(): void {
  useEffect(() => {
    // Only a secure page has it (README: https); without it the machine's own power settings must do.
    if (!('wakeLock' in navigator)) return undefined;
    let held: WakeLockSentinel | undefined;
    let gone = false;
    const ask = (): void => {
      if (document.visibilityState !== 'visible' || (held !== undefined && !held.released)) return;
      navigator.wakeLock.request('screen').then(
        (lock) => {
          if (gone) void lock.release();
          else held = lock;
        },
        (error: unknown) => console.warn('the screen may go to sleep', error),
      );
    };
    ask();
    document.addEventListener('visibilitychange', ask);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', ask);
      void held?.release();
    };
  }, []);
}
