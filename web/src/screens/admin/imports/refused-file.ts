import type { RefusedRowTold } from '@sitong/shared/kernel/master/import-told.ts';
import { csvField } from '../../../plumbing/http/csv-field.ts';

/** Refused rows as a table for a clerk's spreadsheet: nothing in it can be run as a formula. */
export function refusedText(
  rows: readonly RefusedRowTold[],
  header: readonly string[],
  reason: (row: RefusedRowTold) => string,
): string {
  const lines = rows.map((row) => [String(row.row), row.path, row.code, reason(row)]);
  return [header, ...lines].map((line) => line.map(csvField).join(',')).join('\r\n');
}
