import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { Announcer } from './announcer.ts';

const AnnouncerContext = createContext<Announcer | null>(null);

/** Two silent regions at the end of the page, through which every part speaks. */
export function AnnouncerProvider({ announcer, children }: { announcer: Announcer; children: ReactNode }) {
  const { polite, assertive, turns } = useSyncExternalStore(announcer.subscribe, announcer.spoken);
  // A no-break space on every other turn makes the same words a change, which is what is read.
  const mark = (turn: number): string => (turn % 2 === 0 ? '' : '\u00a0');
  return (
    <AnnouncerContext value={announcer}>
      {children}
      <div className="sr-only" aria-live="polite" role="status">
        {polite + mark(turns.polite)}
      </div>
      <div className="sr-only" aria-live="assertive" role="alert">
        {assertive + mark(turns.assertive)}
      </div>
    </AnnouncerContext>
  );
}

/** `say(text)` politely, `say(text, 'assertive')` for red and orange. */
export function useAnnouncer(): Announcer {
  const announcer = useContext(AnnouncerContext);
  if (announcer === null) throw new Error('useAnnouncer needs an AnnouncerProvider above it');
  return announcer;
}
