import { readFileSync } from 'node:fs';
import { EventBatchSchema, ReadingsSchema } from '@sitong/shared/protocol/down.ts';
import { SHANHUA } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { LiveClient } from '../../testing/live-client.ts';
import { ErrorSchema, RefusedSchema } from '../../testing/outer-contract.ts';
import { buildTestApp } from '../../testing/test-app.ts';

const test = await buildTestApp();
const ingest = await test.token(['ingest']);
const read = await test.token(['read']);
const MINUTE = 60_000;
const START = Date.now() - 4 * 60 * MINUTE;

const iso = (ms: number): string => new Date(ms).toISOString();

function post(path: string, body: string | Buffer, type = 'application/json'): Promise<Response> {
  return test.fetch(path, ingest, { method: 'POST', headers: { 'content-type': type }, body });
}

function send(readings: unknown): Promise<Response> {
  return post('/api/ingest/readings', JSON.stringify({ readings }));
}

const level = (value: number, minute: number) => ({
  sensor: 'level-dayu',
  quantity: 'level',
  value,
  observedAt: iso(START + minute * MINUTE),
});
const rain = (value: number, minute: number) => ({
  sensor: 'rain-shanhua',
  quantity: 'rain',
  period: { kind: 'amount', durationS: 300 },
  value,
  observedAt: iso(START + minute * MINUTE),
});

/** The next event of this type on a screen. */
async function eventOf(screen: LiveClient, type: string): Promise<unknown> {
  const batch = await screen.next('events', (message) =>
    EventBatchSchema.parse(message).events.some((event) => event.type === type),
  );
  return EventBatchSchema.parse(batch).events.find((event) => event.type === type)?.body;
}

const readingOf = (message: unknown, sensor: string) =>
  ReadingsSchema.parse(message).readings.find((one) => one.sensor === sensor);

describe('readings door', () => {
  it('raises an alarm on a screen within the request, and returns it', async () => {
    const screen = await test.live('duty');
    expect((await send([level(511.0, 0)])).status).toBe(200);
    expect((await send([level(513.2, 5)])).status).toBe(200);
    expect(await eventOf(screen, 'AlarmRaised')).toMatchObject({
      priority: 1,
      cause: { kind: 'threshold', sensor: 'level-dayu', threshold: 'level-safe', value: 513.2 },
    });
    expect((await send([level(511.1, 10)])).status).toBe(200);
    expect(await eventOf(screen, 'AlarmReturned')).toMatchObject({ value: 511.1 });
  });

  it('shows latest values whole at hello and then what changed, the last one always', async () => {
    const screen = await test.live('wall');
    const whole = await screen.next('readings');
    expect(ReadingsSchema.parse(whole).mode).toBe('whole');
    expect(readingOf(whole, 'level-dayu')?.values['level_m']).toBe(511.1);
    for (const [i, value] of [511.2, 511.3, 511.4, 511.3, 511.2].entries()) await send([level(value, 11 + i)]);
    const last = await screen.next('readings', (one) => {
      const now = readingOf(one, 'level-dayu');
      return now !== undefined && Date.parse(now.observedAt) === START + 15 * MINUTE;
    });
    expect(readingOf(last, 'level-dayu')?.values['level_m']).toBe(511.2);
    expect(ReadingsSchema.parse(last).mode).toBe('changed');
  });

  it('a village sees its own sensors only, another place nothing of them', async () => {
    const village = await test.live('village');
    expect(readingOf(await village.next('readings'), 'level-dayu')).toBeDefined();
    const team = await test.live('team1');
    expect(ReadingsSchema.parse(await team.next('readings')).readings).toEqual([]);
    expect((await test.fetch('/api/readings?sensor=level-dayu', await test.session('team1'))).status).toBe(404);
  });

  it('keeps good rows beside a bad one, and tells where the bad one is', async () => {
    const answer = await send([level(511.2, 20), { ...level(511.2, 21), value: 'high' }]);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ stored: 1, refused: [{ path: '1.value' }] });
    const all = await send([{ ...level(511.2, 21), value: 'high' }]);
    expect(all.status).toBe(422);
    expect(ErrorSchema.parse(await all.json()).error).toMatchObject({ code: 'value_invalid', path: '0.value' });
    const listed = RefusedSchema.parse(await test.get('/api/ingest/refused?source=readings', read));
    expect(listed.refused[0]).toMatchObject({ source: 'readings', code: 'value_invalid' });
  });

  it('keeps readings of a sensor nobody registered and says so', async () => {
    const answer = await send([{ ...level(1, 0), sensor: 'stranger' }]);
    expect(await answer.json()).toMatchObject({ stored: 1, notes: [{ code: 'sensor_unknown' }] });
    const { refused } = RefusedSchema.parse(await test.get('/api/ingest/refused?source=readings&limit=1', read));
    expect(refused).toMatchObject([{ code: 'sensor_unknown', facts: { sensor: 'stranger' } }]);
  });

  it('text that is no JSON is 422 with the reason', async () => {
    const answer = await post('/api/ingest/readings', '{"readings": [');
    expect(answer.status).toBe(422);
    expect(ErrorSchema.parse(await answer.json()).error.code).toBe('json_invalid');
  });

  it('gives a chart its series once each, and rain summed by bucket', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => rain(1, 60 + 5 * i));
    await send(rows);
    await send(rows);
    const schema = z.object({
      readings: z.array(z.object({ quantity: z.string(), value: z.number().nullable() })),
      rain: z.object({ sums: z.array(z.object({ from: z.string(), mm: z.number() })) }),
    });
    const from = encodeURIComponent(iso(START));
    const chart = schema.parse(await test.get(`/api/readings?sensor=rain-shanhua&from=${from}&bucketS=1800`, read));
    expect(chart.readings).toHaveLength(12);
    expect(chart.rain.sums.reduce((sum, { mm }) => sum + mm, 0)).toBeCloseTo(12, 6);
  });
});

describe('[MON-39] after a restart', () => {
  const ofLevel = () =>
    Object.values(test.app.services.worlds.get('live')?.runtime.state.monitoring.alarms ?? {}).filter(
      ({ cause }) => cause.kind === 'threshold' && cause.sensor === 'level-dayu' && cause.quantity === 'level_m',
    );

  it('the rules remember the last day: an alarm stands once, and returns', async () => {
    await send([level(513.4, 30)]);
    const [before] = ofLevel();
    expect(before).toMatchObject({ status: 'unacked', division: SHANHUA });
    await test.restart();
    expect(ofLevel()).toMatchObject([{ id: before?.id, status: 'unacked' }]);
    const screen = await test.live('duty');
    expect(readingOf(await screen.next('readings'), 'level-dayu')?.values['level_m']).toBe(513.4);
    await send([level(513.5, 35)]);
    expect(ofLevel()).toMatchObject([{ id: before?.id, status: 'unacked' }]);
    await send([level(511.0, 40)]);
    expect(ofLevel()).toMatchObject([{ id: before?.id, status: 'returned' }]);
  });
});

describe('quakes and hot spots', () => {
  const Observations = z.object({
    observations: z.array(z.object({ kind: z.string(), id: z.string(), division: z.string(), lon: z.number() })),
  });
  const quake = (id: string, lon: number, lat: number, mag: number, updated = 0) => ({
    type: 'Feature',
    id,
    properties: { mag, place: 'near', time: Date.now() - 60_000, updated: Date.now() - 60_000 + updated },
    geometry: { type: 'Point', coordinates: [lon, lat, 10] },
  });

  it('keeps quakes within 100 km, the newer version of one', async () => {
    const features = [quake('near1', 109.9, 35.2, 4.2), quake('far1', 140, 35, 6)];
    const body = JSON.stringify({ type: 'FeatureCollection', features });
    expect(await (await post('/api/ingest/quakes', body)).json()).toMatchObject({ read: 2, here: 1, ids: ['near1'] });
    expect(await (await post('/api/ingest/quakes', body)).json()).toMatchObject({ stored: 0 });
    const newer = JSON.stringify({
      type: 'FeatureCollection',
      features: [quake('near1', 109.95, 35.2, 4.4, 1000)],
    });
    expect(await (await post('/api/ingest/quakes', newer)).json()).toMatchObject({ stored: 1 });
    const { observations } = Observations.parse(await test.get('/api/observations?kind=quake', read));
    expect(observations).toMatchObject([{ id: 'near1', lon: 109.95 }]);
  });

  it('reads a week of the world and keeps what is near', async () => {
    const body = readFileSync(new URL('../../ingest/quakes/fixtures/usgs-all_week-2018-02.geojson', import.meta.url));
    const answer = z.object({ read: z.number() }).parse(await (await post('/api/ingest/quakes', body)).json());
    expect(answer.read).toBeGreaterThan(100);
  });

  it('keeps hot spots inside the county, under the village that holds them', async () => {
    const at = new Date(Date.now() - 3_600_000);
    const date = at.toISOString().slice(0, 10);
    const time = at.toISOString().slice(11, 16).replace(':', '');
    const csv = [
      'latitude,longitude,brightness,scan,track,acq_date,acq_time,satellite,confidence,frp,daynight',
      `35.33,109.88,320,1,1,${date},${time},T,90,12,D`,
      `10.0,20.0,320,1,1,${date},${time},T,90,12,D`,
    ].join('\n');
    const answer = await post('/api/ingest/hotspots', csv, 'text/csv');
    expect(await answer.json()).toMatchObject({ read: 2, here: 1, stored: 1 });
    const { observations } = Observations.parse(await test.get('/api/observations?kind=hotspot', read));
    expect(observations).toMatchObject([{ division: SHANHUA, lon: 109.88 }]);
  });
});
