import { EnvelopeSchema } from '@sitong/shared/kernel/envelope.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { IncomingSchema } from '../outer-contract.ts';
import { expectError, Stranger, sample } from './stranger.ts';

const stranger = new Stranger();
beforeAll(async () => {
  await stranger.start();
  await stranger.makeTokens();
});
afterAll(() => stranger.leave());

const TakenSchema = z.looseObject({ stored: z.number(), duplicate: z.boolean(), duplicates: z.number() });
const cap = (name: string): Buffer => sample(`cap/fixtures/cap/${name}`);
const ALERT = cap('zh-CN-chengcheng-rainstorm-1-alert.xml');
const UPDATE = cap('zh-CN-chengcheng-rainstorm-2-update.xml');
const CAP = '/api/ingest/cap';

/** A message as the samples are, with other times and names: sent now, in force for an hour. */
function capNow(change: (text: string) => string): string {
  const at = (minutes: number) =>
    `${new Date(Date.now() + minutes * 60_000 + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
  const text = ALERT.toString()
    .replaceAll('2026-07-12T16:15:00+08:00', at(-5))
    .replaceAll('_20260712161500', '_20261122000000');
  return change(text.replaceAll('</effective>', `</effective><expires>${at(60)}</expires>`));
}

async function incoming(identifier: string) {
  const { warnings } = IncomingSchema.parse((await stranger.get('/api/incoming-warnings')).json);
  return warnings.filter((one) => one.identifier === identifier);
}

describe('`POST /api/ingest/cap` (one CAP or EDXL-DE)', () => {
  it('2xx with what was stored, then duplicate: July is over, so it is listed as expired', async () => {
    const first = await stranger.post(CAP, ALERT, 'application/xml');
    expect(first.status).toBe(201);
    expect(TakenSchema.parse(first.json)).toMatchObject({ stored: 1, duplicate: false });
    expect(await incoming('61052541600000_20260712161500')).toMatchObject([
      {
        sender: 'Chengcheng_County_Meteorological_Observatory',
        sent: '2026-07-12T16:15:00+08:00',
        status: 'Actual',
        msgType: 'Alert',
        headline: '澄城县气象台发布暴雨橙色预警[II级/严重]',
        severity: 'Severe',
        level: 2,
        state: 'expired',
        divisions: ['610525000000'],
        notes: [{ code: 'expires_derived' }],
      },
    ]);
    for (const type of [
      'text/xml; charset=utf-8',
      'application/cap+xml',
      'application/octet-stream',
      undefined,
      'application/x-www-form-urlencoded',
    ]) {
      const again = await stranger.post(CAP, ALERT, type);
      expect([type, again.status]).toEqual([type, 200]);
      expect(TakenSchema.parse(again.json)).toMatchObject({ stored: 0, duplicate: true, duplicates: 1 });
    }
  });

  it('an Update supersedes what it names, a Cancel ends it, also when the Cancel comes first', async () => {
    expect((await stranger.post(CAP, UPDATE, 'application/xml')).status).toBe(201);
    expect(await incoming('61052541600000_20260712161500')).toMatchObject([{ state: 'superseded' }]);
    expect(await incoming('61052541600000_20260712174000')).toMatchObject([
      { divisions: ['610525101000'], level: 1, state: 'expired' },
    ]);
    const alert = capNow((text) => text);
    const sent = /<sent>([^<]*)</.exec(alert)?.[1] ?? '';
    const cancel = capNow((text) =>
      text
        .replace('_20261122000000<', '_20261122000001<')
        .replace('<msgType>Alert', '<msgType>Cancel')
        .replace(
          '</scope>',
          `</scope><references>Chengcheng_County_Meteorological_Observatory,61052541600000_20261122000000,${sent}</references>`,
        ),
    );
    expect((await stranger.post(CAP, cancel, 'application/xml')).status).toBe(201);
    expect((await stranger.post(CAP, alert, 'application/xml')).status).toBe(201);
    expect(await incoming('61052541600000_20261122000000')).toMatchObject([{ state: 'cancelled' }]);
  });

  it('one in force is active, and stands in the log', async () => {
    const alert = capNow((text) => text.replace('_20261122000000', '_20261122000002'));
    expect((await stranger.post(CAP, alert, 'application/xml')).status).toBe(201);
    expect(await incoming('61052541600000_20261122000002')).toMatchObject([{ state: 'active' }]);
    const { events, head } = z
      .looseObject({ events: z.array(EnvelopeSchema), head: z.number() })
      .parse((await stranger.get('/api/log?since=0')).json);
    expect(events.length).toBeGreaterThan(0);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
    expect(head).toBe(events.length);
    expect(JSON.stringify(events)).toContain('61052541600000_20261122000002');
    const paged: number[] = [];
    const Page = z.looseObject({ events: z.array(EnvelopeSchema), next: z.number().optional() });
    for (let since: number | undefined = 0; since !== undefined; ) {
      const page: z.infer<typeof Page> = Page.parse((await stranger.get(`/api/log?since=${since}&limit=1`)).json);
      paged.push(...page.events.map(({ seq }) => seq));
      since = page.next;
    }
    // What the pillars make of the warning may follow while the pages are read.
    expect(paged.length).toBeGreaterThanOrEqual(events.length);
    expect(paged).toEqual(paged.map((_, at) => at + 1));
  });

  it.each(['Exercise', 'Test'])('%s is not-live', async (status) => {
    const text = capNow((one) =>
      one.replace('>Actual<', `>${status}<`).replace('_20261122000000', `_2026112200001${status.length % 10}`),
    );
    expect((await stranger.post(CAP, text, 'application/xml')).status).toBe(201);
    expect(await incoming(`61052541600000_2026112200001${status.length % 10}`)).toMatchObject([
      { status, state: 'not-live' },
    ]);
  });

  it('a message that refers to itself stays as it is', async () => {
    const text = capNow((one) => {
      const own = one.replace('_20261122000000', '_20261122000020').replace('<msgType>Alert', '<msgType>Update');
      const sent = /<sent>([^<]*)</.exec(own)?.[1] ?? '';
      return own.replace(
        '</scope>',
        `</scope><references>Chengcheng_County_Meteorological_Observatory,61052541600000_20261122000020,${sent}</references>`,
      );
    });
    expect((await stranger.post(CAP, text, 'application/xml')).status).toBe(201);
    expect(await incoming('61052541600000_20261122000020')).toMatchObject([{ state: 'active' }]);
  });

  it.each([
    ['invalid.cap', 'element_missing'],
    ['noaa_errors.cap', 'value_invalid'],
    ['alertswiss-POA-1222963954-5.xml', 'category_missing'],
  ])('%s is refused with %s, and listed', async (name, code) => {
    expectError(await stranger.post(CAP, cap(name), 'application/xml'), 422, code);
    expect(await stranger.refusedNewest('cap')).toMatchObject({
      source: 'cap',
      path: expect.stringContaining('/alert'),
    });
  });

  it.each([
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><alert>&x;</alert>'],
    ['nothing', ''],
    ['JSON', '{}'],
    ['XML that ends early', ALERT.subarray(0, 700).toString()],
  ])('%s is refused with 422', async (_what, body) => {
    expectError(await stranger.post(CAP, body, 'application/xml'), 422);
  });

  it('413, 415 in the one form, and listed', async () => {
    expectError(await stranger.post(CAP, `<a>${'x'.repeat(1_100_000)}</a>`, 'application/xml'), 413, 'too_large');
    expect(await stranger.refusedNewest('cap')).toMatchObject({ code: 'too_large' });
    for (const type of ['application/json', 'text/plain', 'image/png'])
      expectError(await stranger.post(CAP, ALERT, type), 415, 'unsupported_type');
    expect(await stranger.refusedNewest('cap')).toMatchObject({ code: 'unsupported_type' });
  });

  it('429 to a flood', async () => {
    const token = (await stranger.token('--scope', 'ingest', '--name', 'flood')).out.trim();
    const answers = await Promise.all(
      Array.from({ length: 300 }, () => stranger.post(CAP, ALERT, 'application/xml', token)),
    );
    const limited = answers.find(({ status }) => status === 429);
    expectError(limited ?? { status: 0, json: {} }, 429, 'too_fast');
  });

  it('an EDXL-DE envelope gives the messages inside', async () => {
    const answer = await stranger.post(CAP, sample('cap/fixtures/edxl/bushfire_valid.edxlde'), 'application/xml');
    expect(answer.status).toBe(201);
    expect(TakenSchema.parse(answer.json).stored).toBe(7);
  });
});

describe('`/api/ingest/cap-feed` (Atom/RSS)', () => {
  it.each([
    ['weather.atom', 'application/atom+xml', 200],
    ['weather_index.atom', 'application/atom+xml', 200],
    ['empty_weather_index.atom', 'application/xml', 200],
    ['ny_index.rss', 'application/rss+xml', 200],
    ['nws_atom_feed_example.xml', 'text/xml', 200],
    ['no_id.atom', 'application/atom+xml', 422],
    ['weather_invalid.atom', 'application/atom+xml', 422],
  ])('%s as %s: %i', async (name, type, status) => {
    expect((await stranger.post('/api/ingest/cap-feed', sample(`cap/fixtures/cap-feeds/${name}`), type)).status).toBe(
      status,
    );
  });
});
