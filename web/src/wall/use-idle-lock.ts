import { IDLE_MS, TOUCH_EVERY_MS } from '@sitong/shared/kernel/idle.ts';
import { useEffect } from 'react';
import { tellTouch } from '../plumbing/session/session-store.ts';
import { useConsole } from './console-store.ts';

/**
 * Half an hour without a touch: the desk is locked for acting (reliability §4), never for showing or ringing.
 * The server keeps the same clock, told of touches once a minute: a desk cannot be kept open from the browser.
 */
export function useIdleLock(idleMs: number = IDLE_MS): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let toldMs = Number.NEGATIVE_INFINITY;
    const lock = (): void => useConsole.setState({ desk: 'locked' });
    const tell = (): void => {
      const now = performance.now();
      if (now - toldMs < TOUCH_EVERY_MS) return;
      toldMs = now;
      void tellTouch().then((told) => {
        if (told === 'idle') lock();
      });
    };
    const touched = (): void => {
      if (useConsole.getState().desk === 'locked') return;
      clearTimeout(timer);
      timer = setTimeout(lock, idleMs);
      tell();
    };
    touched();
    const unsubscribe = useConsole.subscribe(({ desk }, before) => {
      if (desk === 'open' && before.desk === 'locked') touched();
    });
    // Before anything takes them: F3 or an input method's key is a touch like any other.
    for (const name of ['pointerdown', 'keydown', 'wheel'] as const) {
      window.addEventListener(name, touched, { passive: true, capture: true });
    }
    return () => {
      clearTimeout(timer);
      unsubscribe();
      for (const name of ['pointerdown', 'keydown', 'wheel'] as const) {
        window.removeEventListener(name, touched, { capture: true });
      }
    };
  }, [idleMs]);
}
