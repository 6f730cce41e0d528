import { newId } from '@sitong/shared/kernel/ids.ts';
import pino from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildApp } from '../../app.ts';
import { parseConfig } from '../../config.ts';
import { withTestDatabase } from '../../testing/database.ts';
import { ErrorSchema } from '../../testing/outer-contract.ts';

/** An empty county: SITONG_DEMO=0, nothing seeded, nobody known. */
const database = await withTestDatabase();
const parsed = parseConfig({ PORT: '0', JT808_PORT: '0', SITONG_DEMO: '0' }, process.cwd());
if (parsed.kind === 'refused') throw new Error(JSON.stringify(parsed.problems));
const { config } = parsed;
const app = await buildApp({ config, databaseUrl: database.url, logger: pino({ level: 'silent' }), now: Date.now });
afterAll(() => app.close());
const url = await app.listen();
const setup = await app.services.apiTokens.create('setup', ['admin'], 'live', 'test');

const TellSchema = z.object({
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  refusedRows: z.number(),
  refused: z.array(z.object({ row: z.number(), path: z.string(), message: z.string() })),
});

async function bring(kind: string, text: string, { dryRun = '0', type = 'text/csv', crs = 'wgs84' } = {}) {
  const response = await fetch(`${url}/api/imports/${kind}?dryRun=${dryRun}&crs=${crs}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${setup}`, 'content-type': type },
    body: text,
  });
  if (!response.ok) throw new Error(`${kind}: ${response.status} ${await response.text()}`);
  return TellSchema.parse(await response.json());
}

const lines = (...rows: string[]): string => rows.join('\n');
const COUNTY = '610525000000';
const DIVISIONS = lines(
  'code,name,lon,lat,population,households',
  `${COUNTY},澄城县,109.93,35.19,380000,100000`,
  '610525101000,冯原镇,109.85,35.33,20000,5000',
  '610525101233,善化村,109.877,35.345,788,200',
);
const PERSONS = lines(
  'id,name,phone,division,unit,title',
  `p-1,王晓燕,13800000001,${COUNTY},应急局,值班员`,
  `p-2,张明远,13800000002,${COUNTY},县政府,指挥长`,
  'p-3,雷振江,13800000003,610525101000,应急队,队长',
);

describe('a bureau loads its own county', () => {
  it('says what would change, and changes nothing, in a dry run', async () => {
    expect(await bring('divisions', DIVISIONS, { dryRun: '1' })).toMatchObject({
      added: 3,
      changed: 0,
      refusedRows: 0,
    });
    expect(app.services.master.county.divisions.size).toBe(0);
  });

  it('takes the good rows and lists the others, and refuses what names nobody', async () => {
    await bring('county', lines('county,title', `${COUNTY},澄城县应急管理局`));
    expect(await bring('divisions', DIVISIONS)).toMatchObject({ added: 3 });
    expect(
      await bring('persons', `${PERSONS}\np-4,某,1,${COUNTY},a,b\np-5,某,13800000005,110101001000,a,b`),
    ).toMatchObject({
      added: 3,
      refusedRows: 2,
      refused: [
        { row: 5, path: 'phone' },
        { row: 6, path: 'division', message: 'the county has no division 110101001000; import it first' },
      ],
    });
    expect(await bring('persons', PERSONS.replace('13800000001', '13900000001'))).toMatchObject({
      changed: 1,
      unchanged: 2,
    });
  });

  it('brings posts, teams, boundaries and roads', async () => {
    await bring(
      'posts',
      lines(
        'id,name,division,holder,deputies,signsWarning,signsResponse,signsReport',
        `duty-officer,值班员,${COUNTY},p-1,,,,0`,
        `commander,指挥长,${COUNTY},p-2,,1,1,1`,
      ),
    );
    await bring(
      'teams',
      lines(
        'id,name,kind,division,lon,lat,leader,members,vehicles,skills,departWithinMin',
        'team-1,冯原1队,town,610525101000,109.85,35.33,p-3,18,2,evacuation;lighting,10',
      ),
    );
    const area = {
      type: 'Polygon',
      coordinates: [
        [
          [109.87, 35.34],
          [109.89, 35.34],
          [109.89, 35.35],
          [109.87, 35.34],
        ],
      ],
    };
    const geojson = (features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });
    const json = { type: 'application/geo+json' };
    const boundaries = geojson([
      { type: 'Feature', properties: { code: '610525101233' }, geometry: area },
      { type: 'Feature', properties: { code: '610525999000' }, geometry: area },
    ]);
    expect(await bring('boundaries', boundaries, json)).toMatchObject({
      changed: 1,
      refused: [{ row: 2, path: 'properties.code' }],
    });
    const road = {
      type: 'LineString',
      coordinates: [
        [109.85, 35.33],
        [109.86, 35.335],
        [109.877, 35.345],
      ],
    };
    await bring(
      'roads',
      geojson([{ type: 'Feature', properties: { class: 'county', name: '冯善路' }, geometry: road }]),
      json,
    );
    expect(app.services.master.county.divisions.get('610525101233')?.rings).toHaveLength(1);
    expect(await bring('divisions', DIVISIONS)).toMatchObject({ unchanged: 3 });
    expect(app.services.master.roads?.edgeName).toEqual(['冯善路']);
  });

  it('and works with it: an officer signs in, reports an incident, is offered the team by road, sends it', async () => {
    const json = { 'content-type': 'application/json' };
    const made = await fetch(`${url}/api/accounts`, {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${setup}` },
      body: JSON.stringify({ username: 'wang', person: 'p-1', roles: ['duty_officer', 'admin'], division: COUNTY }),
    });
    const { password } = z.object({ password: z.string() }).parse(await made.json());
    const signedIn = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ username: 'wang', password }),
    });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await signedIn.json()).toMatchObject({ name: '王晓燕', posts: ['duty-officer'] });
    const act = async (intent: unknown): Promise<unknown> => {
      const body = JSON.stringify({ commandId: newId(), intent });
      return (await fetch(`${url}/api/intents`, { method: 'POST', headers: { ...json, cookie }, body })).json();
    };
    const incidentId = newId();
    const place = { point: { lon: 109.877, lat: 35.345 }, division: '610525101233', name: '善化村' };
    expect(
      await act({
        type: 'ReportIncident',
        incidentId,
        hazard: 'flash_flood',
        title: '山洪 善化村',
        grade: 3,
        place: { ...place, by: 'name' },
        source: { kind: 'duty' },
        text: '',
        photos: [],
        notDuplicateOf: [],
        figures: [],
      }),
    ).toMatchObject({ ok: true });
    const offered = await (
      await fetch(`${url}/api/recommend?incidentId=${incidentId}&skills=evacuation`, { headers: { cookie } })
    ).json();
    expect(offered).toMatchObject({ ranked: [{ team: 'team-1', travel: { km: expect.closeTo(3, 0) } }] });
    const content = {
      task: '转移',
      skills: ['evacuation'],
      destination: place,
      hazards: '',
      protection: '',
      feedbackMin: 30,
    };
    expect(
      await act({
        type: 'DispatchTeam',
        orderId: newId(),
        incidentId,
        team: 'team-1',
        exclusive: true,
        voice: false,
        content,
      }),
    ).toMatchObject({ ok: true });
  });

  it('writes each import into the log', async () => {
    const { rows } = await database.pool.query<{ body: string }>(`SELECT body FROM events WHERE type = 'Administered'`);
    expect(rows.filter(({ body }) => body.includes('基础数据导入')).length).toBeGreaterThan(5);
  });

  it('hears of changes made by another node', async () => {
    const { master } = app.services;
    const { MasterStore } = await import('../../plumbing/master/master-store.ts');
    const row = { id: 'c-1', name: '值班室', phone: '0913-5550110', division: COUNTY };
    await new MasterStore(database.pool).put('contact', [{ id: 'c-1', row }], 'other node', new Date());
    await expect.poll(() => master.county.contacts.get('c-1')?.phone).toBe('0913-5550110');
  });

  it('refuses what is no table of that kind, who may not, and a form it does not read', async () => {
    const ask = (kind: string, body: string, type: string, bearer = setup) =>
      fetch(`${url}/api/imports/${kind}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': type },
        body,
      });
    const codeOf = async (response: Response) => ErrorSchema.parse(await response.json()).error.code;
    expect(await codeOf(await ask('persons', 'id,name\n1,2', 'text/csv'))).toBe('column_missing');
    expect(await codeOf(await ask('persons', '{}', 'application/json'))).toBe('wrong_form');
    expect(await codeOf(await ask('roads', '{}', 'application/json'))).toBe('geojson_invalid');
    expect(
      await codeOf(await ask('persons', 'PK', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')),
    ).toBe('xlsx_invalid');
    expect((await ask('persons', 'x', 'image/png')).status).toBe(415);
    const reader = await app.services.apiTokens.create('reader', ['read'], 'live', 'test');
    expect((await ask('persons', PERSONS, 'text/csv', reader)).status).toBe(403);
    const template = await fetch(`${url}/api/imports/persons/template.csv`, {
      headers: { authorization: `Bearer ${setup}` },
    });
    expect(await template.text()).toContain('电话(phone)');
  });
});
