import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type pg from 'pg';
import { z } from 'zod';

/**
 * A world as it lay in the database when its clock was stopped, row by row: pictures taken of it at any later time
 * show the same second of the same evening. Columns that came later take their defaults, and events are brought up
 * to date as old logs are; when a migration asks for more, `pnpm shots --record` plays the evening anew.
 */
const RowSchema = z.record(z.string(), z.json());
const RecordingSchema = z.object({
  world: z.string(),
  /** The first incident of the world: the one whose room is shown. */
  incident: z.string(),
  tables: z.array(z.object({ table: z.string().regex(/^[a-z_]+$/), rows: z.array(RowSchema) })),
});
export type Recording = z.infer<typeof RecordingSchema>;

/** The drill of the pictures, and what lies in the live world on the morning before. */
export const STORM = new URL('../../web/visual/storm.json.gz', import.meta.url);
export const ORDINARY_DAY = new URL('../../web/visual/ordinary-day.json.gz', import.meta.url);

/** Keys, secrets and who looked when are nobody's picture; a snapshot is folded anew. */
const LEFT_OUT = ['api_tokens', 'vault', 'deliveries', 'snapshots', 'refused_inputs', 'leases'];

export async function record(pool: pg.Pool, world: string, incident: string): Promise<Recording> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT c.table_name AS name FROM information_schema.columns c JOIN pg_class k ON k.relname = c.table_name
     WHERE c.column_name = 'world' AND c.table_schema = 'public' AND NOT k.relispartition AND k.relkind IN ('r', 'p')
     ORDER BY 1`,
  );
  const recording: Recording = { world, incident, tables: [await rowsOf(pool, 'worlds', 'id', world)] };
  for (const { name } of tables) {
    if (!LEFT_OUT.includes(name)) recording.tables.push(await rowsOf(pool, name, 'world', world));
  }
  return recording;
}

async function rowsOf(
  pool: pg.Pool,
  table: string,
  column: string,
  world: string,
): Promise<Recording['tables'][number]> {
  const { rows } = await pool.query<{ row: unknown }>(
    `SELECT to_jsonb(t) AS row FROM ${table} t WHERE ${column} = $1 ORDER BY to_jsonb(t)::text`,
    [world],
  );
  return { table, rows: rows.map(({ row }) => RowSchema.parse(row)) };
}

/** Puts the world into a migrated database, before a server opens it. Throws with the table that no longer fits. */
export async function playBack(pool: pg.Pool, { world, tables }: Recording): Promise<void> {
  // The live world is made by the migrations, empty.
  await pool.query('DELETE FROM worlds WHERE id = $1', [world]);
  for (const { table, rows } of tables) {
    const columns = Object.keys(rows[0] ?? {})
      .map((name) => `"${name}"`)
      .join(', ');
    if (columns === '') continue;
    try {
      await pool.query(
        `INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM json_populate_recordset(NULL::${table}, $1)`,
        [JSON.stringify(rows)],
      );
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`the recorded world no longer fits ${table} (${why}): record it anew with pnpm shots --record`);
    }
  }
}

export async function readRecording(file: URL): Promise<Recording> {
  const text = (await promisify(gunzip)(await readFile(file))).toString('utf8');
  return RecordingSchema.parse(JSON.parse(text));
}

export async function writeRecording(file: URL, recording: Recording): Promise<void> {
  await writeFile(file, await promisify(gzip)(JSON.stringify(recording), { level: 9 }));
}
