import { z } from 'zod';
import type { Quantity } from '../contract.ts';

/**
 * Other plain names for the fields of a reading, each of one meaning only: `{station, levelM, time}` is the
 * same row as `{sensor, quantity: "level", value, observedAt}`. What could mean two things is left as it is
 * and refused by the schema. A unit is read from a name, never guessed.
 */
const SENSOR = ['sensor', 'sensorId', 'sensor_id', 'sensorCode', 'station', 'stationId', 'station_id', 'stationCode'];
const OBSERVED = ['observedAt', 'observed_at', 'observedTime', 'time', 'timestamp', 'at', 'dateTime', 'datetime'];
const QUANTITY = ['quantity', 'type', 'parameter', 'kind'];
const DURATION = ['durationS', 'duration_s', 'periodS', 'period_s'];

interface Measure {
  readonly quantity: Quantity;
  /** Rain fallen in the seconds that end at the observed time. */
  readonly durationS?: number;
}

const MEASURES: Readonly<Record<string, Measure>> = {
  levelm: { quantity: 'level' },
  rainmm: { quantity: 'rain' },
  rainfallmm: { quantity: 'rain' },
  rain5minmm: { quantity: 'rain', durationS: 300 },
  rain1hmm: { quantity: 'rain', durationS: 3600 },
  rain24hmm: { quantity: 'rain', durationS: 86_400 },
  displacementmm: { quantity: 'displacement' },
  gaspctlel: { quantity: 'gas' },
  flowm3s: { quantity: 'flow' },
  windms: { quantity: 'wind' },
  windmps: { quantity: 'wind' },
  temperaturec: { quantity: 'temperature' },
  temperaturedegc: { quantity: 'temperature' },
};

const ObjectSchema = z.record(z.string(), z.unknown());

/** The row under our names; anything that is no object comes back as it was. */
export function plainRow(raw: unknown): unknown {
  const parsed = ObjectSchema.safeParse(raw);
  if (!parsed.success) return raw;
  const row = new Map(Object.entries(parsed.data));
  const named = [...row.keys()].filter((key) => Object.hasOwn(MEASURES, flat(key)));
  const [name] = named;
  const measure = name === undefined || named.length > 1 ? undefined : MEASURES[flat(name)];
  rename(row, SENSOR);
  rename(row, OBSERVED);
  const durationS = take(row, DURATION);
  if (name !== undefined && measure !== undefined && !row.has('quantity') && !row.has('value')) {
    row.set('quantity', measure.quantity);
    row.set('value', row.get(name));
    row.delete(name);
  } else rename(row, QUANTITY);
  const seconds = durationS ?? measure?.durationS;
  if (row.get('quantity') === 'rain' && !row.has('period') && seconds !== undefined)
    row.set('period', { kind: 'amount', durationS: seconds });
  const observedAt = row.get('observedAt');
  if (typeof observedAt === 'number') row.set('observedAt', instantText(observedAt));
  return Object.fromEntries(row);
}

/** `rain_1h_mm`, `rain1hMm` and `Rain-1h-mm` are one name. */
function flat(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Gives the one field of these names its first name; two of them are left alone. */
function rename(row: Map<string, unknown>, names: readonly string[]): void {
  const [own = ''] = names;
  const found = names.filter((name) => row.has(name));
  const [only] = found;
  if (found.length !== 1 || only === undefined || only === own) return;
  row.set(own, row.get(only));
  row.delete(only);
}

function take(row: Map<string, unknown>, names: readonly string[]): unknown {
  const found = names.filter((name) => row.has(name));
  const [only] = found;
  return found.length === 1 && only !== undefined ? row.get(only) : undefined;
}

/** Epoch seconds or milliseconds; anything else stays a text that is refused. */
function instantText(number: number): string {
  const ms = Math.abs(number) < 1e11 ? number * 1000 : number;
  return Number.isFinite(ms) && Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : String(number);
}
