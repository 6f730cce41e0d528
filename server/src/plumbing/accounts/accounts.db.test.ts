import { verify } from '@node-rs/argon2';
import { drizzle } from 'drizzle-orm/node-postgres';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { withTestDatabase } from '../../testing/database.ts';
import { Accounts, type SignIn } from './accounts.ts';
import { ApiTokens } from './api-tokens.ts';
import { SecurityKeys } from './keys/security-keys.ts';
import { sealerOf } from './sealed.ts';
import { SecondFactors } from './second-factors.ts';
import { SecondStep } from './second-step.ts';

// The real one, watched.
vi.mock('@node-rs/argon2', { spy: true });

const database = await withTestDatabase();
const RIGHT = 'Right-2026-password';
const MINUTE_MS = 60_000;
let nowMs = Date.parse('2026-07-18T12:00:00Z');
const db = drizzle(database.pool);
const seconds = new SecondFactors(
  db,
  () => nowMs,
  sealerOf(() => Buffer.alloc(32, 7)),
);
const keys = new SecurityKeys(db, () => nowMs);
const accounts = new Accounts(db, () => nowMs, new SecondStep(seconds, keys));
const apiTokens = new ApiTokens(db, () => nowMs);

const guess = (password: string, username = 'duty'): Promise<SignIn> => accounts.signIn(username, password, 'test');
const wrong = (username?: string): Promise<SignIn> => guess('wrong', username);
async function token(username = 'duty'): Promise<string> {
  const signedIn = await guess(RIGHT, username);
  if (signedIn.kind !== 'signed_in') throw new Error(`could not sign in: ${signedIn.code}`);
  return signedIn.token;
}

beforeEach(async () => {
  nowMs = Date.parse('2026-07-18T12:00:00Z');
  await database.pool.query(
    'TRUNCATE device_proofs, devices, sessions, second_factors, security_keys, key_challenges, wall_devices, accounts, api_tokens',
  );
  for (const username of ['duty', 'leader'])
    await accounts.create({
      username,
      person: `p-${username}`,
      password: RIGHT,
      roles: ['duty_officer'],
      division: '610525000000',
    });
});

describe('lock-out', () => {
  it('four wrong passwords still let the right one in, and it wipes the count', async () => {
    for (let n = 0; n < 4; n++) expect(await wrong()).toMatchObject({ code: 'bad_credentials' });
    expect(await guess(RIGHT)).toMatchObject({ kind: 'signed_in' });
    for (let n = 0; n < 4; n++) expect(await wrong()).toMatchObject({ code: 'bad_credentials' });
    expect(await guess(RIGHT)).toMatchObject({ kind: 'signed_in' });
  });

  it('the fifth wrong one locks for 15 min, also for the right password, and for this account alone', async () => {
    for (let n = 0; n < 4; n++) await wrong();
    const until = new Date(nowMs + 15 * MINUTE_MS);
    expect(await wrong()).toEqual({ kind: 'refused', code: 'locked', until });
    expect(await guess(RIGHT)).toEqual({ kind: 'refused', code: 'locked', until });
    expect(await guess(RIGHT, 'leader')).toMatchObject({ kind: 'signed_in' });
    nowMs += 15 * MINUTE_MS - 1;
    expect(await guess(RIGHT)).toMatchObject({ code: 'locked' });
    nowMs += 1;
    expect(await guess(RIGHT)).toMatchObject({ kind: 'signed_in' });
  });

  it('guessing on against a locked account does not lengthen the wait, so nobody can be kept out for ever', async () => {
    for (let n = 0; n < 5; n++) await wrong();
    nowMs += 10 * MINUTE_MS;
    for (let n = 0; n < 10; n++) expect(await wrong()).toMatchObject({ code: 'locked' });
    nowMs += 5 * MINUTE_MS;
    expect(await guess(RIGHT)).toMatchObject({ kind: 'signed_in' });
  });

  it('thirty guesses at once lock as five in a row do, and the right one among the last is worth nothing', async () => {
    const guesses = [...Array.from({ length: 29 }, () => wrong()), guess(RIGHT)];
    const answers = await Promise.all(guesses);
    expect(answers.filter((answer) => answer.kind === 'refused' && answer.code === 'bad_credentials')).toHaveLength(4);
    expect(answers.at(-1)).toMatchObject({ kind: 'refused', code: 'locked' });
    expect(await guess(RIGHT)).toMatchObject({ code: 'locked' });
    nowMs += 15 * MINUTE_MS;
    expect(await guess(RIGHT)).toMatchObject({ kind: 'signed_in' });
  });

  it('sessions that are open go on while the account is locked', async () => {
    const open = await token();
    for (let n = 0; n < 5; n++) await wrong();
    expect(await accounts.sessions.of(open)).toMatchObject({ account: { username: 'duty' } });
  });
});

describe('a guessed name', () => {
  it('is told the same as a wrong password, after the same work of hashing', async () => {
    expect(await guess(RIGHT, 'nobody')).toEqual({ kind: 'refused', code: 'bad_credentials' });
    /** Settings of every hash that a sign-in was held against: they alone say how much work each is. */
    const held = async (work: () => Promise<unknown>): Promise<string[]> => {
      vi.mocked(verify).mockClear();
      await work();
      return vi.mocked(verify).mock.calls.map(([against]) => String(against).split('$').slice(0, 4).join('$'));
    };
    const known = await held(() => wrong('leader'));
    expect(known).toHaveLength(1);
    expect(await held(() => wrong('nobody'))).toEqual(known);
  });

  it('of any shape is only a name', async () => {
    for (const name of ["' OR 1=1 --", 'duty\u0000', '\ud800', 'DUTY', ' duty', 'x'.repeat(10_000)])
      expect([name, (await guess(RIGHT, name).catch(() => ({ kind: 'error' }))).kind]).not.toEqual([name, 'signed_in']);
  });
});

describe('sessions', () => {
  it('last 14 h, a wall a year, and not a millisecond longer', async () => {
    await accounts.create({ username: 'wall', person: 'wall', password: RIGHT, roles: ['wall'] });
    const [desk, wall] = [await token(), await token('wall')];
    nowMs += 14 * 3_600_000 - 1;
    expect(await accounts.sessions.of(desk)).toBeDefined();
    nowMs += 1;
    expect(await accounts.sessions.of(desk)).toBeUndefined();
    expect(await accounts.sessions.of(wall)).toBeDefined();
    nowMs += 365 * 24 * 3_600_000;
    expect(await accounts.sessions.of(wall)).toBeUndefined();
  });

  it('end at once, all of them, when power or password changes or the account is switched off', async () => {
    const ways: [string, () => Promise<void>][] = [
      ['power_changed', () => accounts.setPower('duty', ['wall'], undefined)],
      ['password_changed', () => accounts.setPassword('duty', RIGHT)],
      ['disabled', () => accounts.setStatus('duty', 'disabled')],
    ];
    for (const [why, change] of ways) {
      const tokens = [await token(), await token()];
      const other = await token('leader');
      const ids = await Promise.all(tokens.map(async (one) => (await accounts.sessions.of(one))?.id ?? ''));
      expect([...(await accounts.sessions.standing(ids)).keys()].sort()).toEqual([...ids].sort());
      await change();
      expect([why, await Promise.all(tokens.map((one) => accounts.sessions.of(one)))]).toEqual([
        why,
        [undefined, undefined],
      ]);
      expect([why, await accounts.sessions.standing(ids)]).toEqual([why, new Map()]);
      expect([why, await accounts.sessions.of(other)]).toMatchObject([why, { account: { username: 'leader' } }]);
      const { rows } = await database.pool.query('SELECT DISTINCT ended_why AS why FROM sessions WHERE id = ANY($1)', [
        ids,
      ]);
      expect(rows).toEqual([{ why }]);
    }
    expect(await guess(RIGHT)).toEqual({ kind: 'refused', code: 'disabled' });
  });

  it('a new sign-in carries the new power', async () => {
    await accounts.setPower('duty', ['town_officer'], '610525101000');
    expect(await accounts.sessions.of(await token())).toMatchObject({
      account: { roles: ['town_officer'], division: '610525101000' },
    });
  });

  it('ending one leaves the others of the same person', async () => {
    const [one, two] = [await token(), await token()];
    const session = await accounts.sessions.of(one);
    await accounts.sessions.end(session?.id ?? '', 'signed_out');
    expect(await accounts.sessions.of(one)).toBeUndefined();
    expect(await accounts.sessions.of(two)).toBeDefined();
  });

  it('no secret stands in the database: neither password nor token, whole or in part', async () => {
    const session = await token();
    const api = await apiTokens.create('station', ['ingest'], 'live', 'admin');
    const dump: string[] = [];
    for (const table of ['accounts', 'sessions', 'api_tokens']) {
      const { rows } = await database.pool.query(`SELECT to_jsonb(t)::text AS row FROM ${table} t`);
      dump.push(JSON.stringify(rows));
    }
    for (const secret of [RIGHT, session, api, session.slice(3, 23), api.slice(3, 23)])
      expect(dump.join()).not.toContain(secret);
  });
});

describe('API tokens', () => {
  it('are revoked at once and only they', async () => {
    const one = await apiTokens.create('one', ['ingest'], 'live', 'admin');
    const two = await apiTokens.create('two', ['read'], 'live', 'admin');
    const known = await apiTokens.of(one);
    expect(known).toMatchObject({ name: 'one', scopes: ['ingest'], world: 'live' });
    await apiTokens.revoke(known?.id ?? '');
    expect(await apiTokens.of(one)).toBeUndefined();
    expect(await apiTokens.of(two)).toMatchObject({ name: 'two' });
    const revoked = (await apiTokens.list()).map(({ name, revokedAt }) => [name, revokedAt]);
    expect(revoked).toEqual([
      ['one', new Date(nowMs)],
      ['two', null],
    ]);
  });
});
