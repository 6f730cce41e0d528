import { expect, it } from 'vitest';
import { exitCodeOf } from './finding.ts';
import { checkScanner, judgeScanner } from './scanner.ts';

const DAY_MS = 86_400_000;
const nowMs = Date.parse('2026-11-22T08:00:00Z');

it('says "no scanner" where none is set, which is no failure', async () => {
  const findings = await checkScanner({ clamd: null }, nowMs);
  expect(findings).toMatchObject([{ area: 'uploads', state: 'watch', what: expect.stringContaining('no scanner') }]);
  expect(exitCodeOf(findings)).toBe(0);
});

it('one that is set and does not answer must be mended', async () => {
  const findings = await checkScanner({ clamd: { kind: 'unix', path: '/nowhere/clamd.ctl' } }, nowMs);
  expect(findings).toMatchObject([{ state: 'bad', what: expect.stringContaining('does not answer') }]);
});

it.each([
  [nowMs - 7 * DAY_MS, 'good'],
  [nowMs - 8 * DAY_MS, 'watch'],
  [undefined, 'watch'],
])('judges signatures made at %s as %s', (signaturesAtMs, state) => {
  expect(judgeScanner({ kind: 'up', engine: 'ClamAV 1.4.6', signaturesAtMs }, nowMs)).toMatchObject([{ state }]);
});
