import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Config } from '@sitong/server/config.ts';
import { openDatabase } from '@sitong/server/plumbing/persistence/open-database.ts';
import { checkBackups, checkLogRights, databaseFacts, judgeDatabase } from './operate/doctor/database.ts';
import { checkDisk } from './operate/doctor/disk.ts';
import { exitCodeOf, type Finding, shown } from './operate/doctor/finding.ts';
import { checkClock, checkMachine } from './operate/doctor/machine.ts';
import { checkRedis, checkTls } from './operate/doctor/network.ts';
import { checkReach, doorsOf } from './operate/doctor/reach.ts';
import { checkScanner } from './operate/doctor/scanner.ts';
import { configOrThrow, runTool, say, silentLog, withLog } from './operate/tool-log.ts';

/**
 * `pnpm doctor [--backups DIR] [--json]`: looks a deployment over with the server's own environment (machine, clock,
 * disk, database, backups, Redis, certificate, virus scanner, server) and says what to do. Changes nothing.
 * Exit code 0 = nothing must be mended, 1 = something must, 2 = could not look.
 */
const RECENT_EVENTS = 1_000;

async function checkDatabase(config: Config): Promise<{ findings: Finding[]; aheadMs: number | undefined }> {
  const { database: wanted, dataDir } = config;
  try {
    const url = wanted.kind === 'external' ? wanted.url : undefined;
    const database = await openDatabase({ databaseUrl: url, dataDir, log: silentLog });
    try {
      const facts = await databaseFacts(database.url);
      return {
        findings: [
          ...judgeDatabase(facts),
          ...(wanted.kind === 'external' ? await checkLogRights(database.url) : []),
          ...(await checkRecentEvents(database.url)),
        ],
        aheadMs: facts.aheadMs,
      };
    } finally {
      await database.close();
    }
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const finding: Finding = {
      area: 'database',
      state: 'bad',
      what,
      remedy: 'see scripts/deploy/RUNBOOK.md, "The database will not start"',
    };
    return { findings: [finding], aheadMs: undefined };
  }
}

/** The end of each world's chain; `pnpm verify-log` checks it whole. */
async function checkRecentEvents(url: string): Promise<Finding[]> {
  return withLog(url, async (log) => {
    const findings: Finding[] = [];
    for (const { id } of await log.worlds()) {
      const { seq } = await log.head(id);
      const verdict = await log.verify(id, { from: Math.max(1, seq - RECENT_EVENTS) });
      findings.push(
        verdict.kind === 'ok'
          ? { area: 'database', state: 'good', what: `the last ${verdict.checked} events of ${id} are whole` }
          : {
              area: 'database',
              state: 'bad',
              what: `event ${verdict.seq} of ${id} is ${verdict.what}: ${verdict.detail}`,
              remedy: 'stop, keep this disk as it is, and restore from a backup (scripts/deploy/RUNBOOK.md)',
            },
      );
    }
    return findings;
  });
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { backups: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const config = configOrThrow();
  const { findings: ofDatabase, aheadMs } = await checkDatabase(config);
  const embedded = config.database.kind === 'embedded';
  const findings: Finding[] = [
    ...checkMachine(),
    ...checkClock(aheadMs),
    ...(await checkDisk(config.dataDir)),
    ...ofDatabase,
    ...(embedded ? checkBackups(resolve(values.backups ?? join(config.dataDir, 'backups')), Date.now()) : []),
    ...(await checkRedis(config.redisUrl)),
    ...checkTls(config, Date.now()),
    ...(await checkScanner(config, Date.now())),
    ...(await Promise.all(doorsOf(config).map((door) => checkReach(door, Date.now())))).flat(),
  ];
  if (values.json) say(JSON.stringify(findings, null, 2));
  else for (const finding of findings) say(shown(finding));
  return exitCodeOf(findings);
}

await runTool('doctor', main);
