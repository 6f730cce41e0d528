import { generateSync } from 'otplib';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ErrorSchema } from '../../testing/outer-contract.ts';
import { buildTestApp } from '../../testing/test-app.ts';

let nowMs = Date.parse('2026-07-18T12:00:00Z');
const test = await buildTestApp({ now: () => nowMs, env: { SITONG_SECRET_KEY: '5a'.repeat(32) } });
const PASSWORD = 'pa55-test-only';
const PATH = '/api/session/second-factor';
const BegunSchema = z.object({ secret: z.string(), uri: z.string(), qrSvg: z.string() });
const CodesSchema = z.object({ recoveryCodes: z.array(z.string()) });

let admin = '';
beforeAll(async () => {
  admin = await test.session('admin');
});

function send(method: string, path: string, body?: unknown, bearer?: string): Promise<Response> {
  const json = { 'content-type': 'application/json' };
  return test.fetch(path, bearer, {
    method,
    headers: json,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
const signIn = (username: string, code?: string, password = PASSWORD) =>
  send('POST', '/api/session', { username, password, ...(code === undefined ? {} : { code }) });
const codeOf = async (response: Response) => ErrorSchema.parse(await response.json()).error.code;
const tokenOf = (response: Response) => /sitong=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? '';
const totp = (secret: string, atMs = nowMs) => generateSync({ secret, epoch: Math.floor(atMs / 1000) });
/** Codes count once: the next one comes with the next half minute. */
const laterS = (s: number): void => {
  nowMs += s * 1000;
};

async function enrol(username: string): Promise<{ secret: string; recovery: string[] }> {
  await test.session(username);
  const bearer = tokenOf(await signIn(username));
  const { secret } = BegunSchema.parse(await (await send('POST', PATH, { password: PASSWORD }, bearer)).json());
  const confirmed = await send('POST', `${PATH}/confirm`, { code: totp(secret) }, bearer);
  laterS(60);
  return { secret, recovery: CodesSchema.parse(await confirmed.json()).recoveryCodes };
}

describe('a second factor', () => {
  it('is set up with the password, a QR code drawn here, and a first code; until then nothing is asked', async () => {
    await test.session('leader');
    const bearer = tokenOf(await signIn('leader'));
    expect(await codeOf(await send('POST', PATH, { password: 'wrong' }, bearer))).toBe('bad_credentials');
    const begun = BegunSchema.parse(await (await send('POST', PATH, { password: PASSWORD }, bearer)).json());
    expect(begun.uri).toMatch(/^otpauth:\/\/totp\//);
    expect(begun.qrSvg).toMatch(/^<svg /);
    expect((await signIn('leader')).status).toBe(200);
    expect(await codeOf(await send('POST', `${PATH}/confirm`, { code: '000000' }, bearer))).toBe('bad_second_factor');
    const confirmed = await send('POST', `${PATH}/confirm`, { code: totp(begun.secret) }, bearer);
    expect(CodesSchema.parse(await confirmed.json()).recoveryCodes).toHaveLength(10);
    await expect.poll(async () => (await test.fetch('/api/session', bearer)).status).toBe(401);
    expect((await test.fetch('/api/session', tokenOf(confirmed))).status).toBe(200);
    laterS(60);
    expect(await codeOf(await signIn('leader'))).toBe('second_factor_needed');
    expect((await signIn('leader', totp(begun.secret))).status).toBe(200);
  });

  it('takes each code once, from half a minute ago to half a minute ahead', async () => {
    const { secret } = await enrol('commander');
    const code = totp(secret);
    expect((await signIn('commander', code)).status).toBe(200);
    expect(await codeOf(await signIn('commander', code))).toBe('bad_second_factor');
    laterS(120);
    const [both, again] = await Promise.all([signIn('commander', totp(secret)), signIn('commander', totp(secret))]);
    expect([both.status, again.status].sort()).toEqual([200, 401]);
    laterS(120);
    expect((await signIn('commander', totp(secret, nowMs - 30_000))).status).toBe(200);
    laterS(120);
    expect(await codeOf(await signIn('commander', totp(secret, nowMs - 120_000)))).toBe('bad_second_factor');
  });

  it('locks the account after five wrong codes, as wrong passwords do', async () => {
    const { secret } = await enrol('town');
    for (let n = 0; n < 4; n++) expect(await codeOf(await signIn('town', '000000'))).toBe('bad_second_factor');
    expect((await signIn('town', '000000')).status).toBe(423);
    expect((await signIn('town', totp(secret))).status).toBe(423);
  });

  it('is opened by a recovery code, once, and by nothing that looks like one', async () => {
    const { recovery } = await enrol('village');
    const [first = '', second = ''] = recovery;
    expect((await signIn('village', first.toLowerCase())).status).toBe(200);
    expect(await codeOf(await signIn('village', first))).toBe('bad_second_factor');
    expect((await signIn('village', second.replaceAll('-', ''))).status).toBe(200);
    expect(await codeOf(await signIn('village', 'AAAA-BBBB-CCCC'))).toBe('bad_second_factor');
  });

  it('required by an administrator: open sessions end, and the next one can set it up and do nothing else', async () => {
    const before = await test.session('duty');
    expect((await send('PUT', '/api/accounts/duty/second-factor', { demand: 'required' }, admin)).status).toBe(204);
    await expect.poll(async () => (await test.fetch('/api/session', before)).status).toBe(401);
    const bearer = tokenOf(await signIn('duty'));
    expect(await (await test.fetch('/api/session', bearer)).json()).toMatchObject({
      access: 'enrol',
      roles: [],
      worlds: [],
    });
    for (const path of ['/api/incidents', '/api/log', '/api/county', '/api/names', '/api/drills'])
      expect([path, await codeOf(await test.fetch(path, bearer))]).toEqual([path, 'second_factor_must_enrol']);
    const { secret } = BegunSchema.parse(await (await send('POST', PATH, { password: PASSWORD }, bearer)).json());
    const whole = tokenOf(await send('POST', `${PATH}/confirm`, { code: totp(secret) }, bearer));
    expect((await test.fetch('/api/incidents', whole)).status).toBe(200);
    laterS(60);
    const removal = { password: PASSWORD, code: totp(secret) };
    expect(await codeOf(await send('DELETE', PATH, removal, whole))).toBe('second_factor_required');
  });

  it('lost: an administrator takes it away, and nobody reads the secret from the database', async () => {
    const { secret, recovery } = await enrol('team1');
    const { rows } = await test.database.pool.query('SELECT to_jsonb(f)::text AS row FROM second_factors f');
    const dump = JSON.stringify(rows);
    for (const shown of [secret, Buffer.from(secret).toString('hex'), ...recovery]) expect(dump).not.toContain(shown);
    expect((await send('DELETE', '/api/accounts/team1/second-factor', undefined, admin)).status).toBe(204);
    expect((await signIn('team1')).status).toBe(200);
  });
});
