import { z } from 'zod';
import type { ParseResult, Reading } from '../contract.ts';
import { parseDefraStation, parseDefraTelemetry } from './parse-defra.ts';
import { parseNwis } from './parse-nwis.ts';
import { parseReadings } from './parse-readings.ts';

const NwisSchema = z.looseObject({ value: z.looseObject({ timeSeries: z.array(z.unknown()) }) });
const TelemetrySchema = z.looseObject({ minutes: z.looseObject({ values: z.array(z.unknown()) }) });
const StationSchema = z.tuple([z.looseObject({ value_timestamp: z.string(), period: z.string() })], z.unknown());

const SENSOR = /^[\p{L}\p{N}._:/-]{1,64}$/u;

/**
 * Whatever a gauge or its service sends, known by its shape: our own rows, USGS NWIS instantaneous values, rain
 * of the Environment Agency. The last names no gauge, so `sensor` (`?sensor=`) must.
 */
export function parseReadingBody(body: unknown, sensor: string | null, nowMs: number): ParseResult<Reading> {
  if (NwisSchema.safeParse(body).success) return parseNwis(body, nowMs);
  const telemetry = TelemetrySchema.safeParse(body).success;
  if (!telemetry && !StationSchema.safeParse(body).success) return parseReadings(body, nowMs);
  if (sensor === null || !SENSOR.test(sensor)) return unnamed();
  return telemetry ? parseDefraTelemetry(body, sensor, nowMs) : parseDefraStation(body, sensor, nowMs);
}

function unnamed(): ParseResult<Reading> {
  const message =
    'these rain values name no gauge: send them to /api/ingest/readings?sensor=<its number>, 1 to 64 letters, digits or . _ : / -';
  return { accepted: [], refused: [{ code: 'sensor_missing', message, path: 'sensor', index: 0 }], notes: [] };
}
