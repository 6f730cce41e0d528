import type { Config } from '@sitong/server/config.ts';
import { type ClamdVersion, clamdVersion, scanBytes } from '@sitong/server/plumbing/scanner/clamd.ts';
import type { Finding } from './finding.ts';

const DAY_MS = 86_400_000;
const OLD_DAYS = 7;
/** The largest table that may be brought in (import-routes.ts): clamd must take as much in one stream. */
const MOST_UPLOAD_BYTES = 32 * 1024 ** 2;

/** Whether somebody looks at what people bring, with signatures of this week, and at the largest of it too. */
export async function checkScanner({ clamd }: Pick<Config, 'clamd'>, nowMs: number): Promise<Finding[]> {
  if (clamd === null)
    return [
      {
        area: 'uploads',
        state: 'watch',
        what: 'no scanner: pictures and tables are checked by their form alone',
        remedy: 'install ClamAV (scripts/deploy/HARDENING.md, S3) and set SITONG_CLAMD to its socket',
      },
    ];
  const version = await clamdVersion(clamd);
  const findings = judgeScanner(version, nowMs);
  if (version.kind === 'away') return findings;
  const said = await scanBytes(clamd, Buffer.alloc(MOST_UPLOAD_BYTES), 30_000);
  return said.kind === 'clean'
    ? [...findings, { area: 'uploads', state: 'good', what: 'a file of 32 MB is taken and looked at' }]
    : [
        ...findings,
        {
          area: 'uploads',
          state: 'watch',
          what: `a file of 32 MB is not looked at (${said.kind}): large tables cannot be brought in`,
          remedy: 'set StreamMaxLength 40M, MaxFileSize 40M and MaxScanSize 400M in clamd.conf and restart it',
        },
      ];
}

export function judgeScanner(version: ClamdVersion, nowMs: number): Finding[] {
  const area = 'uploads';
  if (version.kind === 'away')
    return [
      {
        area,
        state: 'bad',
        what: `the virus scanner does not answer: ${version.why}`,
        remedy: 'start clamd and see that this user may open its socket; pictures are kept unscanned until then',
      },
    ];
  const { engine, signaturesAtMs } = version;
  if (signaturesAtMs === undefined)
    return [
      {
        area,
        state: 'watch',
        what: `${engine} answers, without official signatures`,
        remedy: 'run freshclam, or bring main.cvd and daily.cvd into its DatabaseDirectory, and restart it',
      },
    ];
  const days = Math.floor((nowMs - signaturesAtMs) / DAY_MS);
  const what = `${engine} answers, signatures ${days} days old`;
  if (days <= OLD_DAYS) return [{ area, state: 'good', what }];
  return [{ area, state: 'watch', what, remedy: 'see why freshclam does not fetch them, or bring daily.cvd by hand' }];
}
