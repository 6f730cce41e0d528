import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { readSheet as readXlsx } from 'read-excel-file/node';
import { z } from 'zod';
import { claimedZipBytes } from './zip-size.ts';

/** A table as it was sent; `row` counts from 1 as a spreadsheet shows it, the header included. */
export interface Sheet {
  header: string[];
  rows: { row: number; cells: string[] }[];
}

export const MOST_ROWS = 100_000;
const MOST_CELL_CHARS = 20_000;
/** What an XLSX file may hold unpacked: a zip of 1 MB can hold gigabytes. */
const MOST_UNPACKED_BYTES = 200_000_000;

const RecordsSchema = z.array(z.array(z.string()));

/** The file is no table; the message says why, for the person who sent it. */
export class SheetError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export async function readTable(bytes: Buffer, form: 'csv' | 'xlsx'): Promise<Sheet> {
  const all = form === 'csv' ? csvRows(bytes) : await xlsxRows(bytes);
  const filled = all.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const [first, ...rows] = filled;
  if (first === undefined) throw new SheetError('empty', 'the table is empty: its first row must name the columns');
  if (rows.length > MOST_ROWS)
    throw new SheetError('too_many_rows', `at most ${MOST_ROWS} rows at once; split the file`);
  return { header: first.cells, rows };
}

/** Spreadsheets in China write GB18030 as often as UTF-8; the bytes tell. */
export function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(bytes, 'gb18030');
  }
}

function csvRows(bytes: Buffer): Sheet['rows'] {
  try {
    const parsed: unknown = parse(decodeText(bytes), {
      bom: true,
      // Rows added by another program may end otherwise than the first one does.
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      trim: true,
      delimiter: [',', '\t'],
      max_record_size: 1_000_000,
    });
    // Records, not lines: a cell may hold a line break, and the spreadsheet counts its row once.
    return RecordsSchema.parse(parsed).map((record, i) => ({ row: i + 1, cells: record.map(tidy) }));
  } catch (error) {
    throw new SheetError(
      'csv_invalid',
      `the file is no CSV: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function xlsxRows(bytes: Buffer): Promise<Sheet['rows']> {
  const claimed = claimedZipBytes(bytes);
  if (claimed === undefined)
    throw new SheetError('xlsx_invalid', 'the file is no XLSX workbook; old XLS files must be saved anew');
  if (claimed > MOST_UNPACKED_BYTES)
    throw new SheetError(
      'too_large',
      `unpacked the workbook would hold ${Math.round(claimed / 1e6)} MB; send less at once`,
    );
  try {
    // Numbers stay text: a 12-digit code or a phone number must not go through floating point.
    const rows = await readXlsx<string>(bytes, { parseNumber: wholeNumber });
    return rows.map((cells, i) => ({
      row: i + 1,
      cells: cells.map((cell) => (cell === null ? '' : tidy(String(cell)))),
    }));
  } catch (error) {
    throw new SheetError(
      'xlsx_invalid',
      `the workbook could not be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** A workbook may keep 610525101233 as `6.10525101233E11`: all digits are there and are written out. */
function wholeNumber(text: string): string {
  if (!/^-?\d(\.\d+)?E\+?\d+$/i.test(text)) return text;
  const number = Number(text);
  return Number.isSafeInteger(number) ? String(number) : text;
}

/** Full-width digits and letters are what an input method leaves behind. */
function tidy(cell: string): string {
  return cell.slice(0, MOST_CELL_CHARS).normalize('NFKC').trim();
}
