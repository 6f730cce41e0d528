import { z } from 'zod';
import { MasterIdSchema } from './master/people.ts';
import { TimestampSchema } from './time.ts';

/**
 * A signature: the named person and the post in whose power it stands. 口头授权 is given by voice,
 * entered by another, and countersigned by the person within half an hour.
 */
export const SignatureSchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('signed'), person: MasterIdSchema, post: MasterIdSchema, at: TimestampSchema }),
  z.object({
    mode: z.literal('oral'),
    person: MasterIdSchema,
    post: MasterIdSchema,
    enteredBy: MasterIdSchema,
    at: TimestampSchema,
    countersignDueAt: TimestampSchema,
    countersignedAt: TimestampSchema.optional(),
  }),
]);
export type Signature = z.infer<typeof SignatureSchema>;
