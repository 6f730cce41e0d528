import { csvField } from '../../../plumbing/http/csv-field.ts';

/** One cell with what ends it; a quoted one may hold commas, line ends and doubled quotes. */
const CELL = /("[^"]*(?:""[^"]*)*"|[^,\r\n]*)(,|\r\n|$)/y;
/** After number, two times and the code of the event; the content stays last. */
const AT = 4;

/**
 * The log as the server hands it out, with a column more: each line in words. What stands in the file is kept to the
 * letter, so it stays masked and safe from formulas; the words are made so.
 *
 * @param said the words of an event by its number; undefined: none could be made
 */
export function withWords(file: string, head: string, said: (seq: number) => string | undefined): string {
  const lines: string[] = [];
  let cells: string[] = [];
  CELL.lastIndex = file.startsWith('\ufeff') ? 1 : 0;
  while (CELL.lastIndex < file.length) {
    const [, cell = '', end = ''] = CELL.exec(file) ?? [];
    cells.push(cell);
    if (end === ',') continue;
    const words = lines.length === 0 ? head : (said(Number(cells[0])) ?? '—');
    lines.push(cells.toSpliced(AT, 0, csvField(words)).join(','));
    cells = [];
    if (end === '') break;
  }
  return lines.map((line) => `${line}\r\n`).join('');
}
