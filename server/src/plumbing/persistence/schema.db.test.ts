import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import { withTestDatabase } from '../../testing/database.ts';
import { checkpoints, commands, events, snapshots, worlds } from './schema.ts';

const { pool } = await withTestDatabase();

interface Column {
  name: string;
  type: string;
  required: boolean;
}

async function inDatabase(table: string): Promise<Column[]> {
  const { rows } = await pool.query<Column>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS required
     FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attname`,
    [table],
  );
  return rows;
}

/** drizzle writes `timestamp (3) with time zone`, PostgreSQL `timestamp(3) with time zone`. */
const inCode = (table: PgTable): Column[] =>
  getTableConfig(table)
    .columns.map((column) => ({
      name: column.name,
      type: column.getSQLType().replace(' (', '('),
      required: column.notNull || getTableConfig(table).primaryKeys.some(({ columns }) => columns.includes(column)),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

describe('schema.ts', () => {
  it.each(
    [worlds, events, commands, snapshots, checkpoints].map((table) => [getTableConfig(table).name, table] as const),
  )('[DB-26] describes table %s as the migrations make it', async (name, table) => {
    expect(inCode(table)).toEqual(await inDatabase(name));
  });
});
