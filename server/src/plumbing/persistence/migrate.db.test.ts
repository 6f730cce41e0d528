import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabase } from '../../testing/database.ts';
import { migrate, readMigrations } from './migrate.ts';
import { createPool } from './pool.ts';

const { pool, url } = await withTestDatabase('empty');
const folder = mkdtempSync(join(tmpdir(), 'sitong-migrations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(async () => {
  await pool.query('DROP SCHEMA public CASCADE');
  await pool.query('CREATE SCHEMA public');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
});

const put = (name: string, sql: string): void => writeFileSync(join(folder, name), sql);
const run = (): Promise<string[]> => migrate(url, readMigrations(folder));
const tables = async (): Promise<string[]> =>
  (
    await pool.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`)
  ).rows.map(({ name }) => name);

describe('migrate', () => {
  it('[MIG-6] applies what is pending once, and higher files later', async () => {
    put('0001_a.sql', 'CREATE TABLE a ()');
    put('0020_c.sql', 'CREATE TABLE c (); CREATE TABLE c2 ();');
    expect(await run()).toEqual(['0001_a.sql', '0020_c.sql']);
    expect(await run()).toEqual([]);
    put('0030_d.sql', 'CREATE TABLE d ()');
    expect(await run()).toEqual(['0030_d.sql']);
    expect(await tables()).toEqual(['a', 'c', 'c2', 'd', 'migrations']);
  });

  it('[MIG-7] refuses late and edited files and changes nothing', async () => {
    put('0002_b.sql', 'CREATE TABLE b ()');
    await run();
    put('0001_late.sql', 'CREATE TABLE late ()');
    put('0003_c.sql', 'CREATE TABLE c ()');
    await expect(run()).rejects.toThrow(/0001_late.sql/);
    rmSync(join(folder, '0001_late.sql'));
    put('0002_b.sql', 'CREATE TABLE b (n int)');
    await expect(run()).rejects.toThrow(/0002_b.sql was edited/);
    expect(await tables()).toEqual(['b', 'migrations']);
  });

  it('[MIG-8] an error rolls back all that was pending and names file and line', async () => {
    put('0001_a.sql', 'CREATE TABLE a ()');
    put('0002_b.sql', 'CREATE TABLE b ();\nCREATE TABEL c ();');
    await expect(run()).rejects.toThrow(/migration 0002_b.sql at line 2: syntax error/);
    expect(await tables()).toEqual(['migrations']);
  });

  it('[MIG-9] of two nodes starting at once one applies, the other waits and finds nothing to do', async () => {
    put('0001_a.sql', 'CREATE TABLE a (); SELECT pg_sleep(0.3);');
    const results = await Promise.all([run(), run(), run()]);
    expect(results.flat()).toEqual(['0001_a.sql']);
  });

  it('[MIG-10] killed midway leaves nothing, and the next start does it all', async () => {
    put('0001_a.sql', 'CREATE TABLE a ();');
    put('0002_b.sql', `CREATE TABLE b (); SELECT pg_notify('midway', ''); SELECT pg_sleep(60);`);
    const script = `import { migrate, readMigrations } from ${JSON.stringify(new URL('./migrate.ts', import.meta.url).href)};
      await migrate(process.argv[1], readMigrations(process.argv[2]));`;
    const child: ChildProcess = spawn(process.execPath, ['--input-type=module-typescript', '-e', script, url, folder], {
      stdio: 'inherit',
    });
    for (;;) {
      const { rowCount } = await pool.query(
        `SELECT FROM pg_stat_activity WHERE application_name = 'sitong-migrate' AND wait_event = 'PgSleep'`,
      );
      if (rowCount) break;
      if (child.exitCode !== null) throw new Error('the migrating process ended by itself');
    }
    child.kill('SIGKILL');
    await once(child, 'exit');
    put('0002_b.sql', 'CREATE TABLE b ();');
    // The server notices a dead client at its next write; the lock is free then.
    await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sitong-migrate'`,
    );
    expect(await tables()).toEqual(['migrations']);
    expect(await run()).toEqual(['0001_a.sql', '0002_b.sql']);
  });

  it('[MIG-11] the shipped migrations apply', async () => {
    const names = readMigrations().map(({ name }) => name);
    expect(await migrate(url)).toEqual(names);
  });
});

describe('a wrong DATABASE_URL', () => {
  const cases: [string, string, RegExp][] = [
    ['password', url.replace(/:[^:@]+@/, ':secret-word@'), /user or password was refused; correct them/],
    ['database', url.replace(/\/[^/]*$/, '/nowhere'), /\/nowhere\): the database does not exist; create it/],
    ['port', 'postgresql://u:secret-word@127.0.0.1:9/x', /127\.0\.0\.1:9\/x\): nothing listens there/],
    ['host', 'postgresql://u:secret-word@no-such-host.invalid/x', /the host name is unknown/],
    ['shape', 'postgresql://u:secret-word@[x/y', /write it as postgresql:\/\/user:password@host:5432\/database/],
  ];
  it.each(cases)(
    '[MIG-12] says in one sentence what is wrong with the %s and never shows the password',
    async (_what, wrong, sentence) => {
      const failure = await migrate(wrong).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(Error);
      if (!(failure instanceof Error)) return;
      expect(failure.message).toMatch(sentence);
      expect(failure.message).toMatch(/^DATABASE_URL \(/);
      expect(`${failure.stack} ${String(failure.cause)}`).not.toContain('secret-word');
    },
  );

  it('[MIG-13] a host that never answers costs 3 s, no more', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    await expect(migrate(`postgresql://u:p@127.0.0.1:${address.port}/x`)).rejects.toThrow(/no answer within 3 s/);
    silent.close();
  });
});

describe('the pool', () => {
  it('[DB-20] bounds every wait: connect, statement, lock, idle transaction', async () => {
    const { rows } = await pool.query<{ name: string; setting: string }>(
      `SELECT name, setting FROM pg_settings WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')`,
    );
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, Number(setting)]))).toEqual({
      statement_timeout: 5000,
      lock_timeout: 2000,
      idle_in_transaction_session_timeout: 10_000,
    });
    expect((await pool.query<{ n: number }>('SELECT 9007199254740991::bigint AS n')).rows[0]?.n).toBe(
      Number.MAX_SAFE_INTEGER,
    );
    await expect(pool.query('SELECT 9007199254740993::bigint')).rejects.toThrow(/does not fit a number/);
  });

  it('[DB-21] survives its idle connections being cut', async () => {
    const errors: Error[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const own = createPool({
      url,
      name: 'cut',
      onError: (error) => {
        errors.push(error);
        resolve();
      },
    });
    await own.query('SELECT 1');
    await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cut'`);
    await promise;
    expect((await own.query<{ n: number }>('SELECT 1 AS n')).rows[0]?.n).toBe(1);
    await own.end();
    expect(errors).toHaveLength(1);
  });
});
