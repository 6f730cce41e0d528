import { type Envelope, EnvelopeSchema } from '@sitong/shared/kernel/envelope.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { z } from 'zod';
import { api } from '../../plumbing/http/api.ts';
import { useLive } from '../../plumbing/live/live-store.ts';

const PageSchema = z.object({ events: z.array(EnvelopeSchema), head: z.number() });
const PAGE = 100;

/** The incident an event names, if it does: the log's own rule (LOG-18), repeated for what has just come live. */
export function namesIncident(event: Envelope, incidentId: string): boolean {
  if (event.stream === `incident/${incidentId}`) return true;
  const body: unknown = event.body;
  if (typeof body !== 'object' || body === null) return false;
  if ('incidentId' in body) return body.incidentId === incidentId;
  return 'incidentIds' in body && Array.isArray(body.incidentIds) && body.incidentIds.includes(incidentId);
}

/** The response an event was made under, as its stream; tasks of a plan name it and not the incident. */
function responseStreamOf({ body }: Envelope): string | undefined {
  if (typeof body !== 'object' || body === null || !('responseId' in body)) return undefined;
  return typeof body.responseId === 'string' ? `response/${body.responseId}` : undefined;
}

/**
 * Stored pages and live events as one list, newest first, each once. `recent` holds the newest events of the
 * world; a stream belongs once one of its events has named the incident.
 */
export function mergeTimeline(pages: readonly Envelope[], recent: readonly Envelope[], incidentId: string): Envelope[] {
  const streams = new Set<string>();
  for (const event of pages) streams.add(event.stream);
  const bySeq = new Map<number, Envelope>();
  for (const event of pages) bySeq.set(event.seq, event);
  // Oldest first, so that a stream's first naming comes before what follows on it.
  for (const event of [...recent].reverse()) {
    const under = responseStreamOf(event);
    const named = namesIncident(event, incidentId) || (under !== undefined && streams.has(under));
    if (named) streams.add(event.stream);
    if (named || (streams.has(event.stream) && ownStream(event.stream))) bySeq.set(event.seq, event);
  }
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq);
}

/** Streams that belong to one incident for good; a team goes on to the next. */
function ownStream(stream: string): boolean {
  return !stream.startsWith('team/') && !stream.startsWith('numbers/');
}

/** The single truth of an incident: paged from the log, carried on by the live lane. */
export function useTimeline(incidentId: string) {
  const world = useLive((live) => live.world);
  const recent = useLive((live) => live.recent);
  const snapshots = useLive((live) => live.snapshots);
  const readAt = useRef(snapshots);
  const query = useInfiniteQuery({
    queryKey: ['timeline', world, incidentId],
    initialPageParam: undefined as number | undefined,
    staleTime: 5 * 60_000,
    refetchOnReconnect: true,
    queryFn: ({ pageParam, signal }) => {
      const before = pageParam === undefined ? '' : `&before=${pageParam}`;
      return api(`/api/incidents/${incidentId}/timeline?world=${world}&limit=${PAGE}${before}`, {
        schema: PageSchema,
        signal,
      });
    },
    getNextPageParam: (page) => (page.events.length < PAGE ? undefined : page.events.at(-1)?.seq),
  });
  const { refetch } = query;
  // Away for long, a screen comes back to a snapshot: what happened between is in neither `recent` nor these pages.
  useEffect(() => {
    if (readAt.current === snapshots) return;
    readAt.current = snapshots;
    void refetch();
  }, [snapshots, refetch]);
  const pages = query.data?.pages;
  const events = useMemo(
    () =>
      mergeTimeline(
        (pages ?? []).flatMap((page) => page.events),
        recent,
        incidentId,
      ),
    [pages, recent, incidentId],
  );
  return { events, query };
}
