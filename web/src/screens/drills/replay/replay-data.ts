import { EnvelopeSchema } from '@sitong/shared/kernel/envelope.ts';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { RoleSchema } from '@sitong/shared/kernel/roles.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { type LogEvent, parseLogEvent } from '@sitong/shared/protocol/catalogue.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from '../../../plumbing/http/api.ts';
import type { Span } from '../../../wall/replay-address.ts';
import { makeTape, type Tape } from './tape.ts';

const PAGE = 1000;
/** Some ten evenings like the storm; a longer log is cut there, and the screen says so. */
const MOST_EVENTS = 20_000;
/** Where teams were is asked for in steps of so much world time. */
const STEP_MS = 15_000;

const PageSchema = z.object({ events: z.array(EnvelopeSchema), head: z.number(), next: z.number().optional() });

const PILLARS: readonly (keyof WorldState)[] = ['monitoring', 'release', 'rescue', 'command'];
const isWorldState = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && PILLARS.every((pillar) => Object.hasOwn(state, pillar));

/** Folded by our own server with the same code; its entities are taken as they are, as those of a snapshot. */
const StartSchema = z.object({ seq: z.number(), until: z.number(), state: z.custom<WorldState>(isWorldState) });

/** The state that a span of the live world begins with, and which events are its own. */
function fetchStart(
  world: WorldId,
  { fromMs, toMs }: Span,
  signal?: AbortSignal,
): Promise<z.infer<typeof StartSchema>> {
  const query = new URLSearchParams({ from: toTimestamp(fromMs), to: toTimestamp(toMs) });
  return api(`/api/replay/${world}/start?${query}`, { schema: StartSchema, signal });
}

export interface ReadTape {
  readonly tape: Tape;
  /** Its events, each with its body checked. */
  readonly told: readonly LogEvent[];
  readonly cut: 'whole' | 'cut';
}

/** A log, whole or of a span, as something to stop anywhere. Throws ApiError. */
export async function readTape(world: WorldId, span: Span | undefined, signal?: AbortSignal): Promise<ReadTape> {
  const begin = span === undefined ? undefined : await fetchStart(world, span, signal);
  const until = begin?.until ?? Number.POSITIVE_INFINITY;
  const events: z.infer<typeof EnvelopeSchema>[] = [];
  for (let since: number | undefined = begin?.seq ?? 0; since !== undefined && events.length < MOST_EVENTS; ) {
    if (since >= until) break;
    const query = new URLSearchParams({ world, since: String(since), limit: String(PAGE) });
    const page: z.infer<typeof PageSchema> = await api(`/api/log?${query}`, { schema: PageSchema, signal });
    events.push(...page.events.filter(({ seq }) => seq <= until));
    since = page.next;
  }
  const told = events.map((event) => parseLogEvent(event).event);
  return {
    tape: makeTape(events, begin === undefined || span === undefined ? undefined : { ...span, state: begin.state }),
    told,
    cut: events.length >= MOST_EVENTS ? 'cut' : 'whole',
  };
}

/** Read once. */
export function useTape(world: WorldId, span: Span | undefined) {
  return useQuery({
    queryKey: ['replay', world, span],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: ({ signal }) => readTape(world, span, signal),
  });
}

const PositionsSchema = z.object({
  positions: z.array(
    z.object({
      terminal: z.string(),
      team: z.string().nullable(),
      time: z.string(),
      lon: z.number(),
      lat: z.number(),
      speedKmh: z.number().nullable(),
      courseDeg: z.number().nullable(),
      source: z.string(),
    }),
  ),
});
export type PositionThen = z.infer<typeof PositionsSchema>['positions'][number];

/** Where every terminal was known to be at this moment; while asking, where they were known a moment before. */
export function usePositionsAt(world: WorldId, atMs: number) {
  const stepMs = Math.floor(atMs / STEP_MS) * STEP_MS;
  return useQuery({
    queryKey: ['replay', world, 'positions', stepMs],
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ world, time: toTimestamp(stepMs) });
      return api(`/api/positions/at?${query}`, { schema: PositionsSchema, signal });
    },
  });
}

const SeenSchema = z.object({
  people: z.array(
    z.object({
      username: z.string(),
      name: z.string(),
      roles: z.array(RoleSchema),
      seenAt: z.string().nullable(),
    }),
  ),
});
export type SeenBy = z.infer<typeof SeenSchema>['people'][number];

/** Whose screen had shown this event, and when by the server's clock; asked again while the drill may still go on. */
export function useSeen(world: WorldId, seq: number | undefined) {
  return useQuery({
    queryKey: ['replay', world, 'seen', seq],
    enabled: seq !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    gcTime: 60_000,
    queryFn: ({ signal }) => api(`/api/replay/${world}/seen?seq=${seq}`, { schema: SeenSchema, signal }),
  });
}
