import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type CountySeed, CountySeedSchema } from '@sitong/shared/kernel/master/county.ts';
import type { Role } from '@sitong/shared/kernel/roles.ts';
import type { Accounts } from '../plumbing/accounts/accounts.ts';
import { newPassword } from '../plumbing/accounts/secrets.ts';

/** The demo county as `scripts/ground` built it (示意地图 · 演示数据). */
export const DEMO_SEED = new URL('../../demo/county.json.gz', import.meta.url);

export async function readDemoSeed(): Promise<CountySeed> {
  const packed = await readFile(DEMO_SEED);
  const text = (await promisify(gunzip)(packed)).toString('utf8');
  return CountySeedSchema.parse(JSON.parse(text));
}

interface DemoAccount {
  username: string;
  person: string;
  roles: readonly Role[];
  place: 'county' | 'person' | 'none';
}

const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { username: 'duty', person: 'p-duty', roles: ['duty_officer'], place: 'county' },
  { username: 'leader', person: 'p-leader', roles: ['duty_leader'], place: 'county' },
  { username: 'commander', person: 'p-commander', roles: ['commander'], place: 'county' },
  { username: 'town', person: 'p-town', roles: ['town_officer'], place: 'person' },
  { username: 'village', person: 'p-village', roles: ['village_officer'], place: 'person' },
  ...[1, 2, 3, 4, 5].map((n) => ({
    username: `team${n}`,
    person: `p-team${n}`,
    roles: ['team_lead' as const],
    place: 'none' as const,
  })),
  { username: 'wall', person: 'p-wall', roles: ['wall'], place: 'county' },
  { username: 'admin', person: 'p-admin', roles: ['admin', 'security', 'auditor'], place: 'county' },
];

/** Makes the demo accounts that are missing; returns the names made. One password for all, printed once. */
export async function makeDemoAccounts(
  accounts: Accounts,
  seed: Pick<CountySeed, 'county' | 'persons'>,
  password: string,
): Promise<string[]> {
  const made: string[] = [];
  for (const { username, person, roles, place } of DEMO_ACCOUNTS) {
    const own = seed.persons.find((row) => row.id === person)?.division;
    const division = place === 'county' ? seed.county : place === 'person' ? own : undefined;
    const done = await accounts.create({
      username,
      person,
      password,
      roles,
      ...(division === undefined ? {} : { division }),
    });
    if (done) made.push(username);
  }
  return made;
}

export function demoPassword(configured: string | null): string {
  return configured ?? newPassword();
}
