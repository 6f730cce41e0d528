import { type Envelope, EnvelopeSchema } from '@sitong/shared/kernel/envelope.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { z } from 'zod';
import { api } from '../plumbing/http/api.ts';
import { MOST_RECENT, useLive } from '../plumbing/live/live-store.ts';

export const LogPageSchema = z.object({ events: z.array(EnvelopeSchema), head: z.number() });

/** How far back a log panel reaches when the page has just been opened. */
const EARLIER = 300;

const none: readonly Envelope[] = [];

/**
 * Events before those this tab has heard itself, newest first: neither a reload nor a long sleep may empty the log on
 * screen. Asked from each whole copy of the world that was taken: after another one, what happened between is in neither.
 * None once the tab itself has heard as many as it keeps: between those and older ones some would be missing.
 */
export function useLogStart(): readonly Envelope[] {
  const world = useLive((live) => live.world);
  const upTo = useLive((live) => (live.recent.length < MOST_RECENT ? live.recentSince : null));
  const { data } = useQuery({
    queryKey: ['log-start', world, upTo],
    enabled: upTo !== null,
    queryFn: ({ signal }) =>
      api(`/api/log?world=${world}&since=${Math.max(0, (upTo ?? 0) - EARLIER)}&limit=${EARLIER}`, {
        schema: LogPageSchema,
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(() => {
    if (data === undefined || upTo === null) return none;
    return data.events.filter(({ seq }) => seq <= upTo).reverse();
  }, [data, upTo]);
}
