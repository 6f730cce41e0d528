import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { migrate, readMigrations } from '@sitong/server/plumbing/persistence/migrate.ts';
import pg from 'pg';
import { z } from 'zod';
import { HalfWaySchema } from './play.ts';

/**
 * The data of an earlier version, as small as it can be: rows of every table but histories, sessions and the demo county's
 * households and roads, as JSON by PostgreSQL itself, with the names and hashes of the migrations that had made the tables.
 */
export const DumpSchema = z.object({
  /** Commit of the version that wrote the data. */
  from: z.string(),
  migrations: z.array(z.object({ name: z.string(), hash: z.string() })),
  heads: z.array(z.object({ world: z.string(), seq: z.number(), hash: z.string() })),
  halfWay: HalfWaySchema,
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.string() })),
});
export type Dump = z.infer<typeof DumpSchema>;

const LEFT_OUT: Readonly<Record<string, string>> = { master: `kind NOT IN ('household', 'road')`, sessions: 'false' };
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const TABLES = `SELECT c.relname AS name, array_agg(a.attname ORDER BY a.attnum)::text[] AS columns
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT c.relispartition AND c.relname <> 'migrations'
  GROUP BY c.relname ORDER BY c.relname`;
const TableRows = z.array(z.object({ name: z.string(), columns: z.array(z.string()) }));

/** All of it as of one moment, while the server runs. */
export async function takeDump(url: string, about: Pick<Dump, 'from' | 'halfWay'>): Promise<Dump> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const tables = [];
    for (const { name, columns } of TableRows.parse((await client.query(TABLES)).rows)) {
      const where = LEFT_OUT[name] === undefined ? '' : ` WHERE ${LEFT_OUT[name]}`;
      const list = columns.map(quoted).join(', ');
      const { rows } = await client.query<{ json: string | null }>(
        `SELECT json_agg(t)::text AS json FROM (SELECT ${list} FROM ${quoted(name)}${where}) t`,
      );
      const json = rows[0]?.json ?? '';
      if (json !== '') tables.push({ name, columns, rows: json });
    }
    const migrations = await client.query('SELECT name, hash FROM migrations ORDER BY name COLLATE "C"');
    const heads = await client.query(
      `SELECT id AS world, head_seq::int AS seq, encode(head_hash, 'hex') AS hash FROM worlds ORDER BY id`,
    );
    return DumpSchema.parse({ ...about, migrations: migrations.rows, heads: heads.rows, tables });
  } finally {
    await client.end();
  }
}

export const packDump = (dump: Dump): Buffer => brotliCompressSync(JSON.stringify(dump));
export const unpackDump = (bytes: Buffer): Dump => DumpSchema.parse(JSON.parse(brotliDecompressSync(bytes).toString()));

/**
 * Puts the data into an empty database, in the shape it had: the same migrations, which must not have been edited since.
 * @throws Error naming the migration that is gone or was edited
 */
export async function putBack(url: string, dump: Dump): Promise<void> {
  const files = readMigrations();
  const then = dump.migrations.map(({ name, hash }) => {
    const file = files.find((candidate) => candidate.name === name);
    if (file?.hash !== hash)
      throw new Error(`migration ${name} of ${dump.from} is gone or was edited: its data cannot be brought up to date`);
    return file;
  });
  await migrate(url, then);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Rows the migrations themselves put in come again with the data.
    await client.query('SET session_replication_role = replica');
    for (const { name, columns, rows } of dump.tables) {
      await client.query(`DELETE FROM ${quoted(name)}`);
      const list = columns.map(quoted).join(', ');
      await client.query(
        `INSERT INTO ${quoted(name)} (${list}) SELECT ${list} FROM json_populate_recordset(NULL::${quoted(name)}, $1::json)`,
        [rows],
      );
    }
  } finally {
    await client.end();
  }
}
