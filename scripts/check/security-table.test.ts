import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { faultsOf, type Known, rowsOf } from './security-table.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(`${ROOT}/${path}`, 'utf8');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
});
const hardening = read('scripts/deploy/HARDENING.md');
const sections = hardening.split(/^## /m).slice(1);
const known: Known = {
  files: files.trim().split('\n'),
  read,
  steps: sections.flatMap((section) => /^S\d+/.exec(section)?.[0] ?? []),
};
const rows = rowsOf(read('server/SECURITY.md'));

it('every promise of SECURITY.md names a test that is there, by file and title, or a step that is written', () => {
  expect(rows.length).toBeGreaterThan(40);
  expect(rows.flatMap((row) => faultsOf(row, known))).toEqual([]);
});

it('every step says what to do, what is then to be seen and when, and some promise names it', () => {
  expect(known.steps).toEqual(Array.from({ length: known.steps.length }, (_, index) => `S${index + 1}`));
  for (const section of sections) {
    const [title = ''] = section.split('\n');
    if (!section.includes('| Seen by |'))
      for (const word of ['Do', 'See', 'When']) expect([title, section.includes(`\n${word}`)]).toEqual([title, true]);
  }
  const named = new Set(read('server/SECURITY.md').match(/\bS\d+\b/g));
  expect(known.steps.filter((step) => !named.has(step))).toEqual([]);
});

it('a row that names nothing, a file, a title or a step that is not there is a fault', () => {
  const told = (cell: string): string =>
    rowsOf(`| Promise | How | Shown by |\n|---|---|---|\n| P | how | ${cell} |`)
      .flatMap((row) => faultsOf(row, known))
      .join();
  expect(told('by looking')).toContain('is shown by nothing');
  expect(told('`no-such.test.ts`')).toContain('does not exist');
  expect(told('`schema.test.ts` *x*')).toMatch(/does not exist|files: write more/);
  expect(told('`crowd.test.ts` *no such title*')).toContain('*no such title*, which is not in');
  expect(told('S99')).toContain('no step');
  expect(told('`crowd.test.ts` *a bound for all*; S1')).toBe('');
  expect(rowsOf('| Promise | How |\n|---|---|\n| P | how |')).toEqual([]);
});
