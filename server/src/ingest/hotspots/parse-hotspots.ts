import type { IngestReason } from '@sitong/shared/kernel/ingest-reasons.ts';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type Note, observedTimeFault, type ParseResult, type Refusal } from '../contract.ts';
import { decimalOf, instantOf } from '../field-text.ts';

/** One satellite fire detection of NASA FIRMS (MODIS or VIIRS). A detection is a sign, not a fire. */
export interface Hotspot {
  readonly lon: number;
  readonly lat: number;
  readonly observedAtMs: number;
  readonly satellite: string;
  /** MODIS gives per cent, VIIRS a letter; both become the same three. */
  readonly confidence: 'low' | 'nominal' | 'high';
  readonly confidencePct: number | null;
  /** Fire radiative power; null when not given. */
  readonly powerMw: number | null;
  /** Brightness temperature of the fire channel (MODIS 21/22, VIIRS I-4). */
  readonly brightnessK: number | null;
  /** Size of the pixel at this place of the scan, across and along the track. */
  readonly pixelKm: { readonly scan: number; readonly track: number } | null;
  readonly daytime: 'day' | 'night' | 'unknown';
}

export const MAX_CSV_CHARS = 32 * 1024 * 1024;
const MAX_ROWS = 200_000;
const NEEDED = ['latitude', 'longitude', 'acq_date', 'acq_time', 'confidence'];

const RowsSchema = z.array(z.record(z.string(), z.string()));

export function parseHotspots(csv: string, nowMs: number): ParseResult<Hotspot> {
  const whole = (reason: IngestReason, message: string): ParseResult<Hotspot> => ({
    accepted: [],
    refused: [{ ...reason, message, path: '', index: 0 }],
    notes: [],
  });
  if (csv.length > MAX_CSV_CHARS)
    return whole(
      { code: 'too_large', facts: { most: MAX_CSV_CHARS } },
      `a file may hold ${MAX_CSV_CHARS} characters; split it`,
    );
  const header = csv.slice(0, 4_000).split(/\r?\n/, 1)[0] ?? '';
  const names = header
    .replace(/^\uFEFF/, '')
    .split(',')
    .map((name) => name.trim().replace(/^"|"$/g, ''));
  const absent = NEEDED.filter((name) => !names.includes(name));
  if (absent.length > 0)
    return whole(
      { code: 'columns_missing', facts: { columns: absent.join(', ') } },
      `not a FIRMS file: ${absent.join(', ')} missing in the first line`,
    );

  const refused: Array<Refusal & { index: number }> = [];
  const records: unknown = parse(csv, {
    bom: true,
    columns: (line: readonly string[]) => line.map((name) => (name in Object.prototype ? `_${name}` : name)),
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
    to: MAX_ROWS + 1,
    max_record_size: 4_096,
    skip_records_with_error: true,
    on_skip: (error) => {
      const index = typeof error?.records === 'number' ? error.records : refused.length;
      refused.push({
        code: 'row_invalid',
        message: error?.message ?? 'not a row',
        path: `line ${error?.lines ?? '?'}`,
        index,
      });
    },
  });
  const rows = RowsSchema.parse(records);
  const accepted: Hotspot[] = [];
  const notes: Note[] = [];
  const seen = new Set<string>();
  for (const [index, row] of rows.slice(0, MAX_ROWS).entries()) {
    const path = `row ${index + 1}`;
    const result = hotspotOf(row, nowMs);
    if ('code' in result) {
      refused.push({ ...result, path: `${path}.${result.path}`, index });
      continue;
    }
    const key = `${result.lon}/${result.lat}/${result.observedAtMs}/${result.satellite}`;
    if (seen.has(key))
      notes.push({ code: 'duplicate_in_batch', message: 'the same detection again; taken once', path });
    else {
      seen.add(key);
      accepted.push(result);
    }
  }
  if (rows.length > MAX_ROWS)
    refused.push({
      code: 'too_many',
      facts: { most: MAX_ROWS },
      message: `at most ${MAX_ROWS} rows at once`,
      path: '',
      index: MAX_ROWS,
    });
  return { accepted, refused, notes };
}

function hotspotOf(row: Readonly<Record<string, string>>, nowMs: number): Hotspot | Refusal {
  const lat = decimalOf(row.latitude ?? '');
  const lon = decimalOf(row.longitude ?? '');
  if (lat === null || Math.abs(lat) > 90)
    return { code: 'lat_out_of_range', message: 'latitude must be a number from -90 to 90', path: 'latitude' };
  if (lon === null || Math.abs(lon) > 180)
    return { code: 'lon_out_of_range', message: 'longitude must be a number from -180 to 180', path: 'longitude' };
  const observedAtMs = acquiredAt(row.acq_date ?? '', row.acq_time ?? '');
  const fault = observedTimeFault(observedAtMs, nowMs);
  if (fault !== null)
    return {
      code: fault,
      message: 'acq_date and acq_time must be YYYY-MM-DD and hhmm in UTC, not in the future',
      path: 'acq_time',
    };
  const confidence = confidenceOf(row.confidence ?? '');
  if (confidence === null)
    return { code: 'confidence_invalid', message: 'confidence must be 0 to 100 or one of l, n, h', path: 'confidence' };
  const scan = decimalOf(row.scan ?? '');
  const track = decimalOf(row.track ?? '');
  return {
    lon,
    lat,
    observedAtMs,
    satellite: (row.satellite ?? '').slice(0, 20),
    ...confidence,
    powerMw: decimalOf(row.frp ?? ''),
    brightnessK: decimalOf(row.brightness ?? row.bright_ti4 ?? ''),
    pixelKm: scan === null || track === null ? null : { scan, track },
    daytime: row.daynight === 'D' ? 'day' : row.daynight === 'N' ? 'night' : 'unknown',
  };
}

/** `hhmm` in UTC; spreadsheets drop its leading zeros ("35" is 00:35). */
function acquiredAt(date: string, time: string): number {
  if (!/^\d{1,4}$/.test(time)) return Number.NaN;
  const padded = time.padStart(4, '0');
  return instantOf(`${date}T${padded.slice(0, 2)}:${padded.slice(2)}:00Z`, 'required');
}

/** MODIS classes after the FIRMS user guide: below 30 low, 80 and above high. */
function confidenceOf(text: string): Pick<Hotspot, 'confidence' | 'confidencePct'> | null {
  const letter = text.toLowerCase();
  if (letter === 'l' || letter === 'low') return { confidence: 'low', confidencePct: null };
  if (letter === 'n' || letter === 'nominal') return { confidence: 'nominal', confidencePct: null };
  if (letter === 'h' || letter === 'high') return { confidence: 'high', confidencePct: null };
  const confidencePct = decimalOf(text);
  if (confidencePct === null || confidencePct < 0 || confidencePct > 100) return null;
  return { confidence: confidencePct < 30 ? 'low' : confidencePct < 80 ? 'nominal' : 'high', confidencePct };
}
