import type pg from 'pg';

/** Where one terminal was at a moment of the past, as far as its history tells. */
export interface PositionThen {
  terminal: string;
  observedMs: number;
  lon: number;
  lat: number;
  speedKmh: number | null;
  courseDeg: number | null;
  /** v valid, i invalid, u unknown */
  fix: string;
  source: string;
}

interface Row {
  terminal: string;
  observed_at: Date;
  lon: number;
  lat: number;
  speed_kmh: number | null;
  course_deg: number | null;
  fix: string;
  source: string;
}

/**
 * The last position of each of these terminals at or before `atMs`, none older than `lookBackMs`. One short look into
 * the index for each terminal: what a moment costs depends on how many terminals there are, not on how much they sent.
 */
export async function readPositionsAt(
  pool: pg.Pool,
  world: string,
  terminals: readonly string[],
  { atMs, lookBackMs }: { atMs: number; lookBackMs: number },
): Promise<PositionThen[]> {
  if (terminals.length === 0) return [];
  // Both bounds stand in the inner query, so that only the days between them are opened.
  const { rows } = await pool.query<Row>(
    `SELECT t.terminal, p.* FROM unnest($2::text[]) AS t (terminal)
       CROSS JOIN LATERAL (
         SELECT observed_at, lon, lat, speed_kmh, course_deg, fix::text AS fix, source FROM positions
          WHERE world = $1 AND terminal = t.terminal AND observed_at > $3 AND observed_at <= $4
          ORDER BY observed_at DESC LIMIT 1) AS p`,
    [world, terminals, new Date(atMs - lookBackMs).toISOString(), new Date(atMs).toISOString()],
  );
  return rows.map((row) => ({
    terminal: row.terminal,
    observedMs: row.observed_at.getTime(),
    lon: row.lon,
    lat: row.lat,
    speedKmh: row.speed_kmh,
    courseDeg: row.course_deg,
    fix: row.fix,
    source: row.source,
  }));
}
