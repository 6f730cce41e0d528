import type pg from 'pg';
import { z } from 'zod';
import type { Accounts } from '../plumbing/accounts/accounts.ts';
import { newPassword } from '../plumbing/accounts/secrets.ts';

export const FIRST_ADMIN = 'admin';

/**
 * A system without accounts gets one administrator with a password of chance, which is the answer and stands
 * nowhere else. Undefined when somebody is there already, also when another node was faster.
 */
export async function makeFirstAdmin(accounts: Accounts): Promise<string | undefined> {
  if ((await accounts.count()) > 0) return undefined;
  const password = newPassword();
  const made = await accounts.create({
    username: FIRST_ADMIN,
    person: 'p-admin',
    password,
    roles: ['admin', 'security', 'auditor'],
  });
  return made ? password : undefined;
}

const WhoseSchema = z.object({ own: z.boolean() });

/** Whether somebody began a county of their own here: then a start that forgot SITONG_DEMO=0 must not load ours over it. */
export async function isOwnCounty(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query(
    `SELECT EXISTS (SELECT 1 FROM master WHERE kind = 'county' AND valid_to IS NULL AND row ->> 'datum' = 'own')
       OR (NOT EXISTS (SELECT 1 FROM master WHERE changed_by = 'demo')
           AND (EXISTS (SELECT 1 FROM accounts) OR EXISTS (SELECT 1 FROM master))) AS own`,
  );
  return WhoseSchema.parse(rows[0]).own;
}
