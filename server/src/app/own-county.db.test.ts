import { newId } from '@sitong/shared/kernel/ids.ts';
import { ImportStateSchema, ImportToldSchema } from '@sitong/shared/kernel/master/import-told.ts';
import { MapGroundSchema } from '@sitong/shared/kernel/master/map-ground.ts';
import { afterAll, describe, expect, it } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { z } from 'zod';
import { LIUGOU, mediaTypeOf, OWN_COUNTY, OWN_COUNTY_CODE, ownCountyBytes } from '../testing/own-county.ts';
import { dropFolder, newFolder, type ServerProcess, startProcess } from '../testing/server-process.ts';
import { decodeText } from './imports/sheet.ts';

/**
 * SITONG_DEMO=0 plus imports is a usable county: a real process on an empty folder, and nothing but the doors a
 * bureau has.
 */
const dataDir = newFolder('own-county');
const env = { SITONG_DEMO: '0', SITONG_DEMO_PASSWORD: '' };
let server: ServerProcess = await startProcess({ dataDir, env });
let url = await server.url();
afterAll(async () => {
  await server.end('SIGTERM');
  await dropFolder(dataDir);
});

const MINUTE = 60_000;
const iso = (ms: number): string => new Date(ms).toISOString();
const PasswordSchema = z.object({ password: z.string() });
const AnswerSchema = z.looseObject({ ok: z.boolean() });
const cookies = new Map<string, string>();

async function signIn(username: string, password: string): Promise<void> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  expect(answer.status, `${username} signs in`).toBe(200);
  cookies.set(username, answer.headers.get('set-cookie')?.split(';')[0] ?? '');
}

function ask(who: string, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('cookie', cookies.get(who) ?? '');
  return fetch(`${url}${path}`, { ...init, headers });
}

function send(who: string, path: string, body: unknown, method = 'POST'): Promise<Response> {
  return ask(who, path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

async function get(who: string, path: string): Promise<unknown> {
  const answer = await ask(who, path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function act(who: string, intent: object): Promise<void> {
  const answer = AnswerSchema.parse(await (await send(who, '/api/intents', { commandId: newId(), intent })).json());
  expect(answer, JSON.stringify(intent).slice(0, 80)).toMatchObject({ ok: true });
}

async function bring(kind: string, bytes: Buffer, type: string, crs: string, dryRun: '0' | '1') {
  const answer = await ask('admin', `/api/imports/${kind}?dryRun=${dryRun}&crs=${crs}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: new Uint8Array(bytes),
  });
  if (!answer.ok) throw new Error(`${kind}: ${answer.status} ${await answer.text()}`);
  return ImportToldSchema.parse(await answer.json());
}

const firstPassword = (): string | undefined =>
  server.said.map((line) => /sign in as admin; password: (\S+)/.exec(line)?.[1]).find((found) => found !== undefined);

describe('an empty system', () => {
  it('prints the first administrator once, and never again', async () => {
    const password = firstPassword();
    expect(password).toMatch(/^\S{12,}$/);
    await server.end('SIGTERM');
    server = await startProcess({ dataDir, env });
    url = await server.url();
    expect(firstPassword()).toBeUndefined();
    await signIn('admin', password ?? '');
  });

  it('is not filled with the demo county by a start that forgot SITONG_DEMO=0', async () => {
    await server.end('SIGTERM');
    server = await startProcess({ dataDir, env: { SITONG_DEMO: '1' } });
    url = await server.url();
    expect(server.said.join('\n')).toContain('the demo county was not loaded');
    expect(ImportStateSchema.parse(await get('admin', '/api/imports'))).toMatchObject({
      datum: 'none',
      counts: { divisions: 0, persons: 0 },
    });
    expect(MapGroundSchema.parse(await get('admin', '/api/map'))).toMatchObject({ datum: 'none', vectors: [] });
  });
});

describe('its county comes by imports', () => {
  it.each(OWN_COUNTY)('$kind from $file: a dry run changes nothing, then every row is taken', async (one) => {
    const bytes = ownCountyBytes(one.file);
    const type = mediaTypeOf(one.file);
    const dry = await bring(one.kind, bytes, type, one.crs, '1');
    expect(dry).toMatchObject({ dryRun: true, read: one.rows, refused: [], refusedRows: 0 });
    const real = await bring(one.kind, bytes, type, one.crs, '0');
    expect(real).toMatchObject({ ...dry, dryRun: false });
    expect(real.rows.filter(({ what }) => what !== 'unchanged')).not.toEqual([]);
    const again = await bring(one.kind, bytes, type, one.crs, '1');
    expect([again.added, again.changed]).toEqual([0, 0]);
  });

  it('the same people as a workbook are the same people', async () => {
    const lines = decodeText(ownCountyBytes('persons.csv')).replace('\ufeff', '').trim().split('\r\n');
    const cells = lines.map((line) => line.split(',').map((value) => ({ value, type: String })));
    const book = await writeExcelFile(cells).toBuffer();
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    expect(await bring('persons', book, type, 'wgs84', '1')).toMatchObject({
      unchanged: 31,
      changed: 0,
      refusedRows: 0,
    });
  });

  it('what changed is told by row and field, what is refused by row, column and code', async () => {
    const header = 'id,name,phone,division,unit,title\n';
    const told = await bring(
      'persons',
      Buffer.from(
        `${header}p-ql-duty,白晓,13900000000,${OWN_COUNTY_CODE},青岭县应急管理局,值班员\np-new,=1+1,12,${OWN_COUNTY_CODE},a,b\np-x,某,13800000000,110101001000,a,b\n`,
      ),
      'text/csv',
      'wgs84',
      '1',
    );
    expect(told).toMatchObject({
      rows: [{ row: 2, id: 'p-ql-duty', what: 'changed', fields: ['phone'] }],
      refused: [
        { row: 3, path: 'name', code: 'formula' },
        { row: 4, path: 'division', code: 'unknown_reference' },
      ],
    });
  });

  it('and is drawn on the map from its own boundaries, roads and water', async () => {
    const ground = MapGroundSchema.parse(await get('admin', '/api/map'));
    expect(ground).toMatchObject({ datum: 'own', terrain: null, raster: null });
    expect(ground.vectors[0]?.layers).toEqual(
      expect.arrayContaining(['town', 'village', 'boundary', 'place', 'road', 'river', 'water', 'veil']),
    );
  });
});

describe('the county works', () => {
  it('the administrator makes its people accounts, and they sign in', async () => {
    const people = [
      ['duty', 'p-ql-duty', ['duty_officer'], OWN_COUNTY_CODE],
      ['leader', 'p-ql-leader', ['duty_leader'], OWN_COUNTY_CODE],
      ['commander', 'p-ql-commander', ['commander'], OWN_COUNTY_CODE],
      ['team1', 'p-ql-team1', ['team_lead'], undefined],
    ] as const;
    for (const [username, person, roles, division] of people) {
      const made = await send('admin', '/api/accounts', { username, person, roles, division });
      expect(made.status).toBe(201);
      await signIn(username, PasswordSchema.parse(await made.json()).password);
    }
    expect(await get('duty', '/api/session')).toMatchObject({ name: '白晓', posts: ['duty-officer'] });
  });

  it('a reading of an imported gauge raises an alarm at its imported mark', async () => {
    const made = await send('admin', '/api/tokens', { name: '水文网关', scopes: ['ingest'] });
    const { token } = z.object({ token: z.string() }).parse(await made.json());
    const now = Date.now();
    const readings = [613.2, 614.6].map((value, i) => ({
      sensor: 'wl-dawan',
      quantity: 'level',
      value,
      observedAt: iso(now - (2 - i) * 5 * MINUTE),
    }));
    const answer = await fetch(`${url}/api/ingest/readings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ readings }),
    });
    expect(await answer.json()).toMatchObject({ stored: 2 });
    const EventsSchema = z.object({ events: z.array(z.object({ type: z.string(), body: z.unknown() })) });
    const log = EventsSchema.parse(await get('duty', '/api/log?since=0'));
    expect(log.events).toContainEqual(
      expect.objectContaining({
        type: 'AlarmRaised',
        body: expect.objectContaining({ cause: expect.objectContaining({ sensor: 'wl-dawan', threshold: 'leave' }) }),
      }),
    );
  });

  const incidentId = newId();
  it('an incident is put to an imported village that was found by its pinyin', async () => {
    const NamesSchema = z.array(z.object({ kind: z.string(), id: z.string(), name: z.string(), initials: z.string() }));
    const typed = NamesSchema.parse(await get('duty', '/api/names')).filter(({ initials }) => initials === 'lgc');
    expect(typed).toMatchObject([{ kind: 'division', id: LIUGOU, name: '柳沟村' }]);
    await act('duty', {
      type: 'ReportIncident',
      incidentId,
      hazard: 'flash_flood',
      title: '山洪 柳沟村',
      grade: 2,
      place: { point: { lon: 107.65239, lat: 33.32192 }, division: LIUGOU, name: '柳沟村', by: 'name' },
      source: { kind: 'duty' },
      text: '沟口组进水',
      photos: [],
      notDuplicateOf: [],
      figures: [],
    });
  });

  it('an imported team is offered with the time on the imported roads, and is sent', async () => {
    const offered = await get('duty', `/api/recommend?incidentId=${incidentId}&skills=evacuation`);
    const RankedSchema = z.object({
      ranked: z.array(z.object({ team: z.string(), travel: z.object({ km: z.number(), minutes: z.number() }) })),
    });
    const { ranked } = RankedSchema.parse(offered);
    expect(ranked.map(({ team }) => team)).toEqual(['team-ql-1', 'team-ql-2']);
    // 双河 to 柳沟 is 12 km as the crow flies; the way goes round by 大湾 on county and village road.
    expect(ranked[0]?.travel.km).toBeGreaterThan(14);
    expect(ranked[0]?.travel.minutes).toBeGreaterThan(15);
    await act('duty', {
      type: 'DispatchTeam',
      orderId: newId(),
      incidentId,
      team: 'team-ql-1',
      exclusive: true,
      voice: false,
      content: {
        task: '转移群众',
        skills: ['evacuation'],
        destination: { point: { lon: 107.65239, lat: 33.32192 }, division: LIUGOU, name: '柳沟村' },
        hazards: '',
        protection: '',
        feedbackMin: 30,
      },
    });
    expect(await get('team1', '/api/orders')).toMatchObject({ orders: [{ team: 'team-ql-1' }] });
  });

  it('a warning is drafted, checked, signed, and calls the imported chain of its villages by name', async () => {
    const warningId = newId();
    await act('duty', {
      type: 'DraftWarning',
      warningId,
      incidentId,
      content: {
        hazard: 'flash_flood',
        level: 2,
        headline: '青岭县应急管理局发布山洪灾害橙色预警[Ⅱ级/重大]',
        text: '柳沟村上游强降雨',
        instruction: '沟口低洼处人员立即转移',
        scope: { divisions: [LIUGOU], rings: [], areaText: '柳沟村' },
        expiresAt: iso(Date.now() + 180 * MINUTE),
      },
    });
    await act('leader', { type: 'CheckWarning', warningId, note: '' });
    await act('commander', { type: 'SignWarning', warningId, signing: { mode: 'signed', post: 'commander' } });
    const EventsSchema = z.object({ events: z.array(z.object({ type: z.string(), body: z.looseObject({}) })) });
    const called = async () =>
      EventsSchema.parse(await get('duty', '/api/log?since=0'))
        .events.filter(({ type }) => type === 'CallOpened')
        .map(({ body }) => body['person']);
    await expect
      .poll(called, { timeout: 40_000, interval: 500 })
      .toEqual(expect.arrayContaining(['p-ql-100201-s', 'p-ql-100201-g', 'p-ql-100-duty', 'p-ql-commander']));
    expect(await called()).not.toContain('p-ql-101202-s');
  });
});
