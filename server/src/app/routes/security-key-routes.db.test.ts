import { newId } from '@sitong/shared/kernel/ids.ts';
import { HandOverCheckSchema } from '@sitong/shared/pillars/command/events.ts';
import { SecondAskedSchema } from '@sitong/shared/protocol/second-asked.ts';
import { generateSync } from 'otplib';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SoftwareKey } from '../../plumbing/accounts/keys/software-key.testing.ts';
import { buildTestApp } from '../../testing/test-app.ts';

const START = Date.parse('2026-07-18T12:00:00Z');
let nowMs = START;
const ORIGIN = 'https://sitong.example';
const HERE = { origin: ORIGIN, rpId: 'sitong.example' };
const test = await buildTestApp({
  now: () => nowMs,
  env: { SITONG_SECRET_KEY: '5a'.repeat(32), PUBLIC_URL: ORIGIN },
});
const PASSWORD = 'pa55-test-only';
const KEYS = '/api/session/keys';
const SECOND = '/api/session/second-factor';

const RefusedSchema = z.object({
  error: z.object({ code: z.string(), facts: z.looseObject({ asked: SecondAskedSchema.optional() }).optional() }),
});
const ReadySchema = z.object({
  challenge: z.string(),
  rpId: z.string(),
  userVerification: z.literal('preferred'),
  allowCredentials: z.array(z.object({ id: z.string() })),
});
const BegunSchema = z.object({
  options: z.object({
    challenge: z.string(),
    rp: z.object({ id: z.string() }),
    attestation: z.literal('none'),
    excludeCredentials: z.array(z.object({ id: z.string() })),
  }),
});
const StateSchema = z.object({
  state: z.string(),
  recoveryLeft: z.number(),
  keys: z.array(z.object({ id: z.string(), name: z.string(), host: z.string(), state: z.string() })),
});
const MadeSchema = z.object({ recoveryCodes: z.array(z.string()) });

let sent = 0;
function send(method: string, path: string, body?: unknown, bearer?: string, origin = ORIGIN): Promise<Response> {
  sent += 1;
  return test.fetch(path, bearer, {
    method,
    // Each from an address of its own: how often one may ask is shown elsewhere.
    headers: { 'content-type': 'application/json', origin, 'x-forwarded-for': `10.0.${sent >> 8}.${sent & 255}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
const tokenOf = (response: Response) => /sitong=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? '';
const codeOf = async (response: Response) => RefusedSchema.parse(await response.json()).error.code;
const signIn = (username: string, more: object = {}, origin = ORIGIN) =>
  send('POST', '/api/session', { username, password: PASSWORD, ...more }, undefined, origin);
const askedOf = async (response: Response) => {
  const { code, facts } = RefusedSchema.parse(await response.json()).error;
  expect(code).toBe('second_factor_needed');
  return facts?.asked;
};
/** What the server asks a key after a right password. */
async function asked(username: string): Promise<z.infer<typeof ReadySchema>> {
  const key = (await askedOf(await signIn(username)))?.key;
  if (key?.kind !== 'ready') throw new Error(`no key is asked of ${username}`);
  return ReadySchema.parse(key.options);
}
const shownBy = async (key: SoftwareKey, username: string, where = HERE) =>
  key.show({ challenge: (await asked(username)).challenge, ...where });
const begin = async (bearer: string, more: object = {}) =>
  BegunSchema.parse(await (await send('POST', `${KEYS}/options`, { password: PASSWORD, ...more }, bearer)).json())
    .options;
async function register(bearer: string, key: SoftwareKey, name: string, more: object = {}): Promise<Response> {
  const { challenge } = await begin(bearer, more);
  return send('POST', KEYS, { name, key: key.make({ challenge, ...HERE }) }, bearer);
}
const stateOf = async (bearer: string) => StateSchema.parse(await test.get(SECOND, bearer));
/** An account with one key, and a session of it. */
async function withKey(username: string): Promise<{ key: SoftwareKey; bearer: string; recovery: string[] }> {
  await test.session(username);
  const bearer = tokenOf(await signIn(username));
  const key = new SoftwareKey();
  const recovery = MadeSchema.parse(await (await register(bearer, key, '值班室')).json()).recoveryCodes;
  return { key, bearer, recovery };
}
const audited = async (): Promise<string> => {
  const { rows } = await test.database.pool.query<{ text: string }>(
    `SELECT body::text AS text FROM events WHERE world = 'live' AND type IN ('Administered', 'SignedIn', 'SignInsFailed')`,
  );
  return rows.map(({ text }) => text).join('\n');
};

let admin = '';
beforeAll(async () => {
  admin = await test.session('admin');
});
beforeEach(async () => {
  nowMs = START;
  await test.database.pool.query('DELETE FROM security_keys; DELETE FROM key_challenges; DELETE FROM second_factors');
  await test.database.pool.query(
    `UPDATE accounts SET second_factor = 'optional', failed_attempts = 0, locked_until = NULL`,
  );
});

describe('a key as second factor', () => {
  it('is registered with the password, and opens beside it from then on; the log says so', async () => {
    await test.session('duty');
    const bearer = tokenOf(await signIn('duty'));
    expect(await codeOf(await send('POST', `${KEYS}/options`, { password: 'wrong' }, bearer))).toBe('bad_credentials');
    const key = new SoftwareKey();
    const made = await register(bearer, key, '值班室');
    expect(made.status).toBe(201);
    expect(MadeSchema.parse(await made.json()).recoveryCodes).toHaveLength(10);
    expect((await stateOf(bearer)).keys).toMatchObject([{ name: '值班室', host: 'sitong.example', state: 'active' }]);
    const options = await asked('duty');
    expect(options).toMatchObject({ rpId: 'sitong.example', allowCredentials: [{ id: key.id }] });
    expect((await signIn('duty', { key: await shownBy(key, 'duty') })).status).toBe(200);
    const log = await audited();
    expect(log).toContain('账号 duty 登记密钥“值班室”');
    expect(log).toMatch(/"username": ?"duty", ?"second": ?"key"|"second": ?"key".*"username": ?"duty"/);
  });

  it('says which second factors there are after the right password alone', async () => {
    await withKey('leader');
    for (const [username, password] of [
      ['leader', 'wrong'],
      ['nobody-has-this', PASSWORD],
    ] as const) {
      const refused = await send('POST', '/api/session', { username, password });
      expect(RefusedSchema.parse(await refused.json())).toEqual({ error: { code: 'bad_credentials' } });
    }
    expect(await askedOf(await signIn('leader'))).toMatchObject({
      app: 'none',
      recoveryLeft: 10,
      key: { kind: 'ready' },
    });
    expect((await askedOf(await signIn('leader', {}, test.url)))?.key).toEqual({
      kind: 'elsewhere',
      hosts: ['sitong.example'],
    });
  });

  it('answers each challenge once, also when the answer comes twice at the same moment', async () => {
    const { key } = await withKey('duty');
    const shown = await shownBy(key, 'duty');
    expect((await signIn('duty', { key: shown })).status).toBe(200);
    expect(await codeOf(await signIn('duty', { key: shown }))).toBe('key_challenge_over');
    const twice = await shownBy(key, 'duty');
    const both = await Promise.all([signIn('duty', { key: twice }), signIn('duty', { key: twice })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('answers no challenge of another account, and none made for another purpose', async () => {
    const duty = await withKey('duty');
    const leader = await withKey('leader');
    const { challenge } = await asked('leader');
    expect(await codeOf(await signIn('duty', { key: duty.key.show({ challenge, ...HERE }) }))).toBe(
      'key_challenge_over',
    );
    // Nothing was used up by the try.
    expect((await signIn('leader', { key: leader.key.show({ challenge, ...HERE }) })).status).toBe(200);
    const proof = await askedOf(await send('POST', `${KEYS}/options`, { password: PASSWORD }, duty.bearer));
    if (proof?.key.kind !== 'ready') throw new Error('no key is asked');
    const forKeys = ReadySchema.parse(proof.key.options).challenge;
    const elsewhere = duty.key.show({ challenge: forKeys, ...HERE });
    expect(await codeOf(await signIn('duty', { key: elsewhere }))).toBe('key_challenge_over');
  });

  it('is refused with the origin or the host of another site, without a touch, or signed by another key', async () => {
    const { key } = await withKey('duty');
    const evil = { origin: 'https://sitong.example.evil', rpId: 'sitong.example' };
    expect(await codeOf(await signIn('duty', { key: await shownBy(key, 'duty', evil) }))).toBe('bad_key');
    const otherHost = { origin: ORIGIN, rpId: 'evil.example' };
    expect(await codeOf(await signIn('duty', { key: await shownBy(key, 'duty', otherHost) }))).toBe('bad_key');
    const { challenge } = await asked('duty');
    expect(await codeOf(await signIn('duty', { key: key.show({ challenge, ...HERE }, 0) }))).toBe('bad_key');
    const forged = { ...(await shownBy(new SoftwareKey(90), 'duty')), id: key.id, rawId: key.id };
    expect(await codeOf(await signIn('duty', { key: forged }))).toBe('bad_key');
    // A stranger's high counter moved nothing.
    expect((await signIn('duty', { key: await shownBy(key, 'duty') })).status).toBe(200);
  });

  it('counts on: one that goes back is refused from then on, and written down', async () => {
    const { key, bearer } = await withKey('duty');
    expect((await signIn('duty', { key: await shownBy(key, 'duty') })).status).toBe(200);
    key.counter -= 1;
    expect(await codeOf(await signIn('duty', { key: await shownBy(key, 'duty') }))).toBe('key_copied');
    key.counter += 10;
    expect(await codeOf(await signIn('duty', { key: await shownBy(key, 'duty') }))).toBe('key_copied');
    expect((await stateOf(bearer)).keys).toMatchObject([{ state: 'refused' }]);
    expect(await audited()).toContain('账号 duty 的密钥“值班室”计数倒退，可能被复制，已拒用');
    // It still counts as one: the password alone opens nothing.
    expect(await codeOf(await signIn('duty'))).toBe('second_factor_needed');
  });

  it('that does not count at all (0 for ever) is taken', async () => {
    await test.session('town');
    const bearer = tokenOf(await signIn('town'));
    const key = new SoftwareKey(0);
    expect((await register(bearer, key, '电脑自带')).status).toBe(201);
    for (let n = 0; n < 2; n++) {
      key.counter = -1;
      expect((await signIn('town', { key: await shownBy(key, 'town') })).status).toBe(200);
    }
  });

  it('answers within two minutes; of what was asked at most five stand open', async () => {
    const { key } = await withKey('duty');
    const late = await shownBy(key, 'duty');
    nowMs += 120_000;
    expect(await codeOf(await signIn('duty', { key: late }))).toBe('key_challenge_over');
    const first = await shownBy(key, 'duty');
    for (let n = 0; n < 7; n++) {
      nowMs += 1;
      await asked('duty');
    }
    const { rows } = await test.database.pool.query('SELECT count(*)::int AS open FROM key_challenges');
    expect(rows).toEqual([{ open: 5 }]);
    expect(await codeOf(await signIn('duty', { key: first }))).toBe('key_challenge_over');
  });

  it('is removed by showing it once more, and opens nothing then; recovery codes go with the last one', async () => {
    const { key, bearer } = await withKey('duty');
    const [{ id } = { id: '' }] = (await stateOf(bearer)).keys;
    const proof = await askedOf(await send('DELETE', `${KEYS}/${id}`, { password: PASSWORD }, bearer));
    if (proof?.key.kind !== 'ready') throw new Error('no key is asked');
    const { challenge } = ReadySchema.parse(proof.key.options);
    const pending = await shownBy(key, 'duty');
    const removal = { password: PASSWORD, key: key.show({ challenge, ...HERE }) };
    expect((await send('DELETE', `${KEYS}/${id}`, removal, bearer)).status).toBe(204);
    expect(await stateOf(bearer)).toMatchObject({ state: 'none', recoveryLeft: 0, keys: [] });
    expect((await signIn('duty')).status).toBe(200);
    expect(await test.app.services.keys.take('duty', 'sign_in', pending)).toMatchObject({
      code: 'key_unknown',
    });
    expect(await audited()).toContain('账号 duty 移除密钥“值班室”');
  });

  it('stands beside others: named, renamed, one for each account, and none twice', async () => {
    const { key, bearer } = await withKey('duty');
    const again = await register(bearer, key, '同一把', { key: await forKeys(key, bearer) });
    expect(await codeOf(again)).toBe('key_known');
    const spare = new SoftwareKey();
    const second = await register(bearer, spare, '保险柜', { key: await forKeys(key, bearer) });
    expect(MadeSchema.parse(await second.json()).recoveryCodes).toEqual([]);
    const [, { id } = { id: '' }] = (await stateOf(bearer)).keys;
    expect((await send('PUT', `${KEYS}/${id}`, { name: '库房' }, bearer)).status).toBe(204);
    expect((await stateOf(bearer)).keys.map(({ name }) => name)).toEqual(['值班室', '库房']);
    expect((await signIn('duty', { key: await shownBy(spare, 'duty') })).status).toBe(200);
    const leader = await withKey('leader');
    expect(await codeOf(await send('PUT', `${KEYS}/${id}`, { name: '别人的' }, leader.bearer))).toBe('no_key');
    expect(await codeOf(await signIn('leader', { key: await shownBy(spare, 'leader') }))).toBe('key_unknown');
  });

  it('fits a demand for a second factor; the last one then stays until there is another', async () => {
    await test.session('commander');
    expect((await send('PUT', '/api/accounts/commander/second-factor', { demand: 'required' }, admin)).status).toBe(
      204,
    );
    const narrow = tokenOf(await signIn('commander'));
    expect((await test.fetch('/api/incidents', narrow)).status).toBe(403);
    const key = new SoftwareKey();
    const whole = tokenOf(await register(narrow, key, '指挥长'));
    expect((await test.fetch('/api/incidents', whole)).status).toBe(200);
    await expect.poll(async () => (await test.fetch('/api/session', narrow)).status).toBe(401);
    const [{ id } = { id: '' }] = (await stateOf(whole)).keys;
    const removal = { password: PASSWORD, key: await forKeys(key, whole) };
    expect(await codeOf(await send('DELETE', `${KEYS}/${id}`, removal, whole))).toBe('second_factor_required');
    expect(await (await test.fetch('/api/accounts', admin)).json()).toMatchObject({
      accounts: expect.arrayContaining([
        expect.objectContaining({
          username: 'commander',
          secondFactor: { demand: 'required', app: 'none', keys: 1, state: 'active' },
        }),
      ]),
    });
  });

  it('lost: a recovery code opens, once; an administrator takes every key away', async () => {
    const { recovery } = await withKey('village');
    const [code = ''] = recovery;
    expect((await signIn('village', { code })).status).toBe(200);
    expect(await codeOf(await signIn('village', { code }))).toBe('bad_second_factor');
    expect((await send('DELETE', '/api/accounts/village/second-factor', undefined, admin)).status).toBe(204);
    expect((await signIn('village')).status).toBe(200);
  });

  it('and an app stand beside each other: either opens, and either may go', async () => {
    const { key, bearer, recovery } = await withKey('duty');
    const BeginSchema = z.object({ secret: z.string() });
    const more = { password: PASSWORD, key: await forKeys(key, bearer) };
    const { secret } = BeginSchema.parse(await (await send('POST', SECOND, more, bearer)).json());
    // Not confirmed yet: the codes that came with the key are good.
    expect((await signIn('duty', { code: recovery[0] })).status).toBe(200);
    const totp = (): string => generateSync({ secret, epoch: Math.floor(nowMs / 1000) });
    const whole = tokenOf(await send('POST', `${SECOND}/confirm`, { code: totp() }, bearer));
    nowMs += 60_000;
    expect(await askedOf(await signIn('duty'))).toMatchObject({ app: 'active', key: { kind: 'ready' } });
    expect((await signIn('duty', { code: totp() })).status).toBe(200);
    const removal = { password: PASSWORD, key: await forKeys(key, whole) };
    expect((await send('DELETE', SECOND, removal, whole)).status).toBe(204);
    expect(await stateOf(whole)).toMatchObject({ state: 'none', recoveryLeft: 10, keys: [{ name: '值班室' }] });
    expect((await signIn('duty', { key: await shownBy(key, 'duty') })).status).toBe(200);
  });

  it('unlocks a desk, and changes the own password', async () => {
    const { key, bearer } = await withKey('team2');
    const unlocking = async (more: object) =>
      send('POST', '/api/session/unlock', { password: PASSWORD, ...more }, bearer);
    const options = (await askedOf(await unlocking({})))?.key;
    if (options?.kind !== 'ready') throw new Error('no key is asked');
    const { challenge } = ReadySchema.parse(options.options);
    const unlocked = await unlocking({ key: key.show({ challenge, ...HERE }) });
    expect(unlocked.status).toBe(204);
    const fresh = tokenOf(unlocked);
    const change = (more: object) =>
      send('PUT', '/api/session/password', { password: PASSWORD, next: 'Rain-on-7-hills', ...more }, fresh);
    const again = (await askedOf(await change({})))?.key;
    if (again?.kind !== 'ready') throw new Error('no key is asked');
    const shown = key.show({ challenge: ReadySchema.parse(again.options).challenge, ...HERE });
    expect((await change({ key: shown })).status).toBe(204);
  });

  it('signs a hand-over: both are asked at once, so that nothing shown is used up before the other showed theirs', async () => {
    const [duty, leader] = [await withKey('duty'), await withKey('leader')];
    const crew = { officers: ['p-duty'], leader: 'p-leader' };
    const intent = { type: 'StartShift', shiftId: newId(), ...crew };
    expect((await send('POST', '/api/intents', { commandId: newId(), intent }, duty.bearer)).status).toBe(200);
    const checks = HandOverCheckSchema.options.map((check) => ({ check, open: 0 }));
    const handOver = (outgoing: object = {}, incoming: object = {}) =>
      send(
        'POST',
        '/api/hand-over',
        {
          shiftId: newId(),
          ...crew,
          checks,
          outgoing: { username: 'duty', password: PASSWORD, ...outgoing },
          incoming: { username: 'leader', password: PASSWORD, ...incoming },
        },
        duty.bearer,
      );
    const BothSchema = z.object({
      error: z.object({ facts: z.object({ outgoing: SecondAskedSchema.optional(), incoming: SecondAskedSchema }) }),
    });
    const ask = async (response: Response) => BothSchema.parse(await response.json()).error.facts;
    const answer = (key: SoftwareKey, side: z.infer<typeof SecondAskedSchema> | undefined) => {
      if (side?.key.kind !== 'ready') throw new Error('no key is asked');
      return { key: key.show({ challenge: ReadySchema.parse(side.key.options).challenge, ...HERE }) };
    };
    const both = await ask(await handOver());
    const outgoing = answer(duty.key, both.outgoing);
    // One alone: the other is still asked, and what the first one showed is good.
    const rest = await ask(await handOver(outgoing));
    expect(rest.outgoing).toBeUndefined();
    const done = await handOver(outgoing, answer(leader.key, rest.incoming));
    expect([done.status, await done.json()]).toMatchObject([200, { username: 'leader' }]);
    const { rows } = await test.database.pool.query<{ text: string }>(
      `SELECT body::text AS text FROM events WHERE type = 'HandedOver' OR body::text LIKE '%"outgoing"%'`,
    );
    expect(rows.map(({ text }) => text.match(/"second": ?"key"/g)?.length)).toContain(2);
  });

  it('is not offered where no browser lets it answer: an address in digits, plain http, another site', async () => {
    await test.session('team1');
    const bearer = tokenOf(await signIn('team1'));
    const port = new URL(test.url).port;
    for (const origin of [test.url, `http://[::1]:${port}`, 'http://sitong.example', 'https://evil.example', '']) {
      const begun = await send('POST', `${KEYS}/options`, { password: PASSWORD }, bearer, origin);
      expect([origin, begun.status, await codeOf(begun)]).toEqual([origin, 422, 'no_keys_here']);
    }
  });

  it('is registered without a word about its maker: a statement that would have to be looked up is not taken', async () => {
    await test.session('team1');
    const bearer = tokenOf(await signIn('team1'));
    for (const fmt of ['tpm', 'android-safetynet', 'fido-u2f']) {
      const { challenge } = await begin(bearer);
      const key = new SoftwareKey().make({ challenge, ...HERE }, { fmt, attStmt: new Map<string, never>() });
      const refused = await send('POST', KEYS, { name: '某厂', key }, bearer);
      expect(await refused.json()).toMatchObject({
        error: { code: 'bad_key', message: expect.stringContaining(`attestation ${fmt} was not asked for`) },
      });
    }
  });
});

/** A key's answer where an account that has a key changes its second factors. */
async function forKeys(key: SoftwareKey, bearer: string) {
  const proof = await askedOf(await send('POST', `${KEYS}/options`, { password: PASSWORD }, bearer));
  if (proof?.key.kind !== 'ready') throw new Error('no key is asked');
  return key.show({ challenge: ReadySchema.parse(proof.key.options).challenge, ...HERE });
}
