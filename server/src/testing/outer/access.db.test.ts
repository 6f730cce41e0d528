import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseConfig } from '../../config.ts';
import { ErrorBodySchema, PASSWORD, run, Stranger } from './stranger.ts';

const stranger = new Stranger();
beforeAll(async () => {
  await stranger.start();
  await stranger.makeTokens();
});
afterAll(() => stranger.leave());

const main = (env: Record<string, string>) =>
  run(process.execPath, ['server/src/main.ts'], {
    PORT: '0',
    JT808_PORT: '0',
    DATA_DIR: join(stranger.dataDir, 'x'),
    ...env,
  });

describe('`npm run token -- --scope <scope> --name <name>`', () => {
  it('works while the server runs and prints the token alone on its last line', async () => {
    expect(stranger.ingest).toMatch(/^st_\S+$/);
    expect((await stranger.get('/api/terminals')).status).toBe(200);
  });

  it('refuses a scope it does not know, and names those it knows', async () => {
    const { code, out, err } = await stranger.token('--scope', 'everything', '--name', 'x');
    expect(code).not.toBe(0);
    expect(out.trim()).toBe('');
    expect(err).toMatch(/everything.*ingest.*read/s);
  });
});

describe('`POST /api/session {username,password}` → cookie; `DELETE /api/session`', () => {
  const Roles = z.looseObject({ username: z.string(), roles: z.array(z.string()) });

  it.each([
    ['duty', 'duty_officer'],
    ['leader', 'duty_leader'],
    ['commander', 'commander'],
    ['town', 'town_officer'],
    ['village', 'village_officer'],
    ['team1', 'team_lead'],
    ['team2', 'team_lead'],
    ['team3', 'team_lead'],
    ['team4', 'team_lead'],
    ['team5', 'team_lead'],
    ['wall', 'wall'],
    ['admin', 'admin'],
  ])('demo account %s signs in as %s and reads back every list', async (username, role) => {
    const cookie = await stranger.cookie(username);
    const me = await stranger.ask('/api/session', { headers: { cookie } });
    expect(Roles.parse(me.json)).toMatchObject({ username, roles: expect.arrayContaining([role]) });
    // Whose track it is decides who reads it: a person without a place is told of no stranger's.
    for (const path of READ_BACK.filter((one) => !one.startsWith('/api/positions')))
      expect([path, (await stranger.ask(path, { headers: { cookie } })).status]).toEqual([path, 200]);
  });

  it('ends, also when the client names a type for the body it does not send', async () => {
    for (const headers of [{}, { 'content-type': 'application/json' }]) {
      const cookie = await stranger.cookie('duty');
      const ended = await stranger.ask('/api/session', { method: 'DELETE', headers: { cookie, ...headers } });
      expect(ended.status).toBe(204);
      expect((await stranger.ask('/api/session', { headers: { cookie } })).status).toBe(401);
    }
  });

  it('the cookie is out of reach of scripts and of other sites', async () => {
    const set = (await stranger.signIn('duty')).headers.get('set-cookie') ?? '';
    expect(set).toMatch(/HttpOnly/);
    expect(set).toMatch(/SameSite=Strict/);
  });

  it('wrong name or password 401, malformed JSON 400, missing field 422, all in one form', async () => {
    for (const [username, password] of [
      ['duty', 'wrong'],
      ['nobody', PASSWORD],
    ] as const)
      expect((await stranger.signIn(username, password)).status).toBe(401);
    const send = (body: string) =>
      stranger.ask('/api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    for (const [body, status, code] of [
      ['{"a', 400, 'json_invalid'],
      ['{}', 422, 'invalid'],
    ] as const) {
      const answer = await send(body);
      expect(answer.status).toBe(status);
      expect(ErrorBodySchema.parse(answer.json).error.code).toBe(code);
    }
  });

  it('five wrong passwords lock the account, and the right one does not open it', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await stranger.signIn('team5', 'wrong')).status);
    expect(statuses).toEqual([401, 401, 401, 401, 423]);
    expect((await stranger.signIn('team5')).status).toBe(423);
  });
});

const READ_BACK = [
  '/api/terminals',
  '/api/positions?terminal=nobody',
  '/api/incoming-warnings',
  '/api/ingest/refused',
  '/api/sources',
  '/api/incidents',
  '/api/warnings',
  '/api/orders',
  '/api/log?since=0',
];

describe('Read back (signed in, or token with scope `read`)', () => {
  it.each(READ_BACK)('%s', async (path) => {
    expect((await stranger.get(path)).status).toBe(200);
    expect((await stranger.get(`${path.replace('?', '/?')}`)).status).toBe(200);
    for (const [bearer, status, code] of [
      ['', 401, 'not_signed_in'],
      ['st_unknown', 401, 'bad_token'],
      [stranger.ingest, 403, 'scope_required'],
    ] as const) {
      const answer = await stranger.get(path, bearer);
      expect([answer.status, ErrorBodySchema.parse(answer.json).error.code]).toEqual([status, code]);
    }
  });

  it('an unknown path below /api is a 404 in the one form', async () => {
    const answer = await stranger.get('/api/x');
    expect(answer.status).toBe(404);
    expect(ErrorBodySchema.parse(answer.json).error.code).toBe('not_found');
  });
});

describe('`GET /healthz`, `/readyz`, `/metrics`, `/api/openapi.json`, `/api/docs`', () => {
  it('answer without a sign-in', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics', '/api/openapi.json', '/api/docs', '/public'])
      expect([path, (await stranger.get(path, '')).status]).toEqual([path, 200]);
  });

  it('/metrics is Prometheus text', async () => {
    const { type, text } = await stranger.get('/metrics', '');
    expect(type).toContain('text/plain');
    for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#')))
      expect(line).toMatch(/^[a-zA-Z_:][\w:]*(\{.*\})? (-?[\d.eE+-]+|NaN|[+-]Inf)( \d+)?$/);
    expect(text).toMatch(/^sitong_ingest_accepted_total\{/m);
  });

  it('/api/openapi.json describes every route of the contract, with its refusals and who may ask', async () => {
    const Operation = z.looseObject({
      summary: z.string().min(1),
      security: z.array(z.record(z.string(), z.array(z.string()))),
      responses: z.record(z.string(), z.looseObject({ description: z.string() })),
    });
    const { json } = await stranger.get('/api/openapi.json', '');
    const { paths, openapi } = z
      .looseObject({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), Operation)) })
      .parse(json);
    expect(openapi).toMatch(/^3\./);
    const doors = ['cap', 'cap-feed', 'readings', 'quakes', 'hotspots', 'osmand', 'owntracks', 'track'];
    for (const path of [
      ...doors.map((door) => `/api/ingest/${door}`),
      ...READ_BACK.map((one) => one.split('?')[0] ?? ''),
    ]) {
      const operations = Object.values(paths[path] ?? {});
      expect([path, operations.length > 0]).toEqual([path, true]);
      for (const { responses } of operations) expect(Object.keys(responses)).toContain('4XX');
    }
    expect(paths['/api/ingest/readings']?.['post']?.security).toEqual([{ token: [] }]);
    expect(JSON.stringify(paths['/api/ingest/readings'])).toContain('durationS');
    expect(JSON.stringify(paths['/api/ingest/cap'])).toContain('application/cap+xml');
  });
});

describe('Pages', () => {
  const pages = [
    'wall',
    'duty',
    'dispatch',
    'incidents',
    'incidents/I-0001',
    'warnings',
    'reports',
    'resources',
    'hazards',
  ];
  it.each([...pages, 'roster', 'drills', 'admin', 'field'])('/%s', async (page) => {
    for (const path of [`/${page}`, `/${page}/`]) {
      const answer = await stranger.get(path, '');
      // Without built screens (the test room has none) the address is at least no error of ours.
      expect([200, 404]).toContain(answer.status);
      if (answer.status === 200) expect(answer.type).toContain('text/html');
    }
  });

  it('`GET /public` works without JavaScript; `GET /api/cap/feed.atom` is well-formed', async () => {
    const { text, type } = await stranger.get('/public', '');
    expect(type).toContain('text/html');
    expect(text).not.toMatch(/<script/i);
    const feed = await stranger.get('/api/cap/feed.atom', '');
    expect(feed.type).toContain('application/atom+xml');
    expect(feed.text).toMatch(/^<\?xml[^>]*>\s*<feed[\s>][\s\S]*<\/feed>\s*$/);
    const missing = await stranger.get('/api/cap/nothing.xml', '');
    expect([missing.status, ErrorBodySchema.parse(missing.json).error.code]).toEqual([404, 'no_message']);
  });
});

describe('Bad values: refuse to start, name the variable', () => {
  it.each([
    ['PORT', 'eighty'],
    ['JT808_PORT', '70000'],
    ['SITONG_DEMO', 'yes'],
    ['DATABASE_URL', 'mysql://x'],
    ['PUBLIC_URL', 'example.cn/x'],
    ['JT808_REQUIRE_AUTH', 'maybe'],
  ])('%s=%s', (name, value) => {
    const result = parseConfig({ [name]: value }, '/');
    expect(result.kind === 'refused' ? result.problems.map(({ variable }) => variable) : result.kind).toEqual([name]);
  });

  it('as a process: exit code 1 and the name, for a port and for certificates that are not there or are none', async () => {
    const none = join(stranger.dataDir, 'none.pem');
    const junk = join(stranger.dataDir, 'junk.pem');
    writeFileSync(junk, 'no certificate');
    for (const [env, named] of [
      [{ PORT: 'eighty' }, 'PORT'],
      [{ TLS_CERT: none, TLS_KEY: none }, 'TLS_CERT'],
      [{ TLS_CERT: junk, TLS_KEY: junk }, 'TLS_CERT'],
      [{ TLS_KEY: junk }, 'TLS_CERT'],
    ] as const) {
      const { code, err } = await main(env);
      expect([env, code]).toEqual([env, 1]);
      expect(err).toMatch(new RegExp(`\\b${named}\\b`));
    }
  });
});
