import type { z } from 'zod';
import { fromGcj02 } from '../../ingest/jt808/gcj02.ts';
import { MASTER_KINDS } from '../../plumbing/master/kinds.ts';
import { rowId } from '../../plumbing/master/master-store.ts';
import type { Column, TableKind } from './columns.ts';
import { type Read, type RefusedRow, refusalOf } from './refused-row.ts';
import { type Sheet, SheetError } from './sheet.ts';

export type Crs = 'wgs84' | 'gcj02';

/** A text that a spreadsheet would carry out as a formula when the data is exported again. */
const FORMULA = /^[=+\-@\t\r]/;
const LONG_CODES: readonly string[] = ['code', 'county', 'division', 'phone'];
const SHORTENED = /^\d(\.\d+)?E\+?\d+$/i;
const YES: Readonly<Record<string, boolean>> = {
  '1': true,
  是: true,
  true: true,
  yes: true,
  '0': false,
  否: false,
  false: false,
  no: false,
};

/** Rows of a table as rows of the county; each stands or falls alone. Throws SheetError when columns are missing. */
export function rowsOfTable(
  sheet: Sheet,
  kind: TableKind,
  crs: Crs,
  /** The row of this id as it is now. */
  present: (id: string) => object | undefined = () => undefined,
): Read {
  const places = columnsOf(sheet.header, kind.columns);
  const schema: z.ZodType = MASTER_KINDS[kind.master];
  const read: Read = { rows: [], refused: [] };
  const seen = new Map<string, number>();
  // Nobody named is a list of nobody; nothing said about thresholds leaves those that are there.
  const emptyLists = Object.fromEntries(
    kind.columns.filter(({ cell }) => cell.as === 'list').map(({ key }) => [key, []]),
  );
  for (const { row, cells } of sheet.rows) {
    const problems: RefusedRow[] = [];
    const fields: Record<string, unknown> = { ...emptyLists };
    for (const [column, at] of places) {
      const cell = cells[at] ?? '';
      const field = fieldOf(cell, column);
      if (field.kind === 'problem') problems.push({ row, path: column.key, ...field.problem });
      else if (field.kind === 'value') fields[column.key] = field.value;
    }
    if (problems.length > 0) {
      read.refused.push(...problems);
      continue;
    }
    const parsed = schema.safeParse(withPoint({ ...keptOf(kind, fields, present), ...fields }, kind.point, crs));
    if (!parsed.success) {
      for (const issue of parsed.error.issues.slice(0, 5))
        read.refused.push(refusalOf(row, pathOf(issue.path, kind.point), issue));
      continue;
    }
    const id = rowId(kind.master, parsed.data);
    const before = seen.get(id);
    if (before !== undefined)
      read.refused.push({
        row,
        path: 'id',
        code: 'repeated',
        message: `${id} stands in row ${before} already`,
        facts: { name: id, row: String(before) },
      });
    else {
      seen.set(id, row);
      read.rows.push({ row, id, value: parsed.data });
    }
  }
  return read;
}

/** What the table does not say stays as it is; a new row gets the default. */
function keptOf(
  kind: TableKind,
  fields: Record<string, unknown>,
  present: (id: string) => object | undefined,
): Record<string, unknown> {
  const id = fields[kind.master === 'division' ? 'code' : 'id'];
  const now = new Map(Object.entries((typeof id === 'string' ? present(id) : undefined) ?? {}));
  return Object.fromEntries(Object.entries(kind.kept).map(([key, value]) => [key, now.get(key) ?? value]));
}

/** Columns by key, title, or `title(key)` as the template writes it. */
function columnsOf(header: readonly string[], columns: readonly Column[]): [Column, number][] {
  const names = header.map((name) => name.toLowerCase());
  const found = columns.flatMap((column): [Column, number][] => {
    const at = names.findIndex((name) => {
      const key = column.key.toLowerCase();
      return name === key || name === column.title || name === `${column.title}(${key})`;
    });
    return at < 0 ? [] : [[column, at]];
  });
  const missing = columns.filter((column) => column.need === 'required' && !found.some(([one]) => one === column));
  if (missing.length > 0)
    throw new SheetError(
      'column_missing',
      `the first row lacks ${missing.map(({ title, key }) => `${title}(${key})`).join(', ')}; take the template`,
    );
  return found;
}

type Problem = Pick<RefusedRow, 'code' | 'message' | 'facts'>;
type Field = { kind: 'absent' } | { kind: 'value'; value: unknown } | { kind: 'problem'; problem: Problem };

const value = (given: unknown): Field => ({ kind: 'value', value: given });
const problem = (given: Problem): Field => ({ kind: 'problem', problem: given });

function fieldOf(cell: string, { cell: kind, need, key }: Column): Field {
  if (cell === '')
    return need === 'required' ? problem({ code: 'cell_empty', message: 'this cell is empty' }) : { kind: 'absent' };
  switch (kind.as) {
    case 'text':
      return formula(cell) ?? rounded(cell, key) ?? value(cell);
    case 'number':
      return numberOf(cell);
    case 'list': {
      const items = cell
        .split(/[;；、]/)
        .map((item) => item.trim())
        .filter((item) => item !== '');
      for (const item of items) {
        const bad = formula(item);
        if (bad !== undefined) return bad;
      }
      return value(items);
    }
    case 'yes': {
      const yes = YES[cell.toLowerCase()];
      return yes === undefined ? problem({ code: 'not_yes_no', message: 'write 1 or 0 (是 or 否)' }) : value(yes);
    }
    case 'rows':
      return rowsIn(cell, kind.fields);
  }
}

function rowsIn(cell: string, fields: readonly { key: string; as: 'text' | 'number' }[]): Field {
  const rows: Record<string, unknown>[] = [];
  for (const line of cell.split(/[;；]/)) {
    if (line.trim() === '') continue;
    const parts = line.split('|').map((part) => part.trim());
    const row: Record<string, unknown> = {};
    for (const [i, { key, as }] of fields.entries()) {
      const part = parts[i] ?? '';
      if (part === '') continue;
      const field = as === 'number' ? numberOf(part) : (formula(part) ?? value(part));
      if (field.kind === 'problem') return field;
      if (field.kind === 'value') row[key] = field.value;
    }
    rows.push(row);
  }
  return value(rows);
}

function formula(cell: string): Field | undefined {
  return FORMULA.test(cell)
    ? problem({
        code: 'formula',
        message: `a text may not begin with ${JSON.stringify(cell[0])}: a spreadsheet would run it`,
        facts: { value: cell.slice(0, 20) },
      })
    : undefined;
}

/** A long code that a spreadsheet took for a number and shortened: the digits are lost and nobody may guess them. */
function rounded(cell: string, key: string): Field | undefined {
  return LONG_CODES.includes(key) && SHORTENED.test(cell)
    ? problem({
        code: 'code_rounded',
        message: `${cell.slice(0, 20)} was shortened by a spreadsheet: make the column text and enter the code again`,
        facts: { value: cell.slice(0, 20) },
      })
    : undefined;
}

function numberOf(cell: string): Field {
  const number = Number(cell.replaceAll(',', ''));
  return Number.isFinite(number)
    ? value(number)
    : problem({
        code: 'not_number',
        message: `${JSON.stringify(cell.slice(0, 20))} is no number`,
        facts: { value: cell.slice(0, 20) },
      });
}

function withPoint(fields: Record<string, unknown>, point: string | undefined, crs: Crs): Record<string, unknown> {
  if (point === undefined) return fields;
  const { lon, lat, ...rest } = fields;
  if (typeof lon !== 'number' || typeof lat !== 'number') return { ...rest, [point]: { lon, lat } };
  const [x, y] = crs === 'gcj02' ? fromGcj02(lon, lat) : [lon, lat];
  return { ...rest, [point]: { lon: x, lat: y } };
}

/** The clerk knows the column `lon`, not the field `seat.lon`. */
function pathOf(path: readonly PropertyKey[], point: string | undefined): string {
  const parts = path.map(String);
  return (parts[0] === point && parts.length > 1 ? parts.slice(1) : parts).join('.');
}
