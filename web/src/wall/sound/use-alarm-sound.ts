import type { Role } from '@sitong/shared/kernel/roles.ts';
import { useEffect } from 'react';
import { useLive } from '../../plumbing/live/live-store.ts';
import { useSessionStore } from '../../plumbing/session/session-store.ts';
import { useConsole } from '../console-store.ts';
import { startSound } from './sound-store.ts';

/** Roles that share the sound of their room; the server knows the same. Anybody else at a console rings alone. */
const SHARES: readonly Role[] = ['duty_officer', 'duty_leader', 'commander', 'town_officer'];

function mayShare(): boolean {
  const { state } = useSessionStore.getState();
  return state.kind === 'signed_in' && state.session.roles.some((role) => SHARES.includes(role));
}

/** Rings for the world on screen while a console is open; real seconds, also when a drill's clock stands. */
export function useAlarmSound(): void {
  useEffect(
    () =>
      startSound({
        world: () => useLive.getState().world,
        shares: mayShare,
        alarms: () => Object.values(useLive.getState().replica.state.monitoring.alarms),
        heard: () => {
          const { head, link, replica } = useLive.getState();
          const inStep = link.kind === 'live' && head !== undefined && (replica.seq ?? -1) >= head.seq;
          return { serverMs: head?.serverMs, line: inStep ? 'in_step' : 'behind' };
        },
        nowMs: () => Date.now(),
        silentUntilMs: () => useConsole.getState().silentUntilMs,
      }),
    [],
  );
}
