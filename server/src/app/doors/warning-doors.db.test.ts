import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ErrorSchema, IncomingSchema, RefusedSchema } from '../../testing/outer-contract.ts';
import { buildTestApp } from '../../testing/test-app.ts';

/** The evening of the sample warnings. */
const EVENING = Date.parse('2026-07-12T17:45:00+08:00');
const started = Date.now();
let ahead = 0;
const test = await buildTestApp({ now: () => EVENING + (Date.now() - started) + ahead });
const ingest = await test.token(['ingest']);
const read = await test.token(['read']);

const fixture = (name: string): Buffer => readFileSync(new URL(`../../ingest/cap/fixtures/${name}`, import.meta.url));
const ALERT = fixture('cap/zh-CN-chengcheng-rainstorm-1-alert.xml');
const UPDATE = fixture('cap/zh-CN-chengcheng-rainstorm-2-update.xml');
const SENDER = 'Chengcheng_County_Meteorological_Observatory';

function post(body: Buffer | string, bearer = ingest, path = '/api/ingest/cap'): Promise<Response> {
  return test.fetch(path, bearer, { method: 'POST', headers: { 'content-type': 'application/cap+xml' }, body });
}

async function warnings(bearer = read) {
  return IncomingSchema.parse(await test.get('/api/incoming-warnings', bearer)).warnings;
}

async function warning(identifier: string, bearer = read) {
  return (await warnings(bearer)).find((one) => one.identifier === identifier);
}

const inForce = (world = 'live') =>
  Object.values(test.app.services.worlds.get(world)?.runtime.state.monitoring.incoming ?? {}).map(
    ({ identifier }) => identifier,
  );

interface Own {
  id: string;
  msgType?: string;
  status?: string;
  references?: string;
  sent?: string;
  expires?: string;
  area?: string;
  headline?: string;
}

function own({ id, msgType = 'Alert', status = 'Actual', references, sent, expires, area, headline }: Own): string {
  const info = `<info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Immediate</urgency>
    <severity>Severe</severity><certainty>Observed</certainty><expires>${expires ?? '2026-07-12T23:00:00+08:00'}</expires>
    <headline>${headline ?? '暴雨橙色预警'}</headline>${
      area ??
      '<area><areaDesc>善化村</areaDesc><geocode><valueName>行政区划</valueName><value>610525101233</value></geocode></area>'
    }</info>`;
  return `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${id}</identifier><sender>test@sitong</sender>
    <sent>${sent ?? '2026-07-12T17:30:00+08:00'}</sent><status>${status}</status><msgType>${msgType}</msgType>
    <scope>Public</scope>${references === undefined ? '' : `<references>${references}</references>`}${info}</alert>`;
}

describe('CAP door', () => {
  it('stores a valid message, brings it into the live state and alarms', async () => {
    const answer = await post(ALERT);
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ status: 'stored', warnings: [{ state: 'active', level: 2 }] });
    expect(await warning('61052541600000_20260712161500')).toMatchObject({
      sender: SENDER,
      sent: '2026-07-12T16:15:00+08:00',
      status: 'Actual',
      msgType: 'Alert',
      headline: '澄城县气象台发布暴雨橙色预警[II级/严重]',
      severity: 'Severe',
      state: 'active',
      divisions: ['610525000000'],
    });
    expect(inForce()).toContain('61052541600000_20260712161500');
  });

  it('answers a repeat 200 duplicate and stores nothing twice', async () => {
    const answer = await post(ALERT);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ status: 'duplicate', duplicate: true });
    expect((await warnings()).filter(({ identifier }) => identifier.endsWith('161500'))).toHaveLength(1);
  });

  it('refuses another content under a taken name with 409; the first stays', async () => {
    const answer = await post(ALERT.toString('utf8').replace('50毫米', '500毫米'));
    expect(answer.status).toBe(409);
    expect(ErrorSchema.parse(await answer.json()).error).toMatchObject({ code: 'identifier_taken' });
    expect(inForce()).toContain('61052541600000_20260712161500');
  });

  it('an update supersedes what it names, in the register and in the live state', async () => {
    expect((await post(UPDATE)).status).toBe(201);
    expect((await warning('61052541600000_20260712161500'))?.state).toBe('superseded');
    expect(await warning('61052541600000_20260712174000')).toMatchObject({ state: 'active', level: 1 });
    expect(inForce()).toEqual(['61052541600000_20260712174000']);
  });

  it('refuses a message without its required scope: 422 with code, message and path, the bytes listed', async () => {
    const answer = await post(fixture('cap/invalid.cap'));
    expect(answer.status).toBe(422);
    const { error } = ErrorSchema.parse(await answer.json());
    expect(error.path).toContain('scope');
    const { refused } = RefusedSchema.parse(await test.get('/api/ingest/refused?source=cap', read));
    expect(refused[0]).toMatchObject({ source: 'cap', code: error.code });
    expect(Buffer.from(refused[0]?.raw ?? '', 'base64').toString()).toContain('Missing required Scope');
  });

  it('a cancel ends what it names; one that comes first waits for it', async () => {
    const references = 'test@sitong,to-cancel,2026-07-12T17:30:00+08:00';
    const cancel = own({ id: 'the-cancel', msgType: 'Cancel', references, sent: '2026-07-12T17:40:00+08:00' });
    expect((await post(cancel)).status).toBe(201);
    expect((await post(own({ id: 'to-cancel' }))).status).toBe(201);
    expect((await warning('to-cancel'))?.state).toBe('cancelled');
    expect(inForce()).not.toContain('to-cancel');
  });

  it('an exercise is listed as not live, and never in the live state', async () => {
    expect((await post(own({ id: 'practice', status: 'Exercise' }))).status).toBe(201);
    expect(await warning('practice')).toMatchObject({ state: 'not-live', status: 'Exercise' });
    expect(inForce()).not.toContain('practice');
  });

  it('what is drawn elsewhere on earth is listed and not in force here', async () => {
    const area = '<area><areaDesc>Nevada</areaDesc><polygon>39,-119 40,-119 40,-118 39,-119</polygon></area>';
    await post(own({ id: 'nevada', area }));
    const listed = await warning('nevada');
    expect(listed).toMatchObject({ state: 'active', area: { type: 'MultiPolygon' } });
    expect(listed?.notes.map(({ code }) => code)).toContain('outside_county');
    expect(inForce()).not.toContain('nevada');
  });

  it('an area drawn over the county names the villages in it', async () => {
    const area = '<area><areaDesc>河谷</areaDesc><circle>35.33,109.88 2</circle></area>';
    await post(own({ id: 'valley', area }));
    expect((await warning('valley'))?.divisions).toEqual(['610525101233']);
  });

  it('a DOCTYPE is refused, whatever it declares', async () => {
    const answer = await post(`<!DOCTYPE alert [<!ENTITY a "b">]>${own({ id: 'xxe' })}`);
    expect(answer.status).toBe(422);
  });

  it('takes the messages of an EDXL-DE envelope', async () => {
    const answer = await post(fixture('edxl/bushfire_valid.edxlde'));
    expect(answer.status).toBe(201);
    expect(z.object({ warnings: z.array(z.unknown()) }).parse(await answer.json()).warnings.length).toBeGreaterThan(0);
  });

  it('every sample is answered, none with an error of ours', async () => {
    const names = ['weather', 'earthquake', 'earthquake_signed', 'wcatwc-warning', 'australia', 'noaa_errors'];
    for (const name of names) {
      const answer = await post(fixture(`cap/${name}.cap`));
      expect([name, answer.status]).toEqual([name, expect.toBeOneOf([200, 201, 422])]);
    }
  });
});

describe('CAP feed door', () => {
  const feed = (body: Buffer | string) => post(body, ingest, '/api/ingest/cap-feed');

  it('takes the messages a feed carries and lists its links', async () => {
    const entry = (inside: string, id: string) =>
      `<entry><id>${id}</id><title>t</title><updated>2026-07-12T17:30:00+08:00</updated>${inside}</entry>`;
    const carried = entry(`<content type="application/cap+xml">${own({ id: 'in-feed' })}</content>`, 'urn:1');
    const linked = entry('<link href="https://example.org/a.cap"/>', 'urn:2');
    const body = `<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><title>f</title>${carried}${linked}</feed>`;
    const answer = await feed(body);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      entries: 2,
      stored: 1,
      linked: [{ link: 'https://example.org/a.cap' }],
    });
    expect(await (await feed(body)).json()).toMatchObject({ stored: 0, duplicates: 1 });
  });

  it('what is no feed is 422', async () => {
    expect((await feed('<html/>')).status).toBe(422);
  });
});

describe('time and worlds', () => {
  it('after a restart the chain is the same: repeats are known, references still act', async () => {
    await test.restart();
    expect((await post(UPDATE)).status).toBe(200);
    const references = `${SENDER},61052541600000_20260712174000,2026-07-12T17:40:00+08:00`;
    const foreign = own({ id: 'foreign', msgType: 'Cancel', references, sent: '2026-07-12T17:45:00+08:00' });
    await post(foreign);
    expect((await warning('61052541600000_20260712174000'))?.state).toBe('active');
    expect((await warning('foreign'))?.notes.map(({ code }) => code)).toContain('reference_other_sender');
    const rightful = foreign.replace('foreign', 'rightful').replace('test@sitong', SENDER);
    await post(rightful);
    expect((await warning('61052541600000_20260712174000'))?.state).toBe('cancelled');
    expect(inForce()).not.toContain('61052541600000_20260712174000');
  });

  it('a warning past its end is expired', async () => {
    await post(own({ id: 'short', expires: '2026-07-12T18:30:00+08:00' }));
    expect((await warning('short'))?.state).toBe('active');
    ahead = 2 * 3_600_000;
    expect((await warning('short'))?.state).toBe('expired');
    await post(own({ id: 'stale', expires: '2026-07-12T18:30:00+08:00' }));
    expect((await warning('stale'))?.state).toBe('expired');
    expect(inForce()).not.toContain('stale');
  });

  it('a drill has its own tokens and its own warnings; its exercise messages are real there', async () => {
    const drill = await test.app.services.worlds.startDrill({
      title: '防汛演练',
      scenario: 'test',
      startAt: '2026-07-12T17:45:00+08:00',
      speed: 1,
    });
    const { world } = drill.runtime;
    const token = await test.token(['ingest', 'read'], world);
    expect((await post(own({ id: 'drill-1', status: 'Exercise' }), token)).status).toBe(201);
    expect((await warning('drill-1', token))?.state).toBe('active');
    expect(inForce(world)).toEqual(['drill-1']);
    expect(await warning('drill-1')).toBeUndefined();
    await test.app.services.worlds.closeDrill(world);
    expect((await post(own({ id: 'drill-2' }), token)).status).toBe(409);
  });
});
