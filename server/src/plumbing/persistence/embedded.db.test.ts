import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { readRunning } from './embedded/folder.ts';
import { type EmbeddedDatabase, startEmbedded } from './embedded.ts';

const CHILD = join(import.meta.dirname, 'embedded-child.testing.ts');
const isRoot = process.getuid?.() === 0;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const undo: (() => unknown)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sitong-embedded-'));
  if (isRoot) chmodSync(folder, 0o755);
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(dataDir: string): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir, log: quiet, sharedHome: join(dataDir, 'shared') });
  undo.push(() => database.stop());
  return database;
}

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

interface Child {
  process: ChildProcess;
  lines: Interface;
  first: string;
}

/** Another Sitong on the folder; resolves with its last word of starting. */
async function startChild(dataDir: string): Promise<Child> {
  const child = spawn(process.execPath, [CHILD, dataDir, join(dataDir, 'shared')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  undo.push(() => child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout });
  for (;;) {
    const [line] = (await once(lines, 'line')) as [string];
    if (/^(ready|failed)/.test(line)) return { process: child, lines, first: line };
  }
}

const postmasterPid = (dataDir: string): number =>
  Number.parseInt(readFileSync(join(dataDir, 'postgres', 'pgdata', 'postmaster.pid'), 'utf8'), 10);

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 30_000; !condition(); ) {
    if (Date.now() > deadline) throw new Error('waited 30 s in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('embedded PostgreSQL', () => {
  it('[DB-1] is a real PostgreSQL 18 with checksums, fsync and full page writes on', async () => {
    const { url } = await start(newFolder());
    const rows = await ask<{ name: string; setting: string }>(
      url,
      `SELECT name, setting FROM pg_settings WHERE name IN
       ('data_checksums', 'fsync', 'full_page_writes', 'synchronous_commit', 'server_encoding', 'listen_addresses')`,
    );
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      data_checksums: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      server_encoding: 'UTF8',
      listen_addresses: '',
    });
    expect((await ask<{ version: string }>(url, 'SELECT version()'))[0]?.version).toContain('PostgreSQL 18.');
  });

  it('[DB-2] keeps random credentials for its folder, readable by the owner alone', async () => {
    const [one, two] = [newFolder(), newFolder()];
    await start(one);
    await start(two);
    const secret = (folder: string): string => readFileSync(join(folder, 'postgres', 'credentials.json'), 'utf8');
    expect(secret(one)).not.toBe(secret(two));
    for (const file of ['credentials.json', 'running.json']) {
      expect(statSync(join(one, 'postgres', file)).mode & 0o777, file).toBe(0o600);
    }
    expect(statSync(join(one, 'postgres', 'pgdata')).mode & 0o777).toBe(0o700);
    expect(statSync(join(one, 'postgres', 'run')).mode & 0o777).toBe(0o700);
  });

  it('[DB-3] refuses a wrong password', async () => {
    const { url } = await start(newFolder());
    await expect(ask(url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('[DB-4] stops clean and starts again with everything in place', async () => {
    const folder = newFolder();
    const first = await startEmbedded({ dataDir: folder, log: quiet });
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS n');
    const pid = postmasterPid(folder);
    await first.stop();
    expect(isRunning(pid)).toBe(false);
    expect(existsSync(join(folder, 'postgres', 'pgdata', 'postmaster.pid'))).toBe(false);
    expect(readRunning(folder)).toBeUndefined();
    const again = await start(folder);
    expect(await ask(again.url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
    expect(readRunning(folder)?.url).toBe(again.url);
  });

  it('[DB-5] refuses a second start on the same folder, in this process and another, naming who has it and what to do', async () => {
    const folder = newFolder();
    const { url } = await start(folder);
    await expect(startEmbedded({ dataDir: folder, log: quiet })).rejects.toThrow(
      new RegExp(`in use by process ${process.pid}: stop that one first, or give this one another DATA_DIR`),
    );
    const other = await startChild(folder);
    expect(other.first).toMatch(new RegExp(`^failed .*in use by process ${process.pid}: stop that one first`));
    expect(await ask(url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('[DB-6] of two starts at once on a new folder one wins, the other says so', async () => {
    const folder = newFolder();
    const both = await Promise.all([startChild(folder), startChild(folder)]);
    expect(both.map(({ first }) => first.split(' ')[0]).sort()).toEqual(['failed', 'ready']);
  });

  it('[DB-7] after SIGKILL of the parent the next start stops the orphan and loses nothing', async () => {
    const folder = newFolder();
    for (let round = 1; round <= 3; round += 1) {
      const child = await startChild(folder);
      expect(child.first).toMatch(/^ready/);
      const orphan = postmasterPid(folder);
      child.process.kill('SIGKILL');
      await once(child.process, 'exit');
      expect(isRunning(orphan)).toBe(true);
    }
    const { url } = await start(folder);
    expect(await ask(url, 'SELECT max(n) AS n, count(*)::int AS c FROM kept')).toEqual([{ n: 3, c: 3 }]);
  });

  it('[DB-8] after SIGKILL of parent and server the next start recovers and loses nothing', async () => {
    const folder = newFolder();
    const child = await startChild(folder);
    const server = postmasterPid(folder);
    child.process.kill('SIGKILL');
    process.kill(server, 'SIGKILL');
    await once(child.process, 'exit');
    const { url } = await start(folder);
    expect(await ask(url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  it('[DB-9] a lock file whose number now belongs to some other process does not stop the start', async () => {
    const folder = newFolder();
    const first = await startEmbedded({ dataDir: folder, log: quiet });
    const lock = join(folder, 'postgres', 'pgdata', 'postmaster.pid');
    const text = readFileSync(lock, 'utf8');
    await first.stop();
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    undo.push(() => stranger.kill('SIGKILL'));
    writeFileSync(lock, text.replace(/^\d+/, String(stranger.pid)));
    const { url } = await start(folder);
    expect(await ask(url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(stranger.exitCode).toBeNull();
  });

  it('[DB-10] a start cut short while making the cluster is simply made anew', async () => {
    const folder = newFolder();
    const half = join(folder, 'postgres', 'initdb', 'pgdata');
    mkdirSync(half, { recursive: true });
    writeFileSync(join(half, 'PG_VERSION'), '18\n');
    const { url } = await start(folder);
    expect(await ask(url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('[DB-11] a server that dies is started again at the same address, with all that was confirmed', async () => {
    const folder = newFolder();
    const { url } = await start(folder);
    await ask(url, 'CREATE TABLE kept AS SELECT 7 AS n');
    const before = postmasterPid(folder);
    process.kill(before, 'SIGKILL');
    await until(() => {
      const lock = join(folder, 'postgres', 'pgdata', 'postmaster.pid');
      return existsSync(lock) && postmasterPid(folder) !== before && readFileSync(lock, 'utf8').includes('ready');
    });
    expect(await ask(url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  });

  it('[DB-12] a parent that exits without stopping it still ends the server cleanly', async () => {
    const folder = newFolder();
    const child = await startChild(folder);
    const server = postmasterPid(folder);
    child.process.kill('SIGUSR2');
    expect((await once(child.process, 'exit'))[0]).toBe(3);
    await until(() => !isRunning(server));
    expect(existsSync(join(folder, 'postgres', 'pgdata', 'postmaster.pid'))).toBe(false);
  });

  it('[DB-13] a folder too deep for a socket gets a loopback port instead', async () => {
    const folder = newFolder();
    const deep = join(folder, 'x'.repeat(60), '应急指挥'.repeat(4));
    const { url } = await start(deep);
    expect(url).toMatch(/@127\.0\.0\.1:\d+\/sitong$/);
    expect(await ask(url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('[DB-14] a folder with spaces, quotes and Chinese in its name works', async () => {
    const { url } = await start(join(newFolder(), `数据 "a' %20`));
    expect(await ask(url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('[DB-15] refuses the data of another major version, saying what to do', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'postgres', 'pgdata'), { recursive: true });
    writeFileSync(join(folder, 'postgres', 'pgdata', 'PG_VERSION'), '16\n');
    await expect(startEmbedded({ dataDir: folder, log: quiet })).rejects.toThrow(
      /made by PostgreSQL 16, this is 18: restore a backup/,
    );
  });

  it.runIf(isRoot)(
    '[DB-16] as root, under a home nobody else may enter, data and server go to a place of their own',
    async () => {
      const closed = newFolder();
      chmodSync(closed, 0o700);
      const sharedHome = join(newFolder(), 'sitong');
      const dataDir = join(closed, 'data');
      const first = await startEmbedded({ dataDir, log: quiet, sharedHome });
      await ask(first.url, 'CREATE TABLE kept AS SELECT 1 AS n');
      await first.stop();
      expect(existsSync(join(dataDir, 'postgres', 'pgdata'))).toBe(false);
      const moved = readFileSync(join(dataDir, 'postgres', 'moved-to.txt'), 'utf8').trim();
      expect(statSync(join(moved, 'pgdata')).uid).not.toBe(0);
      const again = await startEmbedded({ dataDir, log: quiet, sharedHome });
      expect(await ask(again.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
      await again.stop();
      // Lost data is never taken for a new beginning; a deleted DATA_DIR is one.
      rmSync(moved, { recursive: true });
      await expect(startEmbedded({ dataDir, log: quiet, sharedHome })).rejects.toThrow(/which is gone: bring it back/);
      rmSync(dataDir, { recursive: true });
      const anew = await startEmbedded({ dataDir, log: quiet, sharedHome });
      undo.push(() => anew.stop());
      await expect(ask(anew.url, 'SELECT n FROM kept')).rejects.toMatchObject({ code: '42P01' });
    },
  );

  it.runIf(isRoot)(
    '[DB-25] as root, a closed DATA_DIR of its own lets the database user pass and nobody else',
    async () => {
      const dataDir = join(newFolder(), 'data');
      mkdirSync(dataDir, { mode: 0o700 });
      await start(dataDir);
      expect(existsSync(join(dataDir, 'postgres', 'pgdata', 'PG_VERSION'))).toBe(true);
      expect(statSync(dataDir).mode & 0o777).toBe(0o710);
      expect(statSync(dataDir).gid).toBe(statSync(join(dataDir, 'postgres', 'pgdata')).gid);
    },
  );
});
