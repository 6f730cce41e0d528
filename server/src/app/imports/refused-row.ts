/** A row that was not taken. `row` as a spreadsheet counts, the header being 1; for GeoJSON the feature, from 1. */
export interface RefusedRow {
  row: number;
  path: string;
  message: string;
}

/** A row that fits its schema. */
export interface ReadRow {
  row: number;
  id: string;
  value: unknown;
}

export interface Read {
  rows: ReadRow[];
  refused: RefusedRow[];
}
