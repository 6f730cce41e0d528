/** A spreadsheet runs what begins like this as a formula (OWASP); the server's `csvText` holds the same. */
const FORMULA = /^[\s\u200b\ufeff]*[=+\-@\t\r|%\uff1d\uff0b\uff0d\uff20]/u;

/** One field of a CSV row; a quote before what would run as a formula makes it text again. */
export function csvField(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
