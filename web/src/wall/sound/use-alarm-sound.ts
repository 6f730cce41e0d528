import { useEffect } from 'react';
import { useLive } from '../../plumbing/live/live-store.ts';
import { useConsole } from '../console-store.ts';
import { startSound } from './sound-store.ts';

/** Rings for the world on screen while a console is open; real seconds, also when a drill's clock stands. */
export function useAlarmSound(): void {
  useEffect(
    () =>
      startSound({
        world: () => useLive.getState().world,
        alarms: () => Object.values(useLive.getState().replica.state.monitoring.alarms),
        nowMs: () => Date.now(),
        silentUntilMs: () => useConsole.getState().silentUntilMs,
      }),
    [],
  );
}
