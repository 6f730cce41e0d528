import { describe, expect, it } from 'vitest';
import { buildTestApp } from '../../testing/test-app.ts';
import { cookieName } from './session-cookie.ts';

const test = await buildTestApp();
const PASSWORD = 'pa55-test-only';

function signIn(username: string, password: string): Promise<Response> {
  return fetch(`${test.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
}

describe('the session cookie', () => {
  it('over plain http has no prefix, is out of reach of scripts and other sites, and lasts as long as the session', async () => {
    await test.session('duty');
    const response = await signIn('duty', PASSWORD);
    expect(response.status).toBe(200);
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^sitong=ss_/);
    const flags = cookie
      .split('; ')
      .slice(1)
      .map((flag) => flag.split('=')[0]);
    expect(flags.sort()).toEqual(['Expires', 'HttpOnly', 'Path', 'SameSite']);
    expect(cookie).toContain('SameSite=Strict');
    expect(cookie).toContain('Path=/');
  });

  it('under TLS is bound to this host', () => {
    expect(cookieName('on')).toBe('__Host-sitong');
    expect(cookieName('off')).toBe('sitong');
  });

  it('no longer opens anything after signing out, and neither does its token as a bearer', async () => {
    const response = await signIn('duty', PASSWORD);
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await fetch(`${test.url}/api/session`, { headers: { cookie } })).status).toBe(200);
    const out = await fetch(`${test.url}/api/session`, { method: 'DELETE', headers: { cookie } });
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toMatch(/^sitong=;/);
    await expect.poll(async () => (await fetch(`${test.url}/api/session`, { headers: { cookie } })).status).toBe(401);
    expect((await test.fetch('/api/session', cookie.slice('sitong='.length))).status).toBe(401);
  });

  it('is another one at each sign-in', async () => {
    const cookies = await Promise.all([signIn('duty', PASSWORD), signIn('duty', PASSWORD)]);
    expect(new Set(cookies.map((one) => one.headers.get('set-cookie')?.split(';')[0]))).toHaveLength(2);
  });
});

describe('signing in over HTTP', () => {
  it('while the database does not answer says so, as an outage that ends, and lets in afterwards', async () => {
    const other = await test.database.pool.connect();
    await other.query('BEGIN');
    await other.query('LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE');
    try {
      const response = await signIn('duty', PASSWORD);
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('5');
      expect(await response.json()).toMatchObject({ error: { code: 'unavailable', path: '' } });
    } finally {
      await other.query('ROLLBACK');
      other.release();
    }
    expect((await signIn('duty', PASSWORD)).status).toBe(200);
  });

  it('answers a wrong name as a wrong password, and a locked account with the time it opens again', async () => {
    await test.session('leader');
    const [name, password] = [await signIn('nobody', PASSWORD), await signIn('leader', 'wrong')];
    expect([name.status, password.status]).toEqual([401, 401]);
    expect(await name.json()).toEqual(await password.json());
    for (let n = 0; n < 4; n++) await signIn('leader', 'wrong');
    const locked = await signIn('leader', PASSWORD);
    expect(locked.status).toBe(423);
    expect(await locked.json()).toMatchObject({
      error: { code: 'locked', facts: { until: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) } },
    });
  });

  it('refuses a revoked API token at once', async () => {
    const { apiTokens } = test.app.services;
    const token = await test.token(['read']);
    expect((await test.fetch('/api/log', token)).status).toBe(200);
    await apiTokens.revoke((await apiTokens.of(token))?.id ?? '');
    expect((await test.fetch('/api/log', token)).status).toBe(401);
  });

  it('slows down who tries one name after the other from one address', async () => {
    const tries = await Promise.all(Array.from({ length: 130 }, (_, n) => signIn(`guess-${n}`, '')));
    expect(tries.map(({ status }) => status)).toContain(429);
    expect((await signIn('duty', PASSWORD)).status).toBe(429);
  });
});
