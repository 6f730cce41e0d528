import { z } from 'zod';
import { HazardSchema } from '../hazard.ts';
import { LevelSchema } from '../level.ts';
import { MasterIdSchema, NameSchema } from './people.ts';

/** One step of a digitised plan (数字化预案). */
export const PlanNodeSchema = z.object({
  id: MasterIdSchema,
  /** Mildest response level that already starts this step. */
  fromLevel: LevelSchema,
  group: NameSchema,
  action: z.string().min(1).max(200),
  ownerPost: MasterIdSchema,
  /** Minutes from the start of the response. */
  deadlineMin: z.number().int().positive(),
  proof: z.enum(['none', 'text', 'photo', 'figure']),
  dependsOn: z.array(MasterIdSchema).max(10),
});
export type PlanNode = z.infer<typeof PlanNodeSchema>;

export const PlanRowSchema = z.object({
  id: MasterIdSchema,
  name: NameSchema,
  version: z.string().max(20),
  hazards: z.array(HazardSchema).min(1),
  nodes: z.array(PlanNodeSchema).max(200),
});
export type PlanRow = z.infer<typeof PlanRowSchema>;
