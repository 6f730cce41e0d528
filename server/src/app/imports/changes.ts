import type pg from 'pg';
import type { MasterKind } from '../../plumbing/master/kinds.ts';
import type { ReadRow } from './refused-row.ts';

/** What one row would do; `fields` names what differs from the row that is there. */
export interface RowChange {
  row: number;
  id: string;
  what: 'added' | 'changed' | 'unchanged';
  fields: string[];
}

const PAGE = 2000;

/** What these rows would change, without changing it. */
export async function changesOf(pool: pg.Pool, master: MasterKind, rows: readonly ReadRow[]): Promise<RowChange[]> {
  const changes: RowChange[] = [];
  for (let i = 0; i < rows.length; i += PAGE) {
    const page = rows.slice(i, i + PAGE);
    const { rows: told } = await pool.query<RowChange>(
      `SELECT new.at AS row, new.id,
         CASE WHEN old.id IS NULL THEN 'added' WHEN old.row <> new.row::jsonb THEN 'changed' ELSE 'unchanged' END AS what,
         ARRAY(SELECT coalesce(n.key, o.key) FROM jsonb_each(new.row::jsonb) n
               FULL JOIN jsonb_each(old.row) o ON o.key = n.key
               WHERE old.id IS NOT NULL AND n.value IS DISTINCT FROM o.value ORDER BY 1) AS fields
       FROM unnest($2::int[], $3::text[], $4::text[]) AS new (at, id, row)
       LEFT JOIN master old ON old.kind = $1 AND old.id = new.id AND old.valid_to IS NULL ORDER BY new.at`,
      [master, page.map(({ row }) => row), page.map(({ id }) => id), page.map(({ value }) => JSON.stringify(value))],
    );
    changes.push(...told);
  }
  return changes;
}
