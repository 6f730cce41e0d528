import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { PlanRowSchema } from '@sitong/shared/kernel/master/plan.ts';
import type pg from 'pg';
import { z } from 'zod';
import type { MasterKind } from '../../plumbing/master/kinds.ts';
import { TABLE_KIND_NAMES, tableKind } from './columns.ts';
import { boundaryRows, roadRows } from './geo-rows.ts';
import { checkReferences } from './references.ts';
import type { Read, ReadRow } from './refused-row.ts';
import { decodeText, readTable, SheetError } from './sheet.ts';
import { type Crs, rowsOfTable } from './table-rows.ts';

export const IMPORT_KINDS = [...TABLE_KIND_NAMES, 'plans', 'boundaries', 'roads'] as const;
export const ImportKindSchema = z.enum(IMPORT_KINDS);
export type ImportKind = z.infer<typeof ImportKindSchema>;

export type FileForm = 'csv' | 'xlsx' | 'json';

export interface ImportFile {
  kind: ImportKind;
  form: FileForm;
  bytes: Buffer;
  crs: Crs;
}

/** Reads a file against the county as it is. Throws SheetError when the file is not of its kind at all. */
export async function readImport(
  { kind, form, bytes, crs }: ImportFile,
  county: CountyIndex,
): Promise<Read & { master: MasterKind }> {
  switch (kind) {
    case 'plans':
      return { master: 'plan', ...planRows(jsonOf(bytes, form, kind)) };
    case 'boundaries':
      return { master: 'division', ...boundaryRows(jsonOf(bytes, form, kind), county, crs) };
    case 'roads':
      return { master: 'roads', ...roadRows(jsonOf(bytes, form, kind), crs) };
    default: {
      if (form === 'json') throw new SheetError('wrong_form', `${kind} come as CSV or XLSX; take the template`);
      const table = tableKind(kind);
      const read = rowsOfTable(await readTable(bytes, form), table, crs, presentIn(kind, county));
      return { master: table.master, ...checkReferences(read, table.master, county) };
    }
  }
}

/** Rows of those kinds that hold more than a table says. */
function presentIn(kind: ImportKind, county: CountyIndex): (id: string) => object | undefined {
  switch (kind) {
    case 'divisions':
      return (id) => county.divisions.get(id);
    case 'sensors':
      return (id) => county.sensors.get(id);
    case 'depots':
      return (id) => county.depots.get(id);
    default:
      return () => undefined;
  }
}

function planRows(json: unknown): Read {
  const plans = z.array(z.unknown()).max(200).safeParse(json);
  if (!plans.success) throw new SheetError('json_invalid', 'send a JSON array of plans');
  const read: Read = { rows: [], refused: [] };
  for (const [i, plan] of plans.data.entries()) {
    const parsed = PlanRowSchema.safeParse(plan);
    if (parsed.success) read.rows.push({ row: i + 1, id: parsed.data.id, value: parsed.data });
    else
      for (const issue of parsed.error.issues.slice(0, 5))
        read.refused.push({ row: i + 1, path: issue.path.join('.'), message: issue.message });
  }
  return read;
}

function jsonOf(bytes: Buffer, form: FileForm, kind: ImportKind): unknown {
  if (form !== 'json') throw new SheetError('wrong_form', `${kind} come as ${kind === 'plans' ? 'JSON' : 'GeoJSON'}`);
  try {
    return JSON.parse(decodeText(bytes));
  } catch (error) {
    throw new SheetError(
      'json_invalid',
      `the file is no JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

export interface Changes {
  added: number;
  changed: number;
  unchanged: number;
}

/** What these rows would change, without changing it. */
export async function changesOf(pool: pg.Pool, master: MasterKind, rows: readonly ReadRow[]): Promise<Changes> {
  const changes: Changes = { added: 0, changed: 0, unchanged: 0 };
  for (let i = 0; i < rows.length; i += 2000) {
    const page = rows.slice(i, i + 2000);
    const { rows: told } = await pool.query<{ what: keyof Changes; n: string }>(
      `SELECT CASE WHEN old.id IS NULL THEN 'added' WHEN old.row <> new.row::jsonb THEN 'changed' ELSE 'unchanged' END AS what,
         count(*) AS n
       FROM unnest($2::text[], $3::text[]) AS new (id, row)
       LEFT JOIN master old ON old.kind = $1 AND old.id = new.id AND old.valid_to IS NULL GROUP BY 1`,
      [master, page.map(({ id }) => id), page.map(({ value }) => JSON.stringify(value))],
    );
    for (const { what, n } of told) changes[what] += Number(n);
  }
  return changes;
}
