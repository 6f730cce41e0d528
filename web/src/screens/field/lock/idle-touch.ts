import { idleLimitMs, TOUCH_EVERY_MS } from '@sitong/shared/kernel/idle.ts';
import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import { useEffect } from 'react';
import { create } from 'zustand';
import { tellTouch } from '../../../plumbing/session/session-store.ts';

/** Whether this session may act. Locked it goes on showing and ringing, and what is pressed waits on the phone. */
export const useFieldLock = create<{ desk: 'open' | 'locked' }>(() => ({ desk: 'open' }));

/**
 * Tells the server that somebody is at this phone, at most once a minute. Only for those whose session can lie idle:
 * town officers and commanders, whose phone opens the same doors as their desk (SECURITY.md). A team's phone never locks.
 * The server keeps the clock; this page only hears from it, also when an act came back (`outbox` says signed out).
 */
export function useIdleTouch({ roles }: Pick<SessionInfo, 'roles'>, outbox: 'open' | 'down' | 'signed_out'): void {
  const limited = idleLimitMs(roles) !== null;
  useEffect(() => {
    if (!limited) return;
    let toldMs = Number.NEGATIVE_INFINITY;
    const tell = (): void => {
      const now = performance.now();
      if (document.visibilityState !== 'visible' || now - toldMs < TOUCH_EVERY_MS) return;
      if (useFieldLock.getState().desk === 'locked') return;
      toldMs = now;
      void tellTouch().then((told) => {
        if (told === 'idle') useFieldLock.setState({ desk: 'locked' });
      });
    };
    tell();
    const names = ['pointerdown', 'keydown', 'visibilitychange'] as const;
    for (const name of names) document.addEventListener(name, tell, { passive: true });
    return () => {
      for (const name of names) document.removeEventListener(name, tell);
      useFieldLock.setState({ desk: 'open' });
    };
  }, [limited]);
  useEffect(() => {
    if (!limited || outbox !== 'signed_out') return;
    void tellTouch().then((told) => {
      if (told === 'idle') useFieldLock.setState({ desk: 'locked' });
    });
  }, [limited, outbox]);
}
