import type { z } from 'zod';

/** Why a row was not taken; screens have words for each, files of refused rows name them. */
export type RefusedCode =
  | 'cell_empty'
  | 'formula'
  | 'not_number'
  | 'not_yes_no'
  | 'code_rounded'
  | 'bad_phone'
  | 'bad_division_code'
  | 'bad_id'
  | 'bad_format'
  | 'wrong_type'
  | 'not_in_list'
  | 'too_small'
  | 'too_big'
  | 'not_valid'
  | 'repeated'
  | 'unknown_reference'
  | 'no_point';

/** A row that was not taken. `row` as a spreadsheet counts, the header being 1; for GeoJSON the feature, from 1. */
export interface RefusedRow {
  row: number;
  path: string;
  code: RefusedCode;
  message: string;
  /** What the words of the code need: the value found, the values allowed, the limit. */
  facts?: Readonly<Record<string, string>>;
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
  /** Features taken into one row: a road network is one row of many lines. */
  features?: number;
}

/** A schema's issue as a refusal; `path` is already in the words of the table. */
export function refusalOf(row: number, path: string, issue: z.core.$ZodIssue): RefusedRow {
  return { row, path, message: issue.message, ...codeOf(path, issue) };
}

function codeOf(path: string, issue: z.core.$ZodIssue): Pick<RefusedRow, 'code' | 'facts'> {
  switch (issue.code) {
    case 'invalid_format':
      return { code: formatCode(path) };
    case 'invalid_value':
      return { code: 'not_in_list', facts: { values: issue.values.map(String).join(', ') } };
    case 'too_small':
      return { code: 'too_small', facts: { limit: String(issue.minimum) } };
    case 'too_big':
      return { code: 'too_big', facts: { limit: String(issue.maximum) } };
    case 'invalid_type':
      return { code: 'wrong_type', facts: { expected: issue.expected } };
    default:
      return { code: 'not_valid' };
  }
}

const IDS: readonly string[] = ['id', 'person', 'holder', 'deputies', 'deputy', 'superior', 'leader', 'keeper'];

function formatCode(path: string): RefusedCode {
  const column = path.split('.')[0] ?? '';
  if (column === 'phone') return 'bad_phone';
  if (column === 'division' || column === 'code' || column === 'county') return 'bad_division_code';
  return IDS.includes(column) || column === 'responsible' || column === 'sensors' ? 'bad_id' : 'bad_format';
}
