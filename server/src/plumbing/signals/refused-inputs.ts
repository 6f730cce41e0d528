import type pg from 'pg';

export type RefusedFacts = Readonly<Record<string, string | number>>;

/** An input a door refused, with the bytes that caused it. */
export interface RefusedInput {
  source: string;
  /** World time. */
  atMs: number;
  code: string;
  message: string;
  path: string;
  /** What the words of the code need (`kernel/ingest-reasons.ts`). */
  facts: RefusedFacts | null;
  /** The first 8 kB. */
  raw: Buffer;
  /** Length of the whole. */
  rawBytes: number;
}

/** Kept of each source. */
export const MOST_REFUSED = 1000;
const MOST_FACT_CHARS = 200;

/** Neither text nor jsonb of PostgreSQL holds a zero byte or half a character. */
const storable = (value: string): string => value.replaceAll('\0', '').toWellFormed();

export async function insertRefused(pool: pg.Pool, world: string, inputs: readonly RefusedInput[]): Promise<void> {
  await pool.query(
    `INSERT INTO refused_inputs (world, source, at, code, message, path, raw, raw_bytes, facts)
     SELECT $1, * FROM unnest($2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::int[],
       $9::jsonb[])`,
    [
      world,
      inputs.map(({ source }) => source),
      inputs.map(({ atMs }) => new Date(atMs).toISOString()),
      inputs.map(({ code }) => storable(code)),
      inputs.map(({ message }) => storable(message)),
      inputs.map(({ path }) => storable(path)),
      inputs.map(({ raw }) => raw),
      inputs.map(({ rawBytes }) => rawBytes),
      inputs.map(({ facts }) => (facts === null ? null : JSON.stringify(facts, storableFact))),
    ],
  );
}

function storableFact(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? storable(value.slice(0, MOST_FACT_CHARS)) : value;
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
  /** Null: the words need none, or the row is from before facts were kept. */
  facts: RefusedFacts | null;
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
    `SELECT id, source, at, code, message, path, facts, raw, raw_bytes FROM refused_inputs
     WHERE world = $1 AND ($2::text IS NULL OR source = $2) AND ($3::bigint IS NULL OR id < $3)
     ORDER BY id DESC LIMIT $4`,
    [world, page.source ?? null, page.before ?? null, page.limit],
  );
  return rows;
}
