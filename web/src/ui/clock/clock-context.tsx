import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import { browserMachine, type ClockStore, createClockStore } from './clock-store.ts';

const ClockContext = createContext<ClockStore>(createClockStore(browserMachine));

/** Hands one clock to everything below; plumbing syncs it from the server's `head` messages. */
export function ClockProvider({ clock, children }: { clock: ClockStore; children: ReactNode }) {
  return <ClockContext value={clock}>{children}</ClockContext>;
}

export function useClock(): ClockStore {
  return useContext(ClockContext);
}

/**
 * World time, stepping by `stepMs`: a part that shows minutes is drawn again once a minute, not once a
 * second. The value is the last whole step.
 */
export function useNow(stepMs = 1000): number {
  const clock = useClock();
  return useSyncExternalStore(clock.subscribe, () => Math.floor(clock.tickMs() / stepMs) * stepMs);
}
