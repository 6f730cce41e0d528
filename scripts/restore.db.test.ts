import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresEventLog } from '@sitong/server/plumbing/eventlog/postgres-event-log.ts';
import { appendMany } from '@sitong/server/plumbing/eventlog/testing.ts';
import { type EmbeddedDatabase, startEmbedded } from '@sitong/server/plumbing/persistence/embedded.ts';
import { migrate } from '@sitong/server/plumbing/persistence/migrate.ts';
import { createPool } from '@sitong/server/plumbing/persistence/pool.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const quiet = (): void => undefined;
const home = mkdtempSync(join(tmpdir(), 'sitong-operate-'));
const dataDir = join(home, 'data');
const kept = join(home, 'kept');
let database: EmbeddedDatabase;

beforeAll(async () => {
  // PostgreSQL does not run as root, and its own user must reach the folder.
  chmodSync(home, 0o755);
  database = await startEmbedded({ dataDir, log: { info: quiet, warn: quiet, error: quiet } });
});
afterAll(async () => {
  await database.stop();
  rmSync(home, { recursive: true, force: true });
});

function tool(script: string, args: readonly string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const { DATABASE_URL: _url, ...rest } = process.env;
    const env = { ...rest, DATA_DIR: dataDir };
    const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], { env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

describe('pnpm backup and pnpm restore', () => {
  it('[OPS-5] a restored log is whole and holds the head of every world at that second, to the hash', async () => {
    const pool = createPool({ url: database.url, name: 'test', max: 2, onError: quiet });
    await migrate(database.url);
    const log = new PostgresEventLog({ pool, url: database.url, onError: quiet });
    try {
      await appendMany(log, 4);
      const backup = await tool('backup.ts', ['--to', kept]);
      expect(backup).toMatchObject({ code: 0, err: '' });
      await appendMany(log, 3);
      const then = await log.head('live');
      const { rows } = await pool.query<{ at: Date }>('SELECT clock_timestamp() AS at');
      await appendMany(log, 2);
      const last = await log.head('live');
      await pool.query('SELECT pg_switch_wal()');
      const at = new Date((rows[0]?.at.getTime() ?? 0) + 1).toISOString();
      const back = await tool('restore.ts', ['--from', kept, '--into', join(home, 'back'), '--at', at]);
      expect(back).toMatchObject({ code: 0, err: '' });
      expect(back.out).toContain(`head ${JSON.stringify(then)}`);
      const check = await tool('restore.ts', ['--from', kept, '--check']);
      expect(check).toMatchObject({ code: 0, err: '' });
      expect(check.out).toContain(`head ${JSON.stringify(last)}`);
    } finally {
      await log.close();
      await pool.end();
    }
  });

  it.each([
    [['--from', kept], /name a new data folder with --into/],
    [['--from', kept, '--into', dataDir], /holds a database already/],
    [['--from', kept, '--check', '--at', '21:05'], /--at 21:05 is no moment/],
    [['--check'], /--from is missing/],
  ])('[OPS-6] pnpm restore %o says what to do', async (args, sentence) => {
    const { code, err } = await tool('restore.ts', args);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });
});
