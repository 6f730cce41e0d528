import { type Skill, SkillSchema } from '@sitong/shared/kernel/master/teams.ts';
import { TeamStatusSchema } from '@sitong/shared/pillars/rescue/events.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from '../../../plumbing/http/api.ts';

const Facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const LonLat = z.tuple([z.number(), z.number()]);
const RowSchema = z.object({
  team: z.string(),
  status: TeamStatusSchema,
  travel: z.object({ minutes: z.number(), km: z.number() }),
  arrivalMin: z.number(),
  slackMin: z.number().optional(),
  missingSkills: z.array(SkillSchema),
  otherOrders: z.number(),
  reasons: z.array(z.object({ code: z.string(), facts: Facts.optional() })),
  fixAgeS: z.number().optional(),
  route: z
    .object({ lonLat: z.array(LonLat), roads: z.array(z.object({ name: z.string(), km: z.number() })) })
    .optional(),
});
export const RecommendationSchema = z.object({
  at: z.string(),
  ranked: z.array(RowSchema),
  underWay: z.array(
    z.object({ team: z.string(), minutes: z.number(), km: z.number(), fixAgeS: z.number().optional() }),
  ),
  leftOut: z.array(z.object({ team: z.string(), code: z.string(), facts: Facts.optional() })),
});
export type Recommended = z.infer<typeof RecommendationSchema>;
export type RecommendedRow = z.infer<typeof RowSchema>;

export interface Need {
  incidentId: string;
  skills: readonly Skill[];
  /** RFC 3339. */
  arriveBy: string | undefined;
}

/**
 * The table for a need. Asked again when the need changes or `state` does (who is free, who is bound); the old
 * table stays on screen meanwhile, with its time.
 */
export function useRecommendation(world: string, need: Need | undefined, route: string | undefined, state: string) {
  return useQuery({
    queryKey: ['recommend', world, need, route, state],
    enabled: need !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: 1,
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ world, incidentId: need?.incidentId ?? '' });
      if (need !== undefined && need.skills.length > 0) query.set('skills', need.skills.join(','));
      if (need?.arriveBy !== undefined) query.set('arriveBy', need.arriveBy);
      if (route !== undefined) query.set('route', route);
      return api(`/api/recommend?${query.toString()}`, { schema: RecommendationSchema, signal });
    },
  });
}
