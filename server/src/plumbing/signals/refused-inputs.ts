import type pg from 'pg';

/** An input a door refused, with the bytes that caused it. */
export interface RefusedInput {
  source: string;
  /** World time. */
  atMs: number;
  code: string;
  message: string;
  path: string;
  /** The first 8 kB. */
  raw: Buffer;
  /** Length of the whole. */
  rawBytes: number;
}

/** Kept of each source. */
export const MOST_REFUSED = 1000;

export async function insertRefused(pool: pg.Pool, world: string, inputs: readonly RefusedInput[]): Promise<void> {
  const text = (value: string): string => value.replaceAll('\0', '').toWellFormed();
  await pool.query(
    `INSERT INTO refused_inputs (world, source, at, code, message, path, raw, raw_bytes)
     SELECT $1, * FROM unnest($2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::int[])`,
    [
      world,
      inputs.map(({ source }) => source),
      inputs.map(({ atMs }) => new Date(atMs).toISOString()),
      inputs.map(({ code }) => text(code)),
      inputs.map(({ message }) => text(message)),
      inputs.map(({ path }) => text(path)),
      inputs.map(({ raw }) => raw),
      inputs.map(({ rawBytes }) => rawBytes),
    ],
  );
}

export async function trimRefused(pool: pg.Pool, world: string, source: string): Promise<void> {
  await pool.query(
    `DELETE FROM refused_inputs WHERE world = $1 AND source = $2 AND id <= (
       SELECT id FROM refused_inputs WHERE world = $1 AND source = $2 ORDER BY id DESC OFFSET $3 LIMIT 1)`,
    [world, source, MOST_REFUSED],
  );
}

export interface ListedRefusal {
  id: number;
  source: string;
  at: Date;
  code: string;
  message: string;
  path: string;
  raw: Buffer;
  raw_bytes: number;
}

/** Newest first; `before` is the id the last page ended with. */
export async function listRefused(
  pool: pg.Pool,
  world: string,
  page: { source: string | undefined; before: number | undefined; limit: number },
): Promise<ListedRefusal[]> {
  const { rows } = await pool.query<ListedRefusal>(
    `SELECT id, source, at, code, message, path, raw, raw_bytes FROM refused_inputs
     WHERE world = $1 AND ($2::text IS NULL OR source = $2) AND ($3::bigint IS NULL OR id < $3)
     ORDER BY id DESC LIMIT $4`,
    [world, page.source ?? null, page.before ?? null, page.limit],
  );
  return rows;
}
