import { COUNTY, COUNTY_SEED, FENGYUAN, SHANHUA } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { withTestDatabase } from '../../testing/database.ts';
import { MasterStore } from './master-store.ts';

const database = await withTestDatabase();
const store = new MasterStore(database.pool);
const at = (second: number): Date => new Date(Date.UTC(2026, 6, 18, 12, 0, second));
const [team] = COUNTY_SEED.teams;
if (team === undefined) throw new Error('the tiny county has a team');
const named = (name: string) => [{ id: team.id, row: { ...team, name } }];

async function history(): Promise<{ name: string; from: Date; to: Date | null }[]> {
  const { rows } = await database.pool.query<{ name: string; from: Date; to: Date | null }>(
    `SELECT row ->> 'name' AS name, valid_from AS from, valid_to AS to FROM master
     WHERE kind = 'team' AND id = $1 ORDER BY valid_from, valid_to`,
    [team?.id],
  );
  return rows;
}

describe('master data', () => {
  it('a county is loaded whole, and a seeding cut short is seen and done again', async () => {
    expect(await store.isSeeded()).toBe(false);
    await store.put('division', [{ id: COUNTY, row: COUNTY_SEED.divisions[0] }], 'test', at(0));
    expect(await store.isSeeded()).toBe(false);
    await store.seed(COUNTY_SEED, 'test', at(0));
    expect(await store.isSeeded()).toBe(true);
    await store.reload();
    expect(store.county.data.divisions).toHaveLength(COUNTY_SEED.divisions.length);
    expect(store.county.data.teams.map(({ id }) => id).sort()).toEqual(COUNTY_SEED.teams.map(({ id }) => id).sort());
    expect(store.roads?.edgeM).toEqual(COUNTY_SEED.roads.edgeM);
  });

  it('a change closes the old row and begins the new one at the same moment; what did not change is left alone', async () => {
    expect(await store.put('team', named('改名'), 'test', at(1))).toEqual({ changed: 1 });
    expect(await store.put('team', named('改名'), 'test', at(2))).toEqual({ changed: 0 });
    expect(await history()).toEqual([
      { name: team.name, from: at(0), to: at(1) },
      { name: '改名', from: at(1), to: null },
    ]);
  });

  it('takes a second change within the same millisecond', async () => {
    await store.put('team', named('一'), 'test', at(3));
    await store.put('team', named('二'), 'test', at(3));
    const present = (await history()).filter(({ to }) => to === null);
    expect(present).toMatchObject([{ name: '二' }]);
  });

  it('two desks that change one row at once leave one present row', async () => {
    await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) => store.put('team', named(`同时 ${n}`), 'test', at(10 + n))),
    );
    expect((await history()).filter(({ to }) => to === null)).toHaveLength(1);
  });

  it('lists households of one village by page, and none of another', async () => {
    const first = await store.households(SHANHUA, '', 1);
    const second = await store.households(SHANHUA, first[0]?.id ?? '', 10);
    expect([...first, ...second].map(({ id }) => id)).toEqual(['hh-1', 'hh-2']);
    expect(await store.households(`${FENGYUAN.slice(0, 9)}999`, '', 10)).toEqual([]);
    expect(await store.householdCount()).toBe(COUNTY_SEED.households.length);
  });
});
