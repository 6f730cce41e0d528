import type pg from 'pg';

/** A lease that is not renewed within this time is anybody's (reliability §5: the sound moves on). */
export const LEASE_S = 10;

export interface LeaseClaim {
  world: string;
  /** What is leased, `sound:610525000000` for one. */
  name: string;
  /** Which console asks. */
  holder: string;
  person: string;
  /** `hold`: if it is free or mine. `take`: from whoever has it. `release`: give it back. */
  want: 'hold' | 'take' | 'release';
}

export interface LeaseNow {
  holder: string;
  person: string;
  since: Date;
  expiresAt: Date;
}

/**
 * Asks for what only one may have, and answers who has it now. One row in the database, by its clock: the same answer
 * at every node, with or without Redis, and nobody keeps what they no longer ask for.
 * @returns undefined when nobody has it
 */
export async function askLease(pool: Pick<pg.Pool, 'query'>, claim: LeaseClaim): Promise<LeaseNow | undefined> {
  const { world, name, holder, person, want } = claim;
  if (want === 'release') {
    await pool.query('DELETE FROM leases WHERE world = $1 AND name = $2 AND holder = $3', [world, name, holder]);
    return leaseNow(pool, world, name);
  }
  const { rows } = await pool.query<{ holder: string; person: string; since: Date; expires_at: Date }>(
    `INSERT INTO leases AS held (world, name, holder, person, since, expires_at)
     VALUES ($1, $2, $3, $4, now(), now() + make_interval(secs => ${LEASE_S}))
     ON CONFLICT (world, name) DO UPDATE SET
       since = CASE WHEN held.holder = excluded.holder AND held.expires_at > now() THEN held.since ELSE now() END,
       holder = excluded.holder, person = excluded.person, expires_at = excluded.expires_at
     WHERE held.holder = excluded.holder OR held.expires_at <= now() OR $5
     RETURNING holder, person, since, expires_at`,
    [world, name, holder, person, want === 'take'],
  );
  const [row] = rows;
  if (row === undefined) return leaseNow(pool, world, name);
  return { holder: row.holder, person: row.person, since: row.since, expiresAt: row.expires_at };
}

async function leaseNow(pool: Pick<pg.Pool, 'query'>, world: string, name: string): Promise<LeaseNow | undefined> {
  const { rows } = await pool.query<{ holder: string; person: string; since: Date; expires_at: Date }>(
    'SELECT holder, person, since, expires_at FROM leases WHERE world = $1 AND name = $2 AND expires_at > now()',
    [world, name],
  );
  const [row] = rows;
  return row && { holder: row.holder, person: row.person, since: row.since, expiresAt: row.expires_at };
}
