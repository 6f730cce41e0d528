import { createHash } from 'node:crypto';
import type pg from 'pg';

/**
 * A short name of this very database, the same on every node: it keeps the channels of two counties, or of a restored
 * copy beside the original, apart on one Redis.
 */
export async function deploymentOf(pool: Pick<pg.Pool, 'query'>): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT system_identifier::text || current_database() AS id FROM pg_control_system()',
  );
  return createHash('sha256')
    .update(rows[0]?.id ?? '')
    .digest('hex')
    .slice(0, 12);
}
