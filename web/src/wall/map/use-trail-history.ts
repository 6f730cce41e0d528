import { useQueries } from '@tanstack/react-query';
import { z } from 'zod';
import type { TeamMark } from '../../pillars/rescue/team-marks.ts';
import { api } from '../../plumbing/http/api.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import { extendTrail, type TrailPoint, trailLimits } from '../../plumbing/map/trail.ts';
import { useClock } from '../../ui/clock/clock-context.tsx';

/** Rows of `GET /api/positions`: the track of one terminal, oldest first. */
const TrackSchema = z.object({
  positions: z.array(z.object({ time: z.string(), lon: z.number(), lat: z.number() })),
});
type Track = z.infer<typeof TrackSchema>;

/** Ways asked for at once; with more teams out than that, no eye follows single ways. */
const mostAsked = 24;

/** A stored track as a way on the map: thinned and bounded like one that was watched. */
export function wayOf({ positions }: Track): readonly TrailPoint[] {
  let way: readonly TrailPoint[] = [];
  for (const { time, lon, lat } of positions) way = extendTrail(way, { lon, lat, atMs: Date.parse(time) });
  return way;
}

/** What was walked before this screen was watching, then what it has seen itself. */
export function joinWays(past: readonly TrailPoint[], seen: readonly TrailPoint[]): readonly TrailPoint[] {
  const since = seen[0]?.atMs ?? Number.POSITIVE_INFINITY;
  return [...past.filter(({ atMs }) => atMs < since), ...seen].slice(-trailLimits.points);
}

/** Ways of the teams that are out, by team, from the store: a wall switched on late shows them too. */
export function useTrailHistory(teams: readonly TeamMark[]): ReadonlyMap<string, readonly TrailPoint[]> {
  const clock = useClock();
  const world = useLive((live) => live.world);
  const units = useLive((live) => live.units.list);
  // The time of a drill's world is known only with the server's first word.
  const timed = useLive((live) => live.head !== undefined);
  const asked = teams
    .filter(({ unit, column }) => unit >= 0 && (column === 'out' || column === 'on_scene' || column === 'returning'))
    .slice(0, mostAsked)
    .flatMap(({ id, unit, order }) => {
      const terminal = units[unit]?.terminal;
      return terminal === undefined ? [] : [{ id, terminal, sinceMs: Date.parse(order?.steps.saved ?? '') }];
    });
  return useQueries({
    queries: asked.map(({ id, terminal, sinceMs }) => ({
      // A new order begins a new way.
      queryKey: ['trail', world, id, terminal, sinceMs],
      enabled: timed,
      staleTime: Number.POSITIVE_INFINITY,
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const fromMs = Math.max(clock.now() - trailLimits.ageMs, Number.isNaN(sinceMs) ? 0 : sinceMs);
        const query = new URLSearchParams({ terminal, world, from: new Date(fromMs).toISOString(), limit: '5000' });
        return { id, way: wayOf(await api(`/api/positions?${query}`, { schema: TrackSchema, signal })) };
      },
    })),
    combine: byTeam,
  });
}

const none: ReadonlyMap<string, readonly TrailPoint[]> = new Map();

function byTeam(
  results: readonly { readonly data: { readonly id: string; readonly way: readonly TrailPoint[] } | undefined }[],
): ReadonlyMap<string, readonly TrailPoint[]> {
  const known = results.flatMap(({ data }) => (data === undefined ? [] : [[data.id, data.way] as const]));
  return known.length === 0 ? none : new Map(known);
}
