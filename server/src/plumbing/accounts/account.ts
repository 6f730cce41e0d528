import { type Role, RoleSchema } from '@sitong/shared/kernel/roles.ts';
import { z } from 'zod';
import type { accounts } from './schema.ts';

export interface Account {
  username: string;
  person: string;
  roles: readonly Role[];
  division: string | undefined;
  teams: readonly string[];
}

/** An account as its row says; a role this version does not know is refused, not dropped. */
export function toAccount(row: typeof accounts.$inferSelect): Account {
  return {
    username: row.username,
    person: row.person,
    roles: z.array(RoleSchema).parse(row.roles),
    division: row.division ?? undefined,
    teams: row.teams,
  };
}
