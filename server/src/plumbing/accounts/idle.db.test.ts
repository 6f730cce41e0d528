import { newId } from '@sitong/shared/kernel/ids.ts';
import { describe, expect, it } from 'vitest';
import { ErrorSchema } from '../../testing/outer-contract.ts';
import { buildTestApp } from '../../testing/test-app.ts';

let nowMs = Date.parse('2026-07-18T12:00:00Z');
const test = await buildTestApp({ now: () => nowMs });
const PASSWORD = 'pa55-test-only';
const MINUTE_MS = 60_000;

function post(path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  return fetch(`${test.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';
async function signIn(username: string, headers: Record<string, string> = {}): Promise<string> {
  await test.session(username);
  return cookieOf(await post('/api/session', { username, password: PASSWORD }, headers));
}
const act = (cookie: string) =>
  post('/api/intents', { commandId: newId(), intent: { type: 'EnterDutyLog', text: '在岗' } }, { cookie });
const codeOf = async (response: Response) => ErrorSchema.parse(await response.json()).error.code;

describe('a console nobody touches', () => {
  it('goes on acting while it is touched, and after half an hour shows but does not act', async () => {
    const cookie = await signIn('duty');
    for (let n = 0; n < 4; n++) {
      nowMs += 20 * MINUTE_MS;
      expect((await post('/api/session/touch', {}, { cookie })).status).toBe(204);
    }
    expect((await act(cookie)).status).toBe(200);
    nowMs += 33 * MINUTE_MS;
    expect(await codeOf(await act(cookie))).toBe('idle_locked');
    expect(await codeOf(await post('/api/session/touch', {}, { cookie }))).toBe('idle_locked');
    expect((await fetch(`${test.url}/api/incidents`, { headers: { cookie } })).status).toBe(200);
  });

  it('is opened by the password of the same person, under a fresh token; the old one opens nothing', async () => {
    const cookie = await signIn('leader');
    nowMs += 40 * MINUTE_MS;
    expect(await codeOf(await post('/api/session/unlock', { password: 'wrong' }, { cookie }))).toBe('bad_credentials');
    const fresh = cookieOf(await post('/api/session/unlock', { password: PASSWORD }, { cookie }));
    expect(fresh).not.toBe(cookie);
    expect((await act(fresh)).status).toBe(200);
    expect((await fetch(`${test.url}/api/session`, { headers: { cookie } })).status).toBe(401);
  });

  it('refuses an intent over the live lane too, and takes it again once unlocked, on the same socket', async () => {
    const cookie = await signIn('commander');
    const token = cookie.slice('sitong='.length);
    const screen = await test.live('commander');
    const intent = { type: 'EnterDutyLog', text: '在岗' } as const;
    const send = (): Promise<unknown> => screen.socket.emitWithAck('intent', { commandId: newId(), intent });
    expect(await send()).toMatchObject({ ok: true });
    nowMs += 40 * MINUTE_MS;
    expect(await send()).toEqual({ ok: false, refused: { code: 'idle_locked' } });
    const own = { authorization: `Bearer ${await test.session('commander')}` };
    expect((await post('/api/session/unlock', { password: PASSWORD }, own)).status).toBe(204);
    expect(await send()).toMatchObject({ ok: true });
    expect(token).not.toBe('');
  });

  it('is no phone: a leader in the rain acts after three days, and a wall shows after a month', async () => {
    const [phone, wall] = [await signIn('team1'), await signIn('wall')];
    nowMs += 3 * 24 * 60 * MINUTE_MS;
    expect((await post('/api/session/touch', {}, { cookie: phone })).status).toBe(204);
    expect(await (await act(phone)).json()).toMatchObject({ refused: { code: 'role_required' } });
    nowMs += 27 * 24 * 60 * MINUTE_MS;
    expect((await fetch(`${test.url}/api/incidents`, { headers: { cookie: wall } })).status).toBe(200);
  });
});

describe('the session token', () => {
  it('is another one at each sign-in, and the one this browser had before ends', async () => {
    const first = await signIn('duty');
    const second = await signIn('duty', { cookie: first });
    expect(second).not.toBe(first);
    await expect
      .poll(async () => (await fetch(`${test.url}/api/session`, { headers: { cookie: first } })).status)
      .toBe(401);
    expect((await fetch(`${test.url}/api/session`, { headers: { cookie: second } })).status).toBe(200);
  });

  it('ends when the roles change: new power comes with a new sign-in only', async () => {
    const cookie = await signIn('town');
    await test.app.services.accounts.setPower('town', ['duty_officer'], undefined);
    await expect.poll(async () => (await fetch(`${test.url}/api/session`, { headers: { cookie } })).status).toBe(401);
  });
});
