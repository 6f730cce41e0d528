import { type TableKindName, tableKind } from './columns.ts';

/** A CSV with the columns of a kind in its first row, opened by spreadsheets in the right encoding by its mark. */
export function templateOf(name: TableKindName): string {
  const titles = tableKind(name).columns.map(({ key, title }) => `${title}(${key})`);
  return `\ufeff${titles.join(',')}\r\n`;
}
