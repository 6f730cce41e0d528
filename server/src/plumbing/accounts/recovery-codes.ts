import { createHash, randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { secondFactors } from './schema.ts';

const RECOVERY_CODES = 10;

/** `4821-93AF…`: read off paper, so case and separators do not count. */
export function recoveryHash(code: string): string {
  const plain = code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
  return createHash('sha256').update(`recovery ${plain}`).digest('hex');
}

export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const hex = randomBytes(6).toString('hex').toUpperCase();
    return `${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}`;
  });
}

/** Codes for an account whose first second factor is a key; none when it has some left. Shown once. */
export async function firstRecoveryCodes(
  db: Pick<NodePgDatabase, 'insert'>,
  username: string,
  at: Date,
): Promise<string[]> {
  const codes = newRecoveryCodes();
  const recovery = codes.map(recoveryHash);
  const made = await db
    .insert(secondFactors)
    .values({ username, state: 'codes', secret: null, recovery, changedAt: at })
    .onConflictDoUpdate({
      target: secondFactors.username,
      set: { recovery },
      setWhere: sql`cardinality(${secondFactors.recovery}) = 0`,
    })
    .returning({ username: secondFactors.username });
  return made.length === 0 ? [] : codes;
}

/** Each opens once, also when two come at the same moment. */
export async function takeRecoveryCode(
  db: Pick<NodePgDatabase, 'update'>,
  username: string,
  code: string,
): Promise<'recovery' | 'wrong'> {
  const used = recoveryHash(code);
  const taken = await db
    .update(secondFactors)
    .set({ recovery: sql`array_remove(${secondFactors.recovery}, ${used}::text)` })
    .where(and(eq(secondFactors.username, username), sql`${used}::text = ANY(${secondFactors.recovery})`))
    .returning({ username: secondFactors.username });
  return taken.length === 1 ? 'recovery' : 'wrong';
}
