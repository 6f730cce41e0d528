import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { PlanRowSchema } from '@sitong/shared/kernel/master/plan.ts';
import { z } from 'zod';
import type { MasterKind } from '../../plumbing/master/kinds.ts';
import { TABLE_KIND_NAMES, type TableKind, type TableKindName, tableKind } from './columns.ts';
import { boundaryRows, roadRows } from './geo-rows.ts';
import { tableOfPoints } from './geo-table.ts';
import { checkReferences } from './references.ts';
import { type Read, refusalOf } from './refused-row.ts';
import { decodeText, readTable, SheetError } from './sheet.ts';
import { type Crs, rowsOfTable } from './table-rows.ts';
import { waterRows } from './water-rows.ts';

export const IMPORT_KINDS = [...TABLE_KIND_NAMES, 'plans', 'boundaries', 'roads', 'water'] as const;
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
    case 'water':
      return { master: 'water', ...waterRows(jsonOf(bytes, form, kind), crs) };
    default: {
      const table = tableKind(kind);
      const read = await tableOf(kind, table, form, bytes, crs, county);
      return { master: table.master, ...checkReferences(read, table.master, county) };
    }
  }
}

/** Tables come as CSV or XLSX; what has a place may also come as GeoJSON points. */
async function tableOf(
  kind: TableKindName,
  table: TableKind,
  form: FileForm,
  bytes: Buffer,
  crs: Crs,
  county: CountyIndex,
): Promise<Read> {
  const present = presentIn(kind, county);
  if (form !== 'json') return rowsOfTable(await readTable(bytes, form), table, crs, present);
  if (table.point === undefined) throw new SheetError('wrong_form', `${kind} come as CSV or XLSX; take the template`);
  const { sheet, refused } = tableOfPoints(jsonOf(bytes, form, kind), table);
  const read = rowsOfTable(sheet, table, crs, present);
  return { ...read, refused: [...refused, ...read.refused] };
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
        read.refused.push(refusalOf(i + 1, issue.path.join('.'), issue));
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
