import { COUNTY_SEED } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { basicsOf } from './county-basics.ts';

describe('what a phone keeps of the county', () => {
  it('holds no person and no team but its own', () => {
    const [team] = COUNTY_SEED.teams;
    const basics = basicsOf(COUNTY_SEED, team === undefined ? [] : [team.id]);
    expect(basics.teams.map(({ id }) => id)).toEqual([team?.id]);
    expect(COUNTY_SEED.persons.filter(({ phone }) => JSON.stringify(basics).includes(phone))).toEqual([]);
  });
});
