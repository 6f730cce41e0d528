import { z } from 'zod';
import { DivisionCodeSchema } from '../kernel/division.ts';
import { AudienceTagSchema, type Scope } from '../kernel/envelope.ts';
import { WorldIdSchema } from '../kernel/ids.ts';
import { MasterIdSchema } from '../kernel/master/people.ts';
import { RoleSchema } from '../kernel/roles.ts';

/** The signed-in person as server and screens know them. */
export const SessionInfoSchema = z.object({
  username: z.string(),
  person: MasterIdSchema,
  name: z.string(),
  roles: z.array(RoleSchema),
  /** Posts held, and posts for which the person stands in. */
  posts: z.array(MasterIdSchema),
  deputyFor: z.array(MasterIdSchema),
  /** Root of the subtree this person sees; absent: sees only what names them. */
  division: DivisionCodeSchema.optional(),
  /** `person:…`, `team:…`, `unit:…`. */
  tags: z.array(AudienceTagSchema),
  teams: z.array(MasterIdSchema),
  worlds: z.array(WorldIdSchema),
  /** `enrol`: a second factor is required of this person and must be set up before anything else. */
  access: z.enum(['full', 'enrol']).optional(),
});
export type SessionInfo = z.infer<typeof SessionInfoSchema>;

export function scopeOf(session: SessionInfo): Scope {
  return { division: session.division, tags: session.tags };
}
