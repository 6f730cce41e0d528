import { LIVE } from '@sitong/shared/kernel/ids.ts';
import type { Pool } from 'pg';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import type { Services } from '../services.ts';
import { type Homes, type Pack, packOf } from './pack.ts';

const HomesSchema = z.array(
  z.object({
    division: z.string(),
    households: z.coerce.number(),
    people: z.coerce.number(),
    vulnerable: z.coerce.number(),
  }),
);

async function homesByVillage(pool: Pool): Promise<Map<string, Homes>> {
  const { rows } = await pool.query(
    `SELECT row ->> 'division' AS division, count(*) AS households, sum((row ->> 'members')::int) AS people,
            sum((row ->> 'vulnerable')::int) AS vulnerable
       FROM master WHERE kind = 'household' AND valid_to IS NULL GROUP BY 1`,
  );
  return new Map(HomesSchema.parse(rows).map(({ division, ...homes }) => [division, homes]));
}

/** The pack of the live world as it is now. Throws 503 `no_world` before that is open. */
export async function makePack({
  pool,
  master,
  worlds,
  now,
}: Pick<Services, 'pool' | 'master' | 'worlds' | 'now'>): Promise<Pack> {
  const open = worlds.get(LIVE);
  if (open === undefined) throw new HttpError(503, 'no_world', 'the live world is not open yet; ask again in a moment');
  const homes = await homesByVillage(pool);
  const { state, seq } = open.runtime;
  return packOf({ county: master.county, homes, state, head: seq, nowMs: now() });
}
