/** The lines that ran, newest last, and where in them the arrow keys stand. */
export interface LineHistory {
  readonly lines: readonly string[];
  /** Index shown now; `lines.length` is the line being written. */
  readonly at: number;
  /** What was being written before ↑ was pressed. */
  readonly draft: string;
}

export const emptyHistory: LineHistory = { lines: [], at: 0, draft: '' };

/** A bureau's shift runs some hundreds of commands; older ones are in the log. */
const keptLines = 100;

/** A line ran. The same line twice running is kept once. */
export function remember(history: LineHistory, line: string): LineHistory {
  const lines = history.lines.at(-1) === line ? history.lines : [...history.lines, line].slice(-keptLines);
  return { lines, at: lines.length, draft: '' };
}

/** One older (-1) or newer (+1); returns the line to show. The draft comes back at the end. */
export function walkHistory(history: LineHistory, shown: string, step: -1 | 1): { history: LineHistory; line: string } {
  const { lines } = history;
  const draft = history.at === lines.length ? shown : history.draft;
  const at = Math.min(lines.length, Math.max(0, history.at + step));
  return { history: { lines, at, draft }, line: lines[at] ?? draft };
}
