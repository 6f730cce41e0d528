import { join } from 'node:path';
import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { dropFolder, newFolder, ServerProcess } from '@sitong/server/testing/server-process.ts';
import pg from 'pg';
import { z } from 'zod';
import { databaseOf } from '../bench/database.ts';
import { type Check, judge, type Scene, within } from './fault.ts';
import { runTool, type ToolRun } from './run-tool.ts';

const MOMENT = `SELECT clock_timestamp() AS at, head_seq::int AS seq, encode(head_hash, 'hex') AS hash FROM worlds WHERE id = 'live'`;
const MomentSchema = z.tuple([z.object({ at: z.date(), seq: z.number(), hash: z.string() })]);
const RESTORE_MS = 15 * 60_000;

const told = ({ code, out, err }: ToolRun): string => `exit ${code}: ${(err || out).trim().split('\n').at(-1) ?? ''}`;

/** A backup under load, then the state of a chosen moment and the state of the end, each in a folder of its own. */
export async function backupRestored(scene: Scene): Promise<Check[]> {
  const home = newFolder('kept');
  const [kept, then, end] = ['kept', 'then', 'end'].map((name) => join(home, name));
  if (kept === undefined || then === undefined || end === undefined) throw new Error('no folders');
  const pool = new pg.Pool({ connectionString: databaseOf(scene.dataDir), max: 1 });
  const ledger = new Ledger();
  try {
    const load = new Load({ ledger, cookie: scene.cookie, lines: 4, perSecond: 50 });
    await load.start(scene.url);
    await ledger.reaches(40);
    const backup = await runTool('backup', ['--to', kept], scene.dataDir);
    await ledger.reaches(ledger.confirmed.size + 40);
    await load.settle();
    await load.stop();
    const [moment] = MomentSchema.parse((await pool.query(MOMENT)).rows);
    const before = new Map(ledger.confirmed);
    const more = new Load({ ledger, cookie: scene.cookie, lines: 4, perSecond: 50 });
    await more.start(scene.url);
    await ledger.reaches(ledger.confirmed.size + 40);
    await more.settle();
    await more.stop();
    await pool.query('SELECT pg_switch_wal()');
    const [last] = MomentSchema.parse((await pool.query(MOMENT)).rows);
    const checks = [
      { what: 'a backup was taken under load', holds: backup.code === 0, found: told(backup) },
      ...(await judge(scene, ledger)),
    ];
    await scene.server.end('SIGKILL');
    // Every commit of that millisecond, and none of the next.
    const at = new Date(moment.at.getTime() + 1).toISOString();
    const startedMs = performance.now();
    const atMoment = await runTool('restore', ['--from', kept, '--into', then, '--at', at], scene.dataDir);
    checks.push(within('restored to the moment', performance.now() - startedMs, RESTORE_MS));
    checks.push(headIs('to that moment, to the hash', atMoment, moment));
    const atEnd = await runTool('restore', ['--from', kept, '--into', end], scene.dataDir);
    checks.push(headIs('to the last archived second, to the hash', atEnd, last));
    checks.push(...(await answersFrom(then, before, ledger)));
    return checks;
  } finally {
    await pool.end().catch((error: unknown) => process.stderr.write(`faults: ${String(error)}\n`));
    await dropFolder(home);
  }
}

function headIs(what: string, run: ToolRun, { seq, hash }: { seq: number; hash: string }): Check {
  const holds = run.code === 0 && run.out.includes(`"seq":${seq},"hash":"${hash}"`);
  return { what, holds, found: `event ${seq}, ${told(run)}` };
}

const LogSchema = z.object({ events: z.array(z.looseObject({ commandId: z.string() })), next: z.number().optional() });

/** A server on the restored folder: what was confirmed before the moment is there, what came after is not. */
async function answersFrom(dataDir: string, before: ReadonlyMap<string, number>, ledger: Ledger): Promise<Check[]> {
  const server = new ServerProcess({ dataDir });
  try {
    const url = await server.url();
    const cookie = await server.signIn('duty');
    const there = new Set<string>();
    for (let since: number | undefined = 0; since !== undefined; ) {
      const answer = await fetch(`${url}/api/log?since=${since}&limit=1000`, { headers: { cookie } });
      const { events, next } = LogSchema.parse(await answer.json());
      for (const { commandId } of events) there.add(commandId);
      since = next;
    }
    const missing = [...before.keys()].filter((id) => !there.has(id)).length;
    const later = [...ledger.confirmed.keys()].filter((id) => !before.has(id) && there.has(id)).length;
    return [
      { what: 'a server starts on it and holds all of before', holds: missing === 0, found: `${missing} missing` },
      { what: 'and nothing of after', holds: later === 0, found: `${later} too many` },
    ];
  } finally {
    await server.end('SIGTERM');
  }
}
