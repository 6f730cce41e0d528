import type { Point } from '@sitong/shared/kernel/geo.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { z } from 'zod';
import { api } from '../../plumbing/http/api.ts';
import { useLive } from '../../plumbing/live/live-store.ts';
import type { Ways } from './reach.ts';
import type { ResourceKind } from './resource-kind.ts';

const WaysSchema = z.object({
  at: z.string(),
  ways: z.array(z.object({ id: z.string(), km: z.number(), minutes: z.number(), fixAgeS: z.number().optional() })),
  route: z
    .object({ id: z.string(), lonLat: z.array(z.tuple([z.number(), z.number()])), roads: z.array(z.string()) })
    .optional(),
});
export type Route = NonNullable<z.infer<typeof WaysSchema>['route']>;

/** Ways by road from a place to everything of a kind, and the way of one; the old answer stays while the new comes. */
export function useWays(
  kind: ResourceKind,
  to: Point | undefined,
  route: string | undefined,
): { ways: Ways; route: Route | undefined } {
  const world = useLive((live) => live.world);
  const { data, isError, isPlaceholderData } = useQuery({
    queryKey: ['ways', world, kind, to?.lon, to?.lat, route],
    enabled: to !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: 1,
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({ world, kind, lon: String(to?.lon), lat: String(to?.lat) });
      if (route !== undefined) query.set('route', route);
      const answer = await api(`/api/ways?${query.toString()}`, { schema: WaysSchema, signal });
      return { kind, lon: to?.lon, lat: to?.lat, ...answer };
    },
  });
  const asked = to !== undefined;
  // An answer to another question says nothing of this one; one that differs in the drawn way only says all but that.
  const fits = data !== undefined && data.kind === kind && data.lon === to?.lon && data.lat === to?.lat;
  const ways = useMemo((): Ways => {
    if (!asked) return { kind: 'none' };
    if (data === undefined || !fits) return { kind: isError ? 'failed' : 'asking' };
    return {
      kind: 'known',
      of: new Map(data.ways.map(({ id, km, minutes, fixAgeS }) => [id, { id, km, minutes, fixAgeS }])),
      atMs: toMs(data.at),
    };
  }, [asked, data, fits, isError]);
  return { ways, route: fits && !isPlaceholderData ? data.route : undefined };
}
