import { describe, expect, it } from 'vitest';
import { afterSecondTry, countReport, countTests } from './tests.ts';

const file = (status: string, ...tests: string[]) => ({
  name: '/srv/a.test.ts',
  status,
  assertionResults: tests.map((each, index) => ({ status: each, fullName: `rule ${index}` })),
});

const report = (passed: number, failed: number, ...testResults: ReturnType<typeof file>[]) => ({
  success: failed === 0,
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults,
});

describe('what a room of tests has shown', () => {
  it('counts passed and failed tests and names the failed ones', () => {
    expect(countReport(report(2, 1, file('failed', 'passed', 'failed', 'passed')), 1)).toEqual({
      passed: 2,
      failed: 1,
      problems: ['failed: /srv/a.test.ts: rule 1'],
      again: ['/srv/a.test.ts'],
    });
  });

  it('a failed file that passes alone counts, and stays named; one that fails again is a failure', () => {
    const first = countReport(report(2, 1, file('failed', 'passed', 'failed', 'passed')), 1);
    const good = countReport(report(3, 0, file('passed', 'passed', 'passed', 'passed')), 0);
    expect(afterSecondTry(first, good)).toMatchObject({
      passed: 3,
      failed: 0,
      problems: ['ONLY AT THE SECOND TRY, ALONE: /srv/a.test.ts: rule 1'],
    });
    expect(afterSecondTry(first, first)).toBe(first);
  });

  it('gives no second try to a skipped test, or to more than three broken files', () => {
    expect(countReport(report(1, 1, file('failed', 'skipped', 'failed')), 1).again).toBeUndefined();
    const many = Array.from({ length: 4 }, (_, i) => ({ ...file('failed', 'failed'), name: `/srv/${i}.test.ts` }));
    expect(countReport(report(0, 4, ...many), 1).again).toBeUndefined();
  });

  it('takes a skipped test as a failure', () => {
    const { failed, problems } = countReport(report(1, 0, file('passed', 'passed', 'skipped')), 0);
    expect(failed).toBe(1);
    expect(problems[0]).toContain('skipped');
  });

  it('takes a file that did not load as a failure', () => {
    expect(countReport(report(0, 0, file('failed')), 1)).toMatchObject({ passed: 0, failed: 1 });
  });

  it('takes a run that found nothing as a failure', () => {
    expect(countReport(report(0, 0), 0)).toMatchObject({ failed: 1, problems: ['found no test'] });
  });

  it('takes a bad exit code as a failure even when every test passed', () => {
    expect(countReport(report(1, 0, file('passed', 'passed')), 1)).toMatchObject({ passed: 1, failed: 1 });
  });

  it('takes a missing or unreadable report as a failure', () => {
    expect(countTests('/nowhere/report.json', 137)).toMatchObject({ failed: 1 });
    expect(countReport({ success: true }, 0)).toMatchObject({ passed: 0, failed: 1 });
  });
});
