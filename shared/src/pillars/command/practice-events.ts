import { z } from 'zod';
import { WorldIdSchema } from '../../kernel/ids.ts';
import { TimestampSchema } from '../../kernel/time.ts';

/**
 * Values of local practice by path. Looser than the practice itself: bounds may be tightened later, and what
 * is in the log must still be read (`practiceOf` leaves aside what no longer fits).
 */
export const PracticeValuesSchema = z.record(
  z
    .string()
    .regex(/^[a-zA-Z]+(\.[a-zA-Z0-9_]+){0,3}$/)
    .max(80),
  z.union([z.number(), z.string().max(1000)]),
);

export const PracticeEventSchemas = {
  /** A world's practice to begin with: what was shipped then, or for a drill what was in force in another world. */
  PracticeAdopted: z.object({
    version: z.number().int().positive(),
    values: PracticeValuesSchema,
    from: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('shipped') }),
      z.object({ kind: z.literal('world'), world: WorldIdSchema, version: z.number().int().nonnegative() }),
    ]),
  }),
  /** Only the values that change; each holds from `effectiveFrom` until set again. */
  PracticeChanged: z.object({
    version: z.number().int().positive(),
    effectiveFrom: TimestampSchema,
    values: PracticeValuesSchema,
    reason: z.string().min(1).max(300),
  }),
  /** A change that had not taken effect is taken back. */
  PracticeWithdrawn: z.object({ version: z.number().int().positive(), reason: z.string().min(1).max(300) }),
} as const;
