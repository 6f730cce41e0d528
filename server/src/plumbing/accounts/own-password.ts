import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { accounts, sessions } from './schema.ts';
import { hashPassword, passwordFits } from './secrets.ts';

export interface PasswordChange {
  username: string;
  /** The password until now, and the one from now on, as typed. */
  from: string;
  to: string;
  /** The session it is changed in: the only one that goes on. */
  session: string;
  at: Date;
}

/** `overtaken`: the password was set by somebody else while this was on its way. */
export type PasswordChanged = { kind: 'changed'; ended: readonly string[] } | { kind: 'overtaken' };

/**
 * A person's own new password. It takes the place of the very one that was shown: of two changes that run beside
 * each other one counts, and a reset by an administrator is never undone. Password and ended sessions are one
 * transaction, and every node is told at its end. Throws when the database does not answer.
 */
export async function changeOwnPassword(
  db: NodePgDatabase,
  { username, from, to, session, at }: PasswordChange,
): Promise<PasswordChanged> {
  const [row] = await db
    .select({ stored: accounts.passwordHash })
    .from(accounts)
    .where(eq(accounts.username, username));
  if (row === undefined || !(await passwordFits(row.stored, from))) return { kind: 'overtaken' };
  const passwordHash = await hashPassword(to);
  return db.transaction(async (tx): Promise<PasswordChanged> => {
    const changed = await tx
      .update(accounts)
      .set({ passwordHash, passwordChangedAt: at })
      .where(and(eq(accounts.username, username), eq(accounts.passwordHash, row.stored)))
      .returning({ username: accounts.username });
    if (changed.length === 0) return { kind: 'overtaken' };
    const ended = await tx
      .update(sessions)
      .set({ endedAt: at, endedWhy: 'password_changed' })
      .where(and(eq(sessions.username, username), ne(sessions.id, session), isNull(sessions.endedAt)))
      .returning({ id: sessions.id });
    for (const { id } of ended) await tx.execute(sql`SELECT pg_notify('sitong_sessions', ${id})`);
    return { kind: 'changed', ended: ended.map(({ id }) => id) };
  });
}
