import { once } from 'node:events';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Screen, type ScreenOptions } from '../../testing/screen.ts';
import { buildTestApp } from '../../testing/test-app.ts';
import { dutyLog } from './intents.testing.ts';

const PUBLIC = 'https://sitong.example.gov.cn';
const test = await buildTestApp({ env: { PUBLIC_URL: PUBLIC } });
/** An https PUBLIC_URL stands for a proxy that serves TLS. */
const COOKIE = '__Host-sitong';
/** Connects now and never joins; the last test looks at what became of it. */
const idler = once(new WebSocket(`${test.url.replace('http', 'ws')}/live/?EIO=4&transport=websocket`), 'close');
/** A revocation closes sockets within this (reliability §4). */
const REVOKED_MS = 5000;

const opened: Screen[] = [];
function screen(options: Omit<ScreenOptions, 'url'>): Screen {
  const made = new Screen({ url: test.url, ...options });
  opened.push(made);
  return made;
}
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

/** A session of its own, so that ending it disturbs no other test. */
async function freshSession(username: string): Promise<{ token: string; id: string }> {
  await test.session(username);
  const signedIn = await test.app.services.accounts.signIn(username, 'pa55-test-only', 'test');
  if (signedIn.kind !== 'signed_in') throw new Error(signedIn.code);
  return { token: signedIn.token, id: signedIn.sessionId };
}

describe('handshake', () => {
  it('refuses who is not signed in, a made-up session and an API token', async () => {
    await expect(screen({}).connect()).rejects.toThrow('not_signed_in');
    await expect(screen({ token: `ss_${'x'.repeat(43)}` }).connect()).rejects.toThrow('not_signed_in');
    await expect(screen({ token: await test.token(['ingest', 'read']) }).connect()).rejects.toThrow('not_signed_in');
  });

  it('takes the session cookie, and one that is no text at all for no session', async () => {
    const { token } = await freshSession('duty');
    await screen({ cookie: `other=1; ${COOKIE}=${token}` }).open();
    await expect(screen({ cookie: `${COOKIE}=%E0%A4%A` }).connect()).rejects.toThrow('not_signed_in');
    const page = await fetch(`${test.url}/api/session`, { headers: { cookie: `${COOKIE}=%E0%A4%A` } });
    expect(page.status).toBe(401);
  });

  it('refuses a foreign page that rides on the cookie of a signed-in person (cross-site hijack)', async () => {
    const { token } = await freshSession('duty');
    const own = new URL(test.url);
    for (const origin of [
      'https://evil.example',
      'null',
      `http://${own.hostname}:1`,
      `${own.origin}.evil.example`,
      'not an origin',
    ])
      await expect(screen({ cookie: `${COOKIE}=${token}`, origin }).connect(), origin).rejects.toThrow();
    for (const origin of [own.origin, PUBLIC]) await screen({ cookie: `${COOKIE}=${token}`, origin }).open();
  });

  it('carries out no change over HTTP that a foreign page asks for with the cookie', async () => {
    const { token } = await freshSession('duty');
    const ask = (headers: Record<string, string>) =>
      fetch(`${test.url}/api/intents`, {
        method: 'POST',
        headers: { cookie: `${COOKIE}=${token}`, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ commandId: newId(), intent: dutyLog('from a page') }),
      });
    expect((await ask({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await ask({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await ask({ origin: new URL(test.url).origin })).status).toBe(200);
  });
});

describe('a session that ends', () => {
  it('closes its sockets at the notice, within 5 s, and refuses what they say and their way back', async () => {
    const { token, id } = await freshSession('leader');
    const [first, second, other] = await Promise.all([
      screen({ token }).open(),
      screen({ token }).open(),
      screen({ token: await test.session('duty') }).open(),
    ]);
    const startedMs = performance.now();
    await test.app.services.accounts.sessions.end(id, 'test');
    await Promise.all([first, second].map((one) => one.until(() => !one.socket.connected, REVOKED_MS)));
    expect(performance.now() - startedMs).toBeLessThan(REVOKED_MS);
    expect([first.bye, second.bye]).toEqual(['session_ended', 'session_ended']);
    await expect(screen({ token }).connect()).rejects.toThrow('not_signed_in');
    expect((await test.fetch('/api/session', token)).status).toBe(401);
    expect(other.socket.connected).toBe(true);
  });

  it('closes its sockets within 5 s also when the notice is lost', async () => {
    const { token, id } = await freshSession('commander');
    const one = await screen({ token }).open();
    await test.database.pool.query('UPDATE sessions SET ended_at = now() WHERE id = $1', [id]);
    await one.until(() => !one.socket.connected, REVOKED_MS);
    expect(one.bye).toBe('session_ended');
  });

  it('closes its sockets when its time is up, and when the account is switched off by another node', async () => {
    const expired = await freshSession('wall');
    const off = await freshSession('village');
    const screens = [await screen({ token: expired.token }).open(), await screen({ token: off.token }).open()];
    await test.database.pool.query(`UPDATE sessions SET expires_at = now() - interval '1 s' WHERE id = $1`, [
      expired.id,
    ]);
    await test.database.pool.query(`UPDATE accounts SET status = 'disabled' WHERE username = 'village'`);
    await Promise.all(screens.map((one) => one.until(() => one.bye === 'session_ended', REVOKED_MS)));
  });
});

describe('hello', () => {
  it('ends the line of a client of another protocol version and says so', async () => {
    const one = screen({ token: await test.session('duty') });
    await expect(one.open({ protocol: 'of-another-time' })).rejects.toThrow('protocol_changed');
    await one.until(() => !one.socket.connected);
  });

  it('ends the line of who asks for a world that is not there, or is no longer open', async () => {
    const token = await test.session('duty');
    await expect(screen({ token }).open({ world: 'drill-0000000000ab' })).rejects.toThrow('world_unknown');
    const drill = await test.app.services.worlds.startDrill({
      title: '演练',
      scenario: 'none',
      startAt: '2026-07-18T12:00:00+08:00',
      speed: 1,
    });
    const { world } = drill.runtime;
    const inside = await screen({ token }).open({ world });
    await test.app.services.worlds.closeDrill(world);
    // Whoever is in it is told, and whoever comes back to it.
    await inside.until(() => inside.bye === 'ended');
    await expect(screen({ token }).open({ world })).rejects.toThrow('ended');
  });

  it('names the field of a hello it cannot read, and the line lives on', async () => {
    const one = screen({ token: await test.session('duty') });
    await one.connect();
    for (const message of [undefined, null, 7, {}, { world: '../etc', since: -1 }, []])
      one.socket.emit('hello', message);
    await one.until(() => one.refusals.length === 6);
    expect(new Set(one.refusals)).toEqual(new Set(['bad_hello']));
    one.hello();
    await one.until(() => one.replica.seq !== null);
  });

  it('does nothing for who never said hello', async () => {
    const one = screen({ token: await test.session('duty') });
    await one.connect();
    expect(await one.send(dutyLog('nowhere'))).toEqual({ ok: false, refused: { code: 'no_world' } });
  });
});

describe('a line that connects and never joins', () => {
  it('is closed after 10 s', async () => {
    await idler;
    await screen({ token: await test.session('duty') }).open();
  });
});
