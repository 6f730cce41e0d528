import { type Envelope, EnvelopeSchema } from '@sitong/shared/kernel/envelope.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { z } from 'zod';
import { api } from '../plumbing/http/api.ts';
import { useLive } from '../plumbing/live/live-store.ts';

export const LogPageSchema = z.object({ events: z.array(EnvelopeSchema), head: z.number() });

/** How far back a log panel reaches when the page has just been opened. */
const EARLIER = 300;

const none: readonly Envelope[] = [];

/**
 * Events before those this tab has heard itself, newest first: a reload must not empty the log on screen. Asked once
 * for a world, from where the replica stood when it was first complete.
 */
export function useLogStart(): readonly Envelope[] {
  const world = useLive((live) => live.world);
  const seq = useLive((live) => live.replica.seq);
  const oldest = useLive((live) => live.recent.at(-1)?.seq);
  const asked = useRef<number | null>(null);
  asked.current ??= seq;
  const since = asked.current === null ? undefined : Math.max(0, asked.current - EARLIER);
  const { data } = useQuery({
    queryKey: ['log-start', world, since],
    enabled: since !== undefined,
    queryFn: ({ signal }) =>
      api(`/api/log?world=${world}&since=${since ?? 0}&limit=${EARLIER}`, { schema: LogPageSchema, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(() => {
    if (data === undefined) return none;
    return data.events.filter((event) => oldest === undefined || event.seq < oldest).reverse();
  }, [data, oldest]);
}
