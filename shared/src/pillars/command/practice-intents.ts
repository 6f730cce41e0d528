import { z } from 'zod';
import { TimestampSchema } from '../../kernel/time.ts';
import { PracticeEventSchemas, PracticeValuesSchema } from './practice-events.ts';

export const PracticeIntentSchemas = [
  z.object({
    type: z.literal('SetPractice'),
    values: PracticeValuesSchema,
    /** World time; absent: at once. */
    effectiveFrom: TimestampSchema.optional(),
    reason: z.string().min(1).max(300),
    /** The newest version the person saw; another one since then is a conflict. */
    sawVersion: z.number().int().nonnegative(),
  }),
  z.object({
    type: z.literal('WithdrawPractice'),
    version: z.number().int().positive(),
    reason: z.string().min(1).max(300),
  }),
  // From the start of a world; no person may send it.
  z.object({
    type: z.literal('AdoptPractice'),
    values: PracticeValuesSchema,
    from: PracticeEventSchemas.PracticeAdopted.shape.from,
  }),
] as const;
