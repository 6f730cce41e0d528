import type pg from 'pg';
import type { Reading } from '../../ingest/contract.ts';
import { CopyWriter, copyText, copyTime } from './copy-writer.ts';

/** A `readings` row in COPY text format. */
export function readingRow(world: string, reading: Reading, receivedMs: number): string {
  const { sensor, quantity, observedAtMs, value, quality } = reading;
  const duration = reading.quantity === 'rain' && reading.period.kind === 'amount' ? reading.period.durationS : '\\N';
  return `${world}\t${copyText(sensor)}\t${quantity}\t${copyTime(observedAtMs)}\t${copyTime(receivedMs)}\t${value ?? '\\N'}\t${quality}\t${duration}\n`;
}

export function readingWriter(pool: pg.Pool, onError: (error: unknown, what: string) => void): CopyWriter {
  return new CopyWriter({
    pool,
    statement:
      'COPY readings (world, sensor, quantity, observed_at, received_at, value, quality, duration_s) FROM STDIN',
    what: 'readings',
    flushAtRows: 4096,
    flushEveryMs: 40,
    mostWaiting: 200_000,
    onError,
  });
}

export interface StoredReading {
  sensor: string;
  quantity: string;
  observedAtMs: number;
  receivedAtMs: number;
  value: number | null;
  quality: 'good' | 'suspect' | 'missing';
  durationS: number | null;
}

interface Row {
  sensor: string;
  quantity: string;
  observed_at: Date;
  received_at: Date;
  value: number | null;
  quality: string;
  duration_s: number | null;
}

/**
 * Readings of some sensors from a time on, each sensor in order of measurement, each measurement once.
 * Sensor by sensor: the index serves each, and no statement runs long.
 */
export async function readSeries(
  pool: pg.Pool,
  world: string,
  sensors: readonly string[],
  page: { fromMs: number; toMs: number; limit: number },
): Promise<StoredReading[]> {
  const { rows } = await pool.query<Row>(
    `SELECT r.* FROM unnest($2::text[]) AS wanted (sensor), LATERAL (
       SELECT DISTINCT ON (observed_at, quantity, duration_s)
         sensor, quantity, observed_at, received_at, value, quality, duration_s
       FROM readings WHERE world = $1 AND sensor = wanted.sensor AND observed_at >= $3 AND observed_at <= $4
       ORDER BY observed_at, quantity, duration_s, received_at LIMIT $5
     ) r`,
    [world, sensors, new Date(page.fromMs).toISOString(), new Date(page.toMs).toISOString(), page.limit],
  );
  return rows.map(storedOf);
}

/** An arrival is looked for this far around the time it was measured; older rows are found at the next start. */
const SPAN_MS = 25 * 3_600_000;
const MOST_RECEIVED = 20_000;

/** Readings of all sensors that arrived after `sinceMs` (world time), whichever node took them. */
export async function readReceived(
  pool: pg.Pool,
  world: string,
  sinceMs: number,
  nowMs: number,
): Promise<StoredReading[]> {
  const { rows } = await pool.query<Row>(
    `SELECT sensor, quantity, observed_at, received_at, value, quality, duration_s FROM readings
     WHERE world = $1 AND received_at > $2 AND observed_at > $3 AND observed_at <= $4
     ORDER BY received_at, observed_at LIMIT ${MOST_RECEIVED}`,
    [
      world,
      new Date(sinceMs).toISOString(),
      new Date(nowMs - SPAN_MS).toISOString(),
      new Date(nowMs + SPAN_MS).toISOString(),
    ],
  );
  return rows.map(storedOf);
}

function storedOf(row: Row): StoredReading {
  return {
    sensor: row.sensor,
    quantity: row.quantity,
    observedAtMs: row.observed_at.getTime(),
    receivedAtMs: row.received_at.getTime(),
    value: row.value,
    quality: row.quality === 'good' || row.quality === 'suspect' ? row.quality : 'missing',
    durationS: row.duration_s,
  };
}
