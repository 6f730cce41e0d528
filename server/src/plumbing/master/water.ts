import { LatSchema, LonSchema } from '@sitong/shared/kernel/geo.ts';
import { z } from 'zod';

const LonLatSchema = z.tuple([LonSchema, LatSchema]);

/** Rivers and standing water of a county, for drawing: lines by drained area (km²), areas with their holes. */
export const WaterSchema = z.object({
  lines: z
    .array(
      z.object({
        name: z.string().max(80),
        areaKm2: z.number().positive(),
        points: z.array(LonLatSchema).min(2).max(50_000),
      }),
    )
    .max(50_000),
  areas: z
    .array(
      z.object({
        name: z.string().max(80),
        class: z.enum(['reservoir', 'lake', 'river']),
        rings: z.array(z.array(LonLatSchema).min(4).max(50_000)).min(1).max(200),
      }),
    )
    .max(20_000),
});
export type Water = z.infer<typeof WaterSchema>;
