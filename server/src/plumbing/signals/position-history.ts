import type pg from 'pg';
import { CopyWriter, copyText, copyTime } from './copy-writer.ts';

/** A `positions` row in COPY text format. `fix`: v, i or u; NaN: the device does not say. */
export function positionRow(
  world: string,
  terminal: string,
  observedMs: number,
  receivedMs: number,
  lon: number,
  lat: number,
  speedKmh: number,
  courseDeg: number,
  fix: string,
  source: string,
): string {
  const speed = Number.isNaN(speedKmh) ? '\\N' : speedKmh;
  const course = Number.isNaN(courseDeg) ? '\\N' : courseDeg;
  return `${world}\t${copyText(terminal)}\t${copyTime(observedMs)}\t${copyTime(receivedMs)}\t${lon}\t${lat}\t${speed}\t${course}\t${fix}\t${source}\n`;
}

export function positionWriter(pool: pg.Pool, onError: (error: unknown, what: string) => void): CopyWriter {
  return new CopyWriter({
    pool,
    statement:
      'COPY positions (world, terminal, observed_at, received_at, lon, lat, speed_kmh, course_deg, fix, source) FROM STDIN',
    what: 'positions',
    flushAtRows: 2048,
    flushEveryMs: 40,
    mostWaiting: 400_000,
    onError,
  });
}

export interface StoredPosition {
  observed_at: Date;
  received_at: Date;
  lon: number;
  lat: number;
  speed_kmh: number | null;
  course_deg: number | null;
  fix: string;
  source: string;
}

/**
 * One terminal's track in order of observation, each observed time once: what was sent again is left out, and of
 * two that tell of one moment the one that says more stays.
 */
export async function readTrack(
  pool: pg.Pool,
  world: string,
  terminal: string,
  page: { fromMs: number; toMs: number; limit: number },
): Promise<StoredPosition[]> {
  const { rows } = await pool.query<StoredPosition>(
    `SELECT DISTINCT ON (observed_at) observed_at, received_at, lon, lat, speed_kmh, course_deg, fix::text AS fix, source
     FROM positions WHERE world = $1 AND terminal = $2 AND observed_at >= $3 AND observed_at <= $4
     ORDER BY observed_at, (speed_kmh IS NULL), (course_deg IS NULL), received_at LIMIT $5`,
    [world, terminal, new Date(page.fromMs).toISOString(), new Date(page.toMs).toISOString(), page.limit],
  );
  return rows;
}
