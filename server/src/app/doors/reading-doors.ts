import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Refusal } from '../../ingest/contract.ts';
import { parseHotspots } from '../../ingest/hotspots/parse-hotspots.ts';
import { parseQuakes } from '../../ingest/quakes/parse-quakes.ts';
import { parseReadingBody } from '../../ingest/readings/parse-reading-body.ts';
import { READING_EXAMPLE, ReadingRowSchema } from '../../ingest/readings/parse-readings.ts';
import { storedReadings } from '../../plumbing/signals/already-stored.ts';
import type { Services } from '../services.ts';
import { hotspotHere, type Observation, quakeHere, storeObservations } from '../signals/observations.ts';
import { answerOf } from './door-schema.ts';
import { type DoorCall, type HttpDoors, jsonOf, refuseAll } from './http-door.ts';

const MB = 1024 * 1024;

const ObservedSchema = answerOf({
  read: z.number().int().describe('How many the file held'),
  here: z.number().int().describe('How many concern the county'),
  ids: z.array(z.string()).describe('Those that are new, at most 100'),
});
const LEVEL_EXAMPLE = { sensor: '61025010', quantity: 'level', value: 512.4, observedAt: '2026-07-12T14:00:00+08:00' };
const QUAKE_EXAMPLE = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      id: 'us1',
      properties: { mag: 4.6, place: '10 km N', time: 1783844100000, updated: 1783844100000, type: 'earthquake' },
      geometry: { type: 'Point', coordinates: [109.93, 35.19, 10] },
    },
  ],
};
const HOTSPOT_EXAMPLE =
  'latitude,longitude,brightness,scan,track,acq_date,acq_time,satellite,confidence,version,bright_t31,frp,daynight\n35.19,109.93,320.1,1,1,2026-07-12,0815,T,80,6.0NRT,290.0,12.1,D\n';

/** Sensors, earthquakes and satellite hot spots. */
export function readingDoors(app: FastifyInstance, doors: HttpDoors, { pool, master }: Services): void {
  doors.open(
    app,
    {
      source: 'readings',
      path: '/api/ingest/readings',
      methods: ['POST'],
      summary:
        'Sensor readings: {"readings": [row, …]}, an array of rows or one row; also NWIS and Environment Agency answers as they are. Each row stands or falls alone',
      types: ['application/json', 'text/json', '+json'],
      form: 'json',
      mostBytes: 4 * MB,
      rate: { perSecond: 50, burst: 200 },
      tokenIn: 'header',
      described: {
        query: z.object({
          sensor: z.string().optional().describe('Names the gauge of a body that names none (Environment Agency rain)'),
        }),
        body: z
          .object({ readings: z.array(ReadingRowSchema).max(10_000) })
          .meta({ example: { readings: [READING_EXAMPLE, LEVEL_EXAMPLE] } }),
        answer: answerOf({}),
        stored: 200,
      },
    },
    async (call) => {
      const { signals, bytes, nowMs } = call;
      const sensor = new URL(call.request.url, 'http://door').searchParams.get('sensor');
      const { accepted, refused, notes } = parseReadingBody(jsonOf(call, 'readings'), sensor, nowMs);
      if (accepted.length === 0 && refused.length > 0) return refuseAll(call, 'readings', refused);
      const known = await storedReadings(pool, signals.world, accepted);
      const fresh = known.size === 0 ? accepted : accepted.filter((_, at) => !known.has(at));
      const { unknownSensors } = await signals.readings.accept(fresh, nowMs);
      signals.sources.seen('readings', fresh.length);
      for (const one of refused.slice(0, 20)) signals.sources.refused('readings', one, bytes);
      const unknown = unknownSensors.map(
        (sensor): Refusal => ({
          code: 'sensor_unknown',
          facts: { sensor },
          message: `${sensor} is not registered: its readings are kept, no rule watches them`,
          path: 'sensor',
        }),
      );
      for (const one of unknown.slice(0, 5)) signals.sources.refused('readings', one, bytes);
      return {
        stored: fresh.length,
        duplicate: fresh.length === 0 && known.size > 0,
        duplicates: known.size,
        refused: refused.slice(0, 100),
        notes: [...notes, ...unknown].slice(0, 100),
      };
    },
  );
  doors.open(
    app,
    {
      source: 'quakes',
      path: '/api/ingest/quakes',
      methods: ['POST'],
      summary: 'Earthquakes, USGS GeoJSON; those within 100 km are kept',
      types: ['application/json', 'application/geo+json', '+json'],
      form: 'json',
      mostBytes: 16 * MB,
      rate: { perSecond: 5, burst: 60 },
      tokenIn: 'header',
      described: {
        body: z.looseObject({}).meta({ example: QUAKE_EXAMPLE }),
        answer: ObservedSchema,
        stored: 200,
      },
    },
    async (call) => {
      const { accepted, refused, notes } = parseQuakes(jsonOf(call, 'quakes'), call.nowMs);
      if (accepted.length === 0 && refused.length > 0) return refuseAll(call, 'quakes', refused);
      const near = accepted.flatMap((quake) => quakeHere(quake, master.county) ?? []);
      return observed(call, 'quakes', near, { parsed: accepted.length, refused, notes });
    },
  );
  doors.open(
    app,
    {
      source: 'hotspots',
      path: '/api/ingest/hotspots',
      methods: ['POST'],
      summary: 'Satellite hot spots, FIRMS CSV; those inside the county are kept',
      types: ['text/csv', 'text/plain', 'application/csv'],
      form: 'csv',
      mostBytes: 32 * MB,
      rate: { perSecond: 5, burst: 60 },
      tokenIn: 'header',
      described: { body: z.string().meta({ example: HOTSPOT_EXAMPLE }), answer: ObservedSchema, stored: 200 },
    },
    async (call) => {
      const { accepted, refused, notes } = parseHotspots(call.bytes.toString('utf8'), call.nowMs);
      if (accepted.length === 0 && refused.length > 0) return refuseAll(call, 'hotspots', refused);
      const inside = accepted.flatMap((hotspot) => hotspotHere(hotspot, master.county) ?? []);
      return observed(call, 'hotspots', inside, { parsed: accepted.length, refused, notes });
    },
  );

  async function observed(
    { signals, bytes, nowMs }: DoorCall,
    source: string,
    observations: readonly Observation[],
    parsed: {
      parsed: number;
      refused: readonly Refusal[];
      notes: readonly unknown[];
    },
  ): Promise<unknown> {
    const news = await storeObservations(pool, signals.world, observations, nowMs);
    signals.sources.seen(source, parsed.parsed);
    for (const one of parsed.refused.slice(0, 20)) signals.sources.refused(source, one, bytes);
    const duplicates = observations.length - news.length;
    return {
      read: parsed.parsed,
      here: observations.length,
      stored: news.length,
      duplicate: news.length === 0 && duplicates > 0,
      duplicates,
      ids: news.slice(0, 100),
      refused: parsed.refused.slice(0, 100),
      notes: parsed.notes.slice(0, 100),
    };
  }
}
