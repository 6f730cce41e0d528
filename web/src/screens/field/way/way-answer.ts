import { z } from 'zod';
import type { Way } from './way.ts';

const LonLat = z.tuple([z.number(), z.number()]);
const Route = z.object({ lonLat: z.array(LonLat).max(5000) });
const fixAgeS = z.number().optional();

/** The part of `GET /api/recommend` that speaks of the team that asks. */
export const WayAnswerSchema = z.object({
  at: z.string(),
  /** Teams still free for this incident: one under a shared order is among them, with its route. */
  ranked: z.array(
    z.object({
      team: z.string(),
      travel: z.object({ minutes: z.number(), km: z.number() }),
      fixAgeS,
      route: Route.optional(),
    }),
  ),
  /** Teams ordered to it and not there yet. */
  underWay: z.array(
    z.object({ team: z.string(), minutes: z.number(), km: z.number(), fixAgeS, route: Route.optional() }),
  ),
});

/** A way as this phone kept it. */
export const WaySchema: z.ZodType<Way> = z.object({
  atMs: z.number(),
  km: z.number(),
  minutes: z.number(),
  from: z.enum(['position', 'base']),
  lonLat: z.array(LonLat).optional(),
});

export function wayOf(answer: z.infer<typeof WayAnswerSchema>, team: string): Way | undefined {
  const under = answer.underWay.find((row) => row.team === team);
  const ranked = answer.ranked.find((row) => row.team === team);
  const length = under ?? ranked?.travel;
  if (length === undefined) return undefined;
  const row = under ?? ranked;
  const route = under?.route ?? ranked?.route;
  return {
    atMs: Date.parse(answer.at),
    km: length.km,
    minutes: length.minutes,
    from: row?.fixAgeS === undefined ? 'base' : 'position',
    ...(route === undefined ? {} : { lonLat: route.lonLat }),
  };
}
