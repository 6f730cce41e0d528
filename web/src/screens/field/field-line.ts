import { useEffect, useSyncExternalStore } from 'react';
import { useFieldLive } from './field-live.ts';

/** Whether the server is heard. `away.sinceMs`: device time it was last heard, also over a restart of the page. */
export type FieldLine = { kind: 'live' } | { kind: 'away'; sinceMs: number };

const HEARD = 'sitong.field.heard';
const startedMs = Date.now();

function lastHeardMs(): number {
  const stored = Number(localStorage.getItem(HEARD));
  return Number.isFinite(stored) && stored > 0 ? stored : startedMs;
}

function onlineListener(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

export function useFieldLine(): FieldLine {
  const kind = useFieldLive((live) => live.link.kind);
  const heardMs = useFieldLive((live) => live.heardMs);
  const online = useSyncExternalStore(onlineListener, () => navigator.onLine);
  const live = kind === 'live' && online;
  // `head` comes every 5 s while the line is there.
  useEffect(() => {
    if (live && heardMs !== undefined) localStorage.setItem(HEARD, String(heardMs));
  }, [live, heardMs]);
  return live ? { kind: 'live' } : { kind: 'away', sinceMs: lastHeardMs() };
}
