import { useEffect } from 'react';
import { useConsole } from './console-store.ts';

/** Half an hour without a touch: the desk is locked for acting (reliability §4), never for showing or ringing. */
export const IDLE_MS = 30 * 60_000;

export function useIdleLock(idleMs: number = IDLE_MS): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const lock = (): void => useConsole.setState({ desk: 'locked' });
    const touched = (): void => {
      if (useConsole.getState().desk === 'locked') return;
      clearTimeout(timer);
      timer = setTimeout(lock, idleMs);
    };
    touched();
    const unsubscribe = useConsole.subscribe(({ desk }, before) => {
      if (desk === 'open' && before.desk === 'locked') touched();
    });
    for (const name of ['pointerdown', 'keydown', 'wheel'] as const) {
      window.addEventListener(name, touched, { passive: true });
    }
    return () => {
      clearTimeout(timer);
      unsubscribe();
      for (const name of ['pointerdown', 'keydown', 'wheel'] as const) window.removeEventListener(name, touched);
    };
  }, [idleMs]);
}
