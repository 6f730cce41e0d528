import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ErrorSchema } from '../../testing/outer-contract.ts';
import { buildTestApp } from '../../testing/test-app.ts';
import { changeOwnPassword } from './own-password.ts';

const test = await buildTestApp();
const PASSWORD = 'pa55-test-only';
const NEXT = 'Rain-on-7-hills';

function send(method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${test.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';
async function signIn(username: string, password = PASSWORD): Promise<string> {
  await test.session(username);
  return cookieOf(await send('POST', '/api/session', { username, password }));
}
const change = (cookie: string, body: object) => send('PUT', '/api/session/password', body, { cookie });
const open = async (cookie: string) => (await fetch(`${test.url}/api/session`, { headers: { cookie } })).status;
const codeOf = async (response: Response) => ErrorSchema.parse(await response.json()).error.code;

async function written(): Promise<string[]> {
  const AuditSchema = z.object({ events: z.array(z.object({ type: z.string(), body: z.unknown() })) });
  const { events } = AuditSchema.parse(await test.get('/api/log', await test.session('admin')));
  return events.flatMap(({ type, body }) => (type === 'Administered' ? [JSON.stringify(body)] : []));
}

describe('a person changes the own password', () => {
  it('with the old one: the new one opens, every other session ends, this one goes on under a fresh token', async () => {
    const [desk, phone] = [await signIn('duty'), await signIn('duty')];
    const done = await change(desk, { password: PASSWORD, next: NEXT });
    expect(done.status).toBe(204);
    const fresh = cookieOf(done);
    expect(fresh).not.toBe(desk);
    expect(await open(fresh)).toBe(200);
    expect([await open(desk), await open(phone)]).toEqual([401, 401]);
    expect((await send('POST', '/api/session', { username: 'duty', password: PASSWORD })).status).toBe(401);
    expect((await send('POST', '/api/session', { username: 'duty', password: NEXT })).status).toBe(200);
  });

  it('and it stands in the audit, without either password', async () => {
    const log = (await written()).join('\n');
    expect(log).toContain('账号 duty 本人修改口令');
    expect(log).not.toContain(NEXT);
    expect(log).not.toContain(PASSWORD);
  });

  it('not with a wrong old one: nothing changes, five tries lock the account', async () => {
    const cookie = await signIn('leader');
    for (let n = 0; n < 4; n++)
      expect(await codeOf(await change(cookie, { password: `wrong-${n}`, next: NEXT }))).toBe('bad_credentials');
    expect(await codeOf(await change(cookie, { password: 'wrong', next: NEXT }))).toBe('locked');
    expect(await codeOf(await change(cookie, { password: PASSWORD, next: NEXT }))).toBe('locked');
    expect(await open(cookie)).toBe(200);
    expect((await written()).join('\n')).not.toContain('账号 leader 本人修改口令');
  });

  it('not to a weak one, which is not a try at the old one', async () => {
    const cookie = await signIn('commander');
    for (let n = 0; n < 6; n++)
      expect(await codeOf(await change(cookie, { password: 'wrong', next: 'short' }))).toBe('password_too_short');
    expect(await codeOf(await change(cookie, { password: PASSWORD, next: PASSWORD }))).toBe('password_same');
    expect((await change(cookie, { password: PASSWORD, next: NEXT })).status).toBe(204);
  });

  it('not without being signed in', async () => {
    expect((await change('', { password: PASSWORD, next: NEXT })).status).toBe(401);
  });

  it('of two changes beside each other one counts, and a reset is not undone', async () => {
    const { db, accounts, sessions } = test.app.services;
    const token = await test.session('town');
    const session = (await sessions.authenticate({ cookie: undefined, token }))?.id ?? '';
    const to = (password: string) =>
      changeOwnPassword(db, { username: 'town', from: PASSWORD, to: password, session, at: new Date() });
    const kinds = (await Promise.all([to('First-one-1'), to('Second-one-2')])).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['changed', 'overtaken']);
    await accounts.setPassword('town', 'Reset-by-admin-1');
    expect(await to('Third-one-3')).toEqual({ kind: 'overtaken' });
  });
});
