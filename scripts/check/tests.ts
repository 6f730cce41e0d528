import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** The part of vitest's JSON report that is counted. */
const reportSchema = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

/** `again`: files with a failed test, when nothing else is wrong with the run. */
export type TestCount = { passed: number; failed: number; problems: string[]; again?: string[] };

/** A room with more broken files than this is broken, not unlucky. */
const MOST_AGAIN = 3;

/**
 * What a second run of the failed files alone makes of a room: files on real processes share a machine with others. It
 * passes when they do, and each test that needed it stays named in the summary, to be looked into.
 */
export function afterSecondTry<T extends TestCount>(first: T, second: TestCount): T {
  if (second.failed > 0) return first;
  const problems = first.problems.map((problem) =>
    problem.replace(/^failed(?: to load)?: /, 'ONLY AT THE SECOND TRY, ALONE: '),
  );
  return { ...first, passed: first.passed + first.failed, failed: 0, problems };
}

/**
 * Counts one room of tests. A file that could not be loaded, a run without a report, a run that found nothing and a test
 * that was skipped each count as a failure: none of them has shown anything.
 */
export function countTests(reportPath: string, exitCode: number): TestCount {
  if (!existsSync(reportPath)) return { passed: 0, failed: 1, problems: [`no report (exit code ${exitCode})`] };
  return countReport(JSON.parse(readFileSync(reportPath, 'utf8')), exitCode);
}

/** As `countTests`, from the report itself. */
export function countReport(json: unknown, exitCode: number): TestCount {
  const parsed = reportSchema.safeParse(json);
  if (!parsed.success) return { passed: 0, failed: 1, problems: [`unreadable report: ${parsed.error.message}`] };
  const report = parsed.data;
  const problems: string[] = [];
  let failed = report.numFailedTests;
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      if (test.status === 'failed') problems.push(`failed: ${file.name}: ${test.fullName}`);
      else if (test.status !== 'passed') {
        failed += 1;
        problems.push(`${test.status}, which proves nothing: ${file.name}: ${test.fullName}`);
      }
    }
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) {
      failed += 1;
      problems.push(`failed to load: ${file.name}`);
    }
  }
  const broken = report.testResults.filter((file) => file.status === 'failed');
  const plain = broken.length > 0 && broken.length <= MOST_AGAIN && problems.every((one) => one.startsWith('failed'));
  if (exitCode !== 0 && failed === 0) {
    failed = 1;
    problems.push(`ended with exit code ${exitCode}`);
  }
  if (report.numPassedTests + failed === 0) {
    failed = 1;
    problems.push('found no test');
  }
  const again = plain ? { again: broken.map(({ name }) => name) } : {};
  return { passed: report.numPassedTests, failed, problems, ...again };
}
