import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresEventLog } from '@sitong/server/plumbing/eventlog/postgres-event-log.ts';
import { appendMany, drillWorld } from '@sitong/server/plumbing/eventlog/testing.ts';
import { emptyLog, tamper } from '@sitong/server/plumbing/eventlog/testing-database.ts';
import { startEmbedded } from '@sitong/server/plumbing/persistence/embedded.ts';
import { migrate } from '@sitong/server/plumbing/persistence/migrate.ts';
import { createPool } from '@sitong/server/plumbing/persistence/pool.ts';
import { withTestDatabase } from '@sitong/server/testing/database.ts';
import { beforeEach, describe, expect, it } from 'vitest';

const { pool, url } = await withTestDatabase();
const quiet = (): void => undefined;
const log = new PostgresEventLog({ pool, url, onError: quiet });

beforeEach(async () => {
  await emptyLog(pool);
  await log.createWorld(drillWorld('drill-0001'));
  await appendMany(log, 8);
  await appendMany(log, 3, 'note/1', 'drill-0001');
});

interface Result {
  code: number | null;
  out: string;
  err: string;
}

function verifyLog(args: readonly string[], env: Record<string, string>): Promise<Result> {
  return new Promise((resolve) => {
    const { DATABASE_URL: _url, DATA_DIR: _dir, ...rest } = process.env;
    const child = spawn(process.execPath, [join(import.meta.dirname, 'verify-log.ts'), ...args], {
      env: { ...rest, ...env },
    });
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

const run = (...args: string[]): Promise<Result> => verifyLog(args, { DATABASE_URL: url });

describe('pnpm verify-log', () => {
  it('[LOG-61] finds every world whole and prints its head', async () => {
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(out).toMatch(/live: whole, 8 events checked/);
    expect(out).toMatch(/drill-0001: whole, 3 events checked/);
    expect(out).toContain(`head ${JSON.stringify(await log.head('live'))}`);
  });

  const tampering: [string, string, RegExp][] = [
    [
      'flipped',
      `UPDATE events SET hash = set_bit(hash, 0, 1 - get_bit(hash, 0)) WHERE world = 'live' AND seq = 4`,
      /live: BAD at event 4, altered/,
    ],
    ['deleted', `DELETE FROM events WHERE world = 'live' AND seq = 5`, /live: BAD at event 5, missing/],
    [
      'swapped',
      `UPDATE events SET seq = seq + 100 WHERE world = 'live' AND seq IN (3, 6);
       UPDATE events SET seq = CASE seq WHEN 103 THEN 6 ELSE 3 END WHERE world = 'live' AND seq > 100`,
      /live: BAD at event 3, reordered/,
    ],
    ['truncated', `DELETE FROM events WHERE world = 'live' AND seq > 6`, /live: BAD at event 7, truncated/],
  ];
  it.each(tampering)(
    '[LOG-62] names the first bad row of a %s log and still checks the other worlds',
    async (_what, sql, line) => {
      await tamper(pool, sql);
      const { code, out } = await run();
      expect(code).toBe(1);
      expect(out).toMatch(line);
      expect(out).toMatch(/drill-0001: whole/);
      expect((await run('--world', 'drill-0001')).code).toBe(0);
    },
  );

  it('[LOG-63] holds the log against heads kept elsewhere, in the form it printed them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sitong-heads-'));
    try {
      const heads = join(folder, 'heads.jsonl');
      writeFileSync(
        heads,
        (await run()).out
          .split('\n')
          .filter((line) => line.startsWith('head '))
          .join('\n'),
      );
      expect((await run('--heads', heads)).code).toBe(0);
      await emptyLog(pool);
      await appendMany(log, 8);
      const { code, out } = await run('--world', 'live', '--heads', heads);
      expect({ code, out }).toMatchObject({ code: 1, out: expect.stringMatching(/BAD at event/) });
      writeFileSync(heads, 'nonsense');
      expect(await run('--heads', heads)).toMatchObject({
        code: 2,
        err: expect.stringMatching(/heads.jsonl:1 is no head/),
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('[LOG-69] signs the heads of a log it found whole, and finds a log rewritten since by that list, elsewhere too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sitong-signing-'));
    const [key, list] = [join(folder, 'heads.key'), join(folder, 'signed-heads.jsonl')];
    try {
      expect((await run('--new-key', key)).code).toBe(0);
      expect(await run('--sign', key, '--to', list)).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^signed \{/m),
      });
      const check = (...more: string[]) => run('--signed', list, '--key', `${key}.pub`, ...more);
      expect(await check()).toMatchObject({ code: 0, out: expect.stringContaining('signed heads: whole, 1 entries') });
      await emptyLog(pool);
      await appendMany(log, 8);
      expect(await check('--world', 'live')).toMatchObject({
        code: 1,
        out: expect.stringMatching(/BAD at event|is gone/),
      });
      // The list itself is whole: it says so on a machine that has no database.
      expect(await verifyLog(['--signed', list, '--key', `${key}.pub`, '--offline'], {})).toMatchObject({ code: 0 });
      writeFileSync(list, readFileSync(list, 'utf8').replace('"seq":8', '"seq":7'));
      expect(await check('--offline')).toMatchObject({ code: 1, out: expect.stringContaining('signed heads: BAD') });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('[LOG-64] says what is wrong when it cannot check', async () => {
    expect(await run('--world', 'drill-none')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no world "drill-none"; it has live/),
    });
    const nowhere = await verifyLog([], { DATA_DIR: join(tmpdir(), 'sitong-no-such-folder') });
    expect(nowhere).toMatchObject({ code: 2, err: expect.stringMatching(/there is no database in .*: set DATA_DIR/) });
  });

  it('[LOG-65] uses the embedded database of a running server, and starts it where none runs', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'sitong-verify-'));
    chmodSync(dataDir, 0o755);
    try {
      const server = await startEmbedded({ dataDir, log: { info: quiet, warn: quiet, error: quiet } });
      await migrate(server.url);
      const own = createPool({ url: server.url, name: 'own', onError: quiet });
      const ownLog = new PostgresEventLog({ pool: own, url: server.url, onError: quiet });
      await appendMany(ownLog, 2);
      expect(await verifyLog([], { DATA_DIR: dataDir })).toMatchObject({
        code: 0,
        out: expect.stringMatching(/whole, 2 events/),
      });
      await appendMany(ownLog, 1);
      await own.end();
      await server.stop();
      expect(await verifyLog([], { DATA_DIR: dataDir })).toMatchObject({
        code: 0,
        out: expect.stringMatching(/whole, 3 events/),
      });
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
