import { openIncidents } from '@sitong/shared/pillars/command/public.ts';
import { initialCommand } from '@sitong/shared/pillars/command/state.ts';
import { useEffect, useState } from 'react';
import { useLive, useWorldState } from '../../../plumbing/live/live-store.ts';
import { entryOf, mayReload } from './renewal.ts';

/** The script this page itself began with. */
function ownEntry(): string | undefined {
  return document.querySelector('script[type="module"][src]')?.getAttribute('src') ?? undefined;
}

/** Asks the server for its page and says whether it is another build. */
async function newBuild(signal: AbortSignal): Promise<boolean> {
  const answer = await fetch('/wall', { cache: 'no-store', headers: { accept: 'text/html' }, signal });
  const entry = answer.ok ? entryOf(await answer.text()) : undefined;
  return entry !== undefined && entry !== ownEntry();
}

/**
 * Nobody presses reload on a wall. Each time the line has come back the server may be a newer one: the wall asks,
 * and loads itself anew once nothing red is open.
 */
export function useRenewal(): void {
  const up = useLive((live) => live.link.kind === 'live');
  const outdated = useLive((live) => live.link.kind === 'ended' && live.link.reason === 'protocol_changed');
  const [newer, setNewer] = useState(false);
  const alarms = useWorldState((state) => state.monitoring.alarms);
  const incidents = useWorldState((state) => state.command.incidents);
  useEffect(() => {
    if (!up) return undefined;
    const asking = new AbortController();
    newBuild(asking.signal).then(setNewer, (error: unknown) => {
      // The line went again while asking: the next return of the line asks again.
      if (!asking.signal.aborted) console.warn('whether there is a newer build was not told', error);
    });
    return () => asking.abort();
  }, [up]);
  const calm = mayReload(Object.values(alarms), openIncidents({ ...initialCommand, incidents }));
  useEffect(() => {
    if ((newer || outdated) && calm) window.location.reload();
  }, [newer, outdated, calm]);
}
