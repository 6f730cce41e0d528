import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedDatabase, startEmbedded } from '../persistence/embedded.ts';
import { migrate } from '../persistence/migrate.ts';
import { createPool } from '../persistence/pool.ts';
import { LogUnavailableError } from './errors.ts';
import type { AppendCommand, AppendOutcome } from './event-log.ts';
import { PostgresEventLog } from './postgres-event-log.ts';
import { appendOne, command, event } from './testing.ts';

/** An answer within 5 s (reliability §3), and a second for a busy test machine. */
const PATIENCE_MS = 6_000;
const quiet = (): void => undefined;
const dataDir = mkdtempSync(join(tmpdir(), 'sitong-outage-'));
chmodSync(dataDir, 0o755);
let database: EmbeddedDatabase;
let pool: pg.Pool;
let log: PostgresEventLog;

beforeAll(async () => {
  database = await startEmbedded({ dataDir, log: { info: quiet, warn: quiet, error: quiet } });
  await migrate(database.url);
  pool = createPool({ url: database.url, name: 'outage', max: 2, onError: quiet });
  log = new PostgresEventLog({ pool, url: database.url, onError: quiet });
});
afterAll(async () => {
  await log.close();
  await pool.end();
  await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function failureOf(one: AppendCommand): Promise<{ error: unknown; tookMs: number }> {
  const start = performance.now();
  const error = await appendOne(log, one).then(
    (outcome) => expect.unreachable(`confirmed: ${outcome.kind}`),
    (e: unknown) => e,
  );
  return { error, tookMs: performance.now() - start };
}

/** What a client does: the same command until it is answered. */
async function insist(one: AppendCommand): Promise<AppendOutcome> {
  for (const deadline = Date.now() + 50_000; ; ) {
    try {
      return await appendOne(log, one);
    } catch (error) {
      if (!(error instanceof LogUnavailableError) || Date.now() > deadline) throw error;
    }
  }
}

const timesInLog = async ({ commandId }: AppendCommand): Promise<number> =>
  (await log.since('live', 0, 1_000)).filter((e) => e.commandId === commandId).length;

describe('an outage of the database', () => {
  it('[LOG-56] a lock held by another: refused in time, certainly not appended', async () => {
    const other = await pool.connect();
    await other.query('BEGIN');
    await other.query(`SELECT FROM worlds WHERE id = 'live' FOR UPDATE`);
    const one = command([event('a/1')]);
    const { error, tookMs } = await failureOf(one);
    await other.query('ROLLBACK');
    other.release();
    expect(error).toBeInstanceOf(LogUnavailableError);
    expect(error).toMatchObject({ outcome: 'not_appended' });
    expect(tookMs).toBeLessThan(PATIENCE_MS);
    expect(await timesInLog(one)).toBe(0);
    expect(await insist(one)).toMatchObject({ kind: 'appended' });
  });

  it('[LOG-57] no connection free: refused in time, certainly not appended', async () => {
    const taken = [await pool.connect(), await pool.connect()];
    const { error, tookMs } = await failureOf(command([event('a/1')]));
    for (const client of taken) client.release();
    expect(error).toMatchObject({ name: 'LogUnavailableError', outcome: 'not_appended' });
    expect(tookMs).toBeLessThan(PATIENCE_MS);
  });

  it('[LOG-58] a frozen server: an error in time, no false confirm, and the retry counts once', async () => {
    await appendOne(log, command([event('a/1')]));
    const { rows } = await pool.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'`,
    );
    const postmaster = Number.parseInt(readFileSync(join(dataDir, 'postgres', 'pgdata', 'postmaster.pid'), 'utf8'), 10);
    const frozen = [postmaster, ...rows.map(({ pid }) => pid)];
    const one = command([event('a/1')]);
    for (const pid of frozen) process.kill(pid, 'SIGSTOP');
    let failure: { error: unknown; tookMs: number };
    try {
      failure = await failureOf(one);
    } finally {
      for (const pid of frozen) process.kill(pid, 'SIGCONT');
    }
    expect(failure.error).toMatchObject({ name: 'LogUnavailableError', outcome: 'unknown' });
    expect(failure.tookMs).toBeLessThan(PATIENCE_MS);
    expect(['appended', 'duplicate']).toContain((await insist(one)).kind);
    expect(await timesInLog(one)).toBe(1);
  });

  it('[LOG-59] a server killed in the middle: every command insisted on is there once', async () => {
    const commands = Array.from({ length: 40 }, (_, n) => command([event(`note/${n % 4}`)]));
    const postmaster = Number.parseInt(readFileSync(join(dataDir, 'postgres', 'pgdata', 'postmaster.pid'), 'utf8'), 10);
    const outcomes: AppendOutcome[] = [];
    const work = async (share: readonly AppendCommand[]): Promise<void> => {
      for (const one of share) {
        outcomes.push(await insist(one));
        if (outcomes.length === 10) process.kill(postmaster, 'SIGKILL');
      }
    };
    await Promise.all([work(commands.slice(0, 20)), work(commands.slice(20))]);
    for (const one of commands) expect(await timesInLog(one)).toBe(1);
    expect(await log.verify('live')).toMatchObject({ kind: 'ok' });
  });

  it('[LOG-60] every idle connection cut: the next append does not even notice', async () => {
    await Promise.all([pool.query('SELECT pg_sleep(0.01)'), pool.query('SELECT pg_sleep(0.01)')]);
    const { url } = database;
    const outside = createPool({ url, name: 'outside', max: 1, onError: quiet });
    await outside.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'outage'`);
    expect(await appendOne(log, command([event('a/1')]))).toMatchObject({ kind: 'appended' });
    await outside.end();
  });
});
