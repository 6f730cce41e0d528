import { z } from 'zod';
import { type Note, observedTimeFault, type ParseResult, type PositionFix, type Refusal } from '../contract.ts';
import { decimalOf, instantOf, isDeviceName, optionalNumbers } from '../field-text.ts';

/**
 * The OsmAnd live-tracking request, as the Traccar client and many trackers speak it: GET or form
 * POST with `id`, `lat`, `lon`, `timestamp`, …; speed in knots. `parseOsmandJson` reads the JSON
 * body of newer Traccar clients, where speed is in m/s.
 */

export interface OsmandResult extends ParseResult<PositionFix> {
  /** Who spoke, also when there was no position. */
  readonly terminal: string | null;
}

const KMH_PER_KNOT = 1.852;
const KMH_PER_MPS = 3.6;

const PARAM_LIMITS = {
  speed: [0, 600],
  bearing: [0, 360],
  heading: [0, 360],
  altitude: [-500, 20_000],
  accuracy: [0, 1_000_000],
  batt: [0, 100],
} as const;

/** Query string or form body. `nowMs` stands in when the device sends no time. */
export function parseOsmandParams(params: URLSearchParams, nowMs: number): OsmandResult {
  const id = params.get('id') ?? params.get('deviceid') ?? params.get('device_id');
  if (id === null || !isDeviceName(id)) return refusal(null, missingId('id'));
  const notes: Note[] = [];
  const [locationLat, locationLon] = (params.get('location') ?? '').split(',');
  const lat = params.get('lat') ?? locationLat ?? '';
  const lon = params.get('lon') ?? locationLon ?? '';
  if (lat === '' && lon === '') {
    notes.push({
      code: 'no_position',
      message: 'the terminal was heard, but sent no satellite position (cell or wifi only)',
      path: '',
    });
    return { terminal: id, accepted: [], refused: [], notes };
  }
  const row: Record<string, unknown> = {};
  for (const [key, value] of params)
    if (!(key in row) && !(value.startsWith('-') && (key === 'bearing' || key === 'heading'))) row[key] = value;
  const numbers = optionalNumbers(row, PARAM_LIMITS, '', notes);
  const time = params.get('timestamp') ?? '';
  return fixResult(
    id,
    {
      lat: decimalOf(lat),
      lon: decimalOf(lon),
      observedAtMs: time === '' ? null : paramTime(time),
      speedKmh: scaled(numbers.speed, KMH_PER_KNOT),
      courseDeg: numbers.bearing ?? numbers.heading,
      altitudeM: numbers.altitude,
      accuracyM: numbers.accuracy,
      batteryPct: numbers.batt,
      fix: paramFix(params.get('valid')),
    },
    nowMs,
    notes,
  );
}

/** Epoch seconds or milliseconds, or an ISO time; without offset it is UTC. */
function paramTime(text: string): number {
  const number = /^\d{1,14}(\.\d{1,6})?$/.test(text) ? Number(text) : null;
  if (number === null) return instantOf(text, 'utc_if_absent');
  return number < 1e11 ? Math.round(number * 1000) : Math.round(number);
}

function paramFix(valid: string | null): PositionFix['fix'] {
  if (valid === null) return 'unknown';
  return valid === 'true' || valid === '1' ? 'valid' : 'invalid';
}

const LocationSchema = z.looseObject({
  timestamp: z.union([z.string(), z.number()]).optional(),
  coords: z.looseObject({ latitude: z.number(), longitude: z.number() }),
  battery: z.looseObject({}).optional().catch(undefined),
});
const MAX_LOCATIONS = 1_000;
const BodySchema = z.looseObject({
  device_id: z.union([z.string(), z.number().transform(String)]),
  location: z.union([LocationSchema, z.array(z.unknown()).max(MAX_LOCATIONS)]),
});

const COORD_LIMITS = {
  speed: [0, 300],
  heading: [0, 360],
  altitude: [-500, 20_000],
  accuracy: [0, 1_000_000],
} as const;

/** One JSON body, or an array of them as a client that was out of reach sends. */
export function parseOsmandBodies(body: unknown, nowMs: number): OsmandResult {
  if (!Array.isArray(body)) return parseOsmandJson(body, nowMs);
  const results = body.slice(0, MAX_LOCATIONS).map((one: unknown) => parseOsmandJson(one, nowMs));
  const placed = <T extends { path: string }>(index: number, one: T): T => ({ ...one, path: `${index}.${one.path}` });
  const refused = results.flatMap((result, index) => result.refused.map((one) => ({ ...placed(index, one), index })));
  if (body.length > MAX_LOCATIONS)
    refused.push({
      code: 'too_many',
      facts: { most: MAX_LOCATIONS },
      message: `at most ${MAX_LOCATIONS} bodies at once; send the rest again`,
      path: String(MAX_LOCATIONS),
      index: MAX_LOCATIONS,
    });
  return {
    terminal: results.length === 1 ? (results[0]?.terminal ?? null) : null,
    accepted: results.flatMap((result) => result.accepted),
    refused,
    notes: results.flatMap((result, index) => result.notes.map((one) => placed(index, one))),
  };
}

/** JSON body `{device_id, location}`; `location` may be an array, each of which stands or falls alone. */
export function parseOsmandJson(body: unknown, nowMs: number): OsmandResult {
  const parsed = BodySchema.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = issue?.path.join('.') ?? '';
    return refusal(
      null,
      path === 'device_id'
        ? missingId('device_id')
        : { code: 'body_invalid', message: issue?.message ?? 'not a Traccar client body', path },
    );
  }
  const id = parsed.data.device_id;
  if (!isDeviceName(id)) return refusal(null, missingId('device_id'));
  const { location } = parsed.data;
  const rows: readonly unknown[] = Array.isArray(location) ? location : [location];
  const results = rows.map((row, index) =>
    jsonFix(id, row, Array.isArray(location) ? `location.${index}.` : 'location.', nowMs),
  );
  return {
    terminal: id,
    accepted: results.flatMap((result) => result.accepted),
    refused: results.flatMap((result, index) => result.refused.map((one) => ({ ...one, index }))),
    notes: results.flatMap((result) => result.notes),
  };
}

function jsonFix(id: string, row: unknown, path: string, nowMs: number): OsmandResult {
  const parsed = LocationSchema.safeParse(row);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refusal(id, {
      code: 'position_invalid',
      message: issue?.message ?? 'no position',
      path: `${path}${issue?.path.join('.') ?? ''}`,
    });
  }
  const { coords, timestamp, battery } = parsed.data;
  const notes: Note[] = [];
  // The client says -1 for "not known".
  const said = Object.fromEntries(
    Object.entries(coords).filter(([key, value]) => !(value === -1 && (key === 'speed' || key === 'heading'))),
  );
  const numbers = optionalNumbers(said, COORD_LIMITS, `${path}coords.`, notes);
  const level = optionalNumbers(
    battery?.level === -1 ? {} : (battery ?? {}),
    { level: [0, 1] },
    `${path}battery.`,
    notes,
  ).level;
  return fixResult(
    id,
    {
      lat: coords.latitude,
      lon: coords.longitude,
      observedAtMs: timestamp === undefined ? null : paramTime(String(timestamp)),
      speedKmh: scaled(numbers.speed, KMH_PER_MPS),
      courseDeg: numbers.heading,
      altitudeM: numbers.altitude,
      accuracyM: numbers.accuracy,
      batteryPct: scaled(level, 100),
      fix: 'unknown',
    },
    nowMs,
    notes,
    path,
  );
}

interface Read {
  readonly lat: number | null;
  readonly lon: number | null;
  /** Null: the device sent none. */
  readonly observedAtMs: number | null;
  readonly speedKmh: number | undefined;
  readonly courseDeg: number | undefined;
  readonly altitudeM: number | undefined;
  readonly accuracyM: number | undefined;
  readonly batteryPct: number | undefined;
  readonly fix: PositionFix['fix'];
}

function fixResult(terminal: string, read: Read, nowMs: number, notes: Note[], path = ''): OsmandResult {
  const { lat, lon } = read;
  if (lat === null || !(Math.abs(lat) <= 90))
    return refusal(
      terminal,
      { code: 'lat_out_of_range', message: 'lat must be a number from -90 to 90', path: `${path}lat` },
      notes,
    );
  if (lon === null || !(Math.abs(lon) <= 180))
    return refusal(
      terminal,
      { code: 'lon_out_of_range', message: 'lon must be a number from -180 to 180', path: `${path}lon` },
      notes,
    );
  const observedAtMs = read.observedAtMs ?? nowMs;
  const fault = observedTimeFault(observedAtMs, nowMs);
  if (fault !== null) {
    return refusal(
      terminal,
      {
        code: fault,
        message: 'timestamp must be epoch seconds, milliseconds or ISO 8601, from 2000 to at most 5 minutes ahead',
        path: `${path}timestamp`,
      },
      notes,
    );
  }
  const { speedKmh, courseDeg, altitudeM, accuracyM, batteryPct, fix } = read;
  const accepted: PositionFix = {
    terminal,
    lon,
    lat,
    observedAtMs,
    ...(read.observedAtMs === null ? { timeFrom: 'received' as const } : {}),
    ...(speedKmh === undefined ? {} : { speedKmh }),
    ...(courseDeg === undefined ? {} : { courseDeg: courseDeg % 360 }),
    ...(altitudeM === undefined ? {} : { altitudeM }),
    ...(accuracyM === undefined ? {} : { accuracyM }),
    ...(batteryPct === undefined ? {} : { batteryPct }),
    fix,
    source: 'osmand',
  };
  return { terminal, accepted: [accepted], refused: [], notes };
}

function scaled(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : Math.round(value * factor * 1e6) / 1e6;
}

function refusal(terminal: string | null, one: Refusal, notes: readonly Note[] = []): OsmandResult {
  return { terminal, accepted: [], refused: [{ ...one, index: 0 }], notes };
}

function missingId(path: string): Refusal {
  return { code: 'terminal_missing', message: `${path} must name the device: 1 to 64 printable characters`, path };
}
