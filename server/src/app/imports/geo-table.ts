import { z } from 'zod';
import type { TableKind } from './columns.ts';
import { featuresOf, PositionSchema } from './geo-features.ts';
import type { RefusedRow } from './refused-row.ts';
import type { Sheet } from './sheet.ts';

const PointFeatureSchema = z.object({
  properties: z.record(z.string(), z.unknown()).nullish(),
  geometry: z.object({ type: z.literal('Point'), coordinates: PositionSchema }),
});
const FieldsSchema = z.record(z.string(), z.unknown());

/**
 * Point features as a table: properties are the columns, the point is lon and lat, and from there on every rule of
 * tables holds. Lists may be arrays, rows in a cell arrays of objects. Rows count from 1, as features do.
 */
export function tableOfPoints(json: unknown, kind: TableKind): { sheet: Sheet; refused: RefusedRow[] } {
  const refused: RefusedRow[] = [];
  const found: { row: number; cells: Map<string, string> }[] = [];
  const names = new Set<string>(['lon', 'lat']);
  for (const [i, feature] of featuresOf(json).entries()) {
    const parsed = PointFeatureSchema.safeParse(feature);
    if (!parsed.success) {
      refused.push({
        row: i + 1,
        path: 'geometry',
        code: 'no_point',
        message: 'this kind comes as Point features; areas of divisions come as boundaries',
      });
      continue;
    }
    const cells = new Map<string, string>();
    for (const [name, given] of Object.entries(parsed.data.properties ?? {})) {
      names.add(name);
      cells.set(name, cellOf(given, kind, name));
    }
    const [lon, lat] = parsed.data.geometry.coordinates;
    cells.set('lon', String(lon)).set('lat', String(lat));
    found.push({ row: i + 1, cells });
  }
  const header = [...names];
  // With nothing taken there is nothing whose columns could be missing.
  if (found.length === 0) return { sheet: { header: kind.columns.map(({ key }) => key), rows: [] }, refused };
  return {
    sheet: {
      header,
      rows: found.map(({ row, cells }) => ({ row, cells: header.map((name) => cells.get(name) ?? '') })),
    },
    refused,
  };
}

function cellOf(given: unknown, kind: TableKind, name: string): string {
  if (given === null || given === undefined) return '';
  if (!Array.isArray(given))
    return typeof given === 'object' ? JSON.stringify(given) : String(given).normalize('NFKC').trim();
  const cell = kind.columns.find(({ key, title }) => key === name || title === name)?.cell;
  return given
    .map((item) => {
      const fields = FieldsSchema.safeParse(item);
      if (cell?.as !== 'rows' || !fields.success) return String(item);
      return cell.fields.map(({ key }) => String(fields.data[key] ?? '')).join('|');
    })
    .join(';');
}
