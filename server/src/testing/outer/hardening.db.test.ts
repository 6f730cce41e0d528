import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PASSWORD, Stranger } from './stranger.ts';

const stranger = new Stranger();
beforeAll(async () => {
  await stranger.start({ LOG_LEVEL: 'trace' });
  await stranger.makeTokens();
});
afterAll(() => stranger.leave());

describe('what a page may do', () => {
  it('nothing but our own scripts, workers and lines; it stands in no frame', async () => {
    for (const path of ['/', '/wall', '/public', '/api/docs', '/api/session']) {
      const response = await fetch(`${stranger.url}${path}`, { redirect: 'manual' });
      const policy = new Map(
        (response.headers.get('content-security-policy') ?? '')
          .split(';')
          .map((one) => one.trim().split(' '))
          .map(([name = '', ...sources]) => [name, sources.join(' ')]),
      );
      expect([path, policy.get('default-src')]).toEqual([path, "'self'"]);
      expect([path, policy.get('script-src')]).toEqual([path, "'self'"]);
      expect([path, policy.get('worker-src')]).toEqual([path, "'self'"]);
      expect([path, policy.get('object-src')]).toEqual([path, "'none'"]);
      expect([path, policy.get('base-uri')]).toEqual([path, "'none'"]);
      expect([path, policy.get('frame-ancestors')]).toEqual([path, "'none'"]);
      expect([path, response.headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
      expect([path, response.headers.get('access-control-allow-origin')]).toEqual([path, null]);
    }
  });

  it('runs no script that stands in the page itself', () => {
    const page = readFileSync(new URL('../../../../web/index.html', import.meta.url), 'utf8');
    for (const [, attributes = '', text = ''] of page.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
      expect(attributes).toContain('src=');
      expect(text.trim()).toBe('');
    }
    expect(page).not.toMatch(/\son\w+=|javascript:/i);
  });
});

describe('the limit of an address', () => {
  it('counts what is asked of the server, not the files of a screen: a room may reload together', async () => {
    const left = async (path: string): Promise<string | null> =>
      (await fetch(`${stranger.url}${path}`)).headers.get('x-ratelimit-remaining');
    const first = Number(await left('/api/session'));
    expect(first).toBeGreaterThan(0);
    for (const path of ['/assets/any.js', '/tiles/demo/county.pmtiles'])
      expect([path, await left(path)]).toEqual([path, null]);
    expect(Number(await left('/api/session'))).toBeLessThan(first);
  });
});

describe('secrets', () => {
  it('stand in no line the server writes, whatever is asked of it and however it is refused', async () => {
    // The first start tells the demo password, once, so that somebody can sign in at all.
    expect(stranger.said.filter((line) => line.includes(PASSWORD)).length).toBeLessThanOrEqual(1);
    const from = stranger.said.length;
    const cookie = await stranger.cookie('admin');
    const session = cookie.split('=')[1] ?? '';
    const guesses = ['Geraten-7788', 'duty Geraten-7788'];
    for (const guess of guesses) await stranger.signIn('duty', guess);
    await stranger.signIn(`${PASSWORD}-as-a-name`);
    const make = (path: string, body: unknown) =>
      stranger.ask(path, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const made = await make('/api/tokens', { name: 'x', scopes: ['read'] });
    const { token } = z.object({ token: z.string() }).parse(made.json);
    const wall = z.object({ token: z.string() }).parse((await make('/api/wall-devices', { name: 'x' })).json);
    const reset = await make('/api/accounts/team4/password', undefined);
    const { password } = z.object({ password: z.string() }).parse(reset.json);
    await stranger.get('/api/log', token);
    await stranger.get(`/wall?token=${wall.token}`, '');
    await stranger.get('/api/log', `${token.slice(0, -1)}x`);
    await stranger.ask('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"password":"${PASSWORD}"`,
    });
    await stranger.get('/api/ingest/osmand?token=st_not-a-token&id=1&lat=x', '');
    await stranger.stop();
    const rest = stranger.said.slice(from).join('\n');
    for (const secret of [PASSWORD, session, token, wall.token, password, stranger.read, stranger.ingest, ...guesses])
      expect([secret.slice(0, 6), rest.includes(secret)]).toEqual([secret.slice(0, 6), false]);
  });
});

describe('personal data', () => {
  it('is masked in everything a signed-in person or a program reads of the county', async () => {
    await stranger.start();
    for (const headers of [{ cookie: await stranger.cookie('duty') }, { authorization: `Bearer ${stranger.read}` }]) {
      for (const path of ['/api/county', '/api/names']) {
        const { text } = await stranger.ask(path, { headers });
        expect([path, /(?<!\d)1[3-9]\d{9}(?!\d)/.test(text)]).toEqual([path, false]);
        expect([path, /(?<!\d)\d{17}[\dX](?!\d)/.test(text.replaceAll(/"[0-9a-f-]{36}"/g, ''))]).toEqual([path, false]);
      }
    }
  });
});
