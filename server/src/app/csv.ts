/** A spreadsheet runs what begins like this as a formula; a quote before it makes it text again (OWASP). */
const FORMULA = /^[\s\u200b\ufeff]*[=+\-@\t\r|%\uff1d\uff0b\uff0d\uff20]/u;

/**
 * RFC 4180 with a byte order mark, so that a spreadsheet reads Chinese. Every cell is quoted, and a text that
 * would run as a formula is shown as the text it is; numbers stay numbers.
 */
export function csvText(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number): string => {
    if (typeof value === 'number') return String(value);
    const safe = FORMULA.test(value) ? `'${value}` : value;
    return `"${safe.replaceAll('"', '""')}"`;
  };
  const line = (cells: readonly (string | number)[]): string => `${cells.map(cell).join(',')}\r\n`;
  return `\ufeff${line(header)}${rows.map(line).join('')}`;
}
