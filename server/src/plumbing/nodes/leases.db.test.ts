import { beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabase } from '../../testing/database.ts';
import { askLease, LEASE_S, type LeaseClaim } from './leases.ts';

const { pool } = await withTestDatabase();
const claim = (holder: string, want: LeaseClaim['want'] = 'hold') =>
  askLease(pool, { world: 'live', name: 'sound:610525000000', holder, person: `p-${holder}`, want });
/** The holder has said nothing for longer than the lease. */
const silence = () => pool.query(`UPDATE leases SET expires_at = now() - interval '1 ms'`);

beforeEach(async () => {
  await pool.query('TRUNCATE leases');
});

describe('a lease', () => {
  it('goes to one of many who ask at the same moment, and to that one again', async () => {
    const holders = Array.from({ length: 20 }, (_, n) => `console-${n}`);
    const answers = await Promise.all(holders.map((holder) => claim(holder)));
    const [winner] = new Set(answers.map((answer) => answer?.holder));
    expect(new Set(answers.map((answer) => answer?.holder)).size).toBe(1);
    const first = await claim(winner ?? '');
    const again = await claim(winner ?? '');
    expect(again).toMatchObject({ holder: winner, since: first?.since });
    expect(await claim('late')).toMatchObject({ holder: winner, person: `p-${winner}` });
  });

  it('lasts ten seconds by the clock of the database', async () => {
    const lease = await claim('a');
    const seconds = ((lease?.expiresAt.getTime() ?? 0) - (lease?.since.getTime() ?? 0)) / 1000;
    expect([seconds, LEASE_S]).toEqual([10, 10]);
  });

  it('moves on when its holder falls silent, and is taken from one who is not only when that is asked for', async () => {
    await claim('a');
    expect(await claim('b')).toMatchObject({ holder: 'a' });
    await silence();
    expect(await claim('b')).toMatchObject({ holder: 'b' });
    expect(await claim('a')).toMatchObject({ holder: 'b' });
    expect(await claim('a', 'take')).toMatchObject({ holder: 'a' });
    expect(await claim('b')).toMatchObject({ holder: 'a' });
  });

  it('given back it is free at once; only who has it can give it back', async () => {
    await claim('a');
    expect(await claim('b', 'release')).toMatchObject({ holder: 'a' });
    expect(await claim('a', 'release')).toBeUndefined();
    expect(await claim('b')).toMatchObject({ holder: 'b' });
  });
});
