/** One thing looked at. `watch`: works, but will hurt one night; `bad`: mend before relying on it. */
export interface Finding {
  area: 'machine' | 'clock' | 'disk' | 'database' | 'backup' | 'redis' | 'certificate' | 'uploads' | 'server';
  state: 'good' | 'watch' | 'bad' | 'unknown';
  what: string;
  /** What to do; always there when the state is not good. */
  remedy?: string;
}

const MARK: Record<Finding['state'], string> = { good: 'ok   ', watch: 'WATCH', bad: 'BAD  ', unknown: '?    ' };

export function shown({ area, state, what, remedy }: Finding): string {
  const line = `${MARK[state]} ${area.padEnd(11)} ${what}`;
  return remedy === undefined ? line : `${line}\n${' '.repeat(18)}-> ${remedy}`;
}

/** 1 when something must be mended; a warning alone is no failure. */
export const exitCodeOf = (findings: readonly Finding[]): number =>
  findings.some(({ state }) => state === 'bad') ? 1 : 0;
