import type { FastifyInstance } from 'fastify';
import { parseHotspots } from '../../ingest/hotspots/parse-hotspots.ts';
import { parseQuakes } from '../../ingest/quakes/parse-quakes.ts';
import { parseReadings } from '../../ingest/readings/parse-readings.ts';
import type { Services } from '../services.ts';
import { hotspotHere, type Observation, quakeHere, storeObservations } from '../signals/observations.ts';
import { type DoorCall, type HttpDoors, jsonOf, refuseAll } from './http-door.ts';

const MB = 1024 * 1024;

/** Sensors, earthquakes and satellite hot spots. */
export function readingDoors(app: FastifyInstance, doors: HttpDoors, { pool, master }: Services): void {
  doors.open(
    app,
    {
      source: 'readings',
      path: '/api/ingest/readings',
      methods: ['POST'],
      summary: 'Sensor readings: {"readings": [...]} or the bare array; each row stands or falls alone',
      types: ['application/json'],
      mostBytes: 4 * MB,
      rate: { perSecond: 50, burst: 200 },
      tokenIn: 'header',
    },
    async (call) => {
      const { signals, bytes, nowMs } = call;
      const { accepted, refused, notes } = parseReadings(jsonOf(call, 'readings'), nowMs);
      if (accepted.length === 0 && refused.length > 0) return refuseAll(call, 'readings', refused);
      const { unknownSensors } = await signals.readings.accept(accepted, nowMs);
      signals.sources.seen('readings', accepted.length);
      for (const one of refused.slice(0, 20)) signals.sources.refused('readings', one, bytes);
      const unknown = unknownSensors.map((sensor) => ({
        code: 'sensor_unknown',
        message: `${sensor} is not registered: its readings are kept, no rule watches them`,
        path: 'sensor',
      }));
      for (const one of unknown.slice(0, 5)) signals.sources.refused('readings', one, bytes);
      return { stored: accepted.length, refused: refused.slice(0, 100), notes: [...notes, ...unknown].slice(0, 100) };
    },
  );
  doors.open(
    app,
    {
      source: 'quakes',
      path: '/api/ingest/quakes',
      methods: ['POST'],
      summary: 'Earthquakes, USGS GeoJSON; those within 100 km are kept',
      types: ['application/json', 'application/geo+json'],
      mostBytes: 16 * MB,
      rate: { perSecond: 2, burst: 10 },
      tokenIn: 'header',
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
      mostBytes: 32 * MB,
      rate: { perSecond: 2, burst: 10 },
      tokenIn: 'header',
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
      refused: readonly { code: string; message: string; path: string }[];
      notes: readonly unknown[];
    },
  ): Promise<unknown> {
    const news = await storeObservations(pool, signals.world, observations, nowMs);
    signals.sources.seen(source, parsed.parsed);
    for (const one of parsed.refused.slice(0, 20)) signals.sources.refused(source, one, bytes);
    return {
      read: parsed.parsed,
      here: observations.length,
      stored: news.length,
      ids: news.slice(0, 100),
      refused: parsed.refused.slice(0, 100),
      notes: parsed.notes.slice(0, 100),
    };
  }
}
