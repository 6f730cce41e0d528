import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@sitong/shared/kernel/ids.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedDatabase, startEmbedded } from '../persistence/embedded.ts';
import { takeBaseBackup } from './base-backup.ts';
import { baseFor, basesIn } from './manifest.ts';
import { restore } from './restore.ts';

const quiet = (): void => undefined;
const log = { info: quiet, warn: quiet, error: quiet };
const home = mkdtempSync(join(tmpdir(), 'sitong-backup-'));
const dataDir = join(home, 'data');
const to = join(home, 'kept');
const opened: EmbeddedDatabase[] = [];
let database: EmbeddedDatabase;

beforeAll(async () => {
  // PostgreSQL does not run as root, and its own user must reach the folder.
  chmodSync(home, 0o755);
  database = await startEmbedded({ dataDir, log });
  opened.push(database);
  await ask(database.url, 'CREATE TABLE told (id uuid PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp())');
});
afterAll(async () => {
  for (const one of opened) await one.stop();
  rmSync(home, { recursive: true, force: true });
});

async function ask(url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Stores rows and returns the moment after which they were all confirmed, by the database's clock. */
async function store(rows: number): Promise<number> {
  for (let i = 0; i < rows; i++) await ask(database.url, 'INSERT INTO told (id) VALUES ($1)', [newId()]);
  const [row] = await ask(database.url, 'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint::text AS ms');
  return Number(row?.['ms']);
}

async function toldIn(url: string): Promise<number> {
  const [row] = await ask(url, 'SELECT count(*)::int AS n FROM told');
  return Number(row?.['n']);
}

const backup = (keep = 7) => takeBaseBackup({ url: database.url, dataDir, to, keep, heads: [], now: () => new Date() });

async function restored(name: string, atMs?: number): Promise<EmbeddedDatabase> {
  const { database: back } = await restore({ from: to, into: join(home, name), atMs, log });
  opened.push(back);
  return back;
}

describe('backup and restore of the embedded database', () => {
  it('[OPS-1] gives back the second that was asked for, and everything when none was', async () => {
    await store(5);
    writeFileSync(join(dataDir, 'photo.jpg'), 'a picture');
    const { base } = await backup();
    expect(basesIn(to).map(({ name }) => name)).toEqual([base.name]);
    const then = await store(7);
    await store(3);
    await ask(database.url, 'SELECT pg_switch_wal()');
    await database.stop();
    const atThat = await restored('then', then + 1);
    expect(await toldIn(atThat.url)).toBe(12);
    const whole = await restored('whole');
    expect(await toldIn(whole.url)).toBe(15);
    expect(readdirSync(join(home, 'whole'))).toContain('photo.jpg');
    // It goes on from there, and no longer asks for recovery or writes to the archive it came from.
    await ask(whole.url, 'INSERT INTO told (id) VALUES ($1)', [newId()]);
    const [settings] = await ask(
      whole.url,
      "SELECT current_setting('archive_command') AS archive, current_setting('restore_command') AS again",
    );
    expect(settings).toEqual({ archive: 'exit 0', again: expect.any(String) });
  });

  it('[OPS-2] says what to do when the moment lies outside what is kept', async () => {
    await expect(restored('before', Date.parse('2026-01-01T00:00:00Z'))).rejects.toThrow(
      /the oldest backup was finished at .*: choose that moment or a later one/,
    );
    await expect(restored('after', Date.now() + 3_600_000)).rejects.toThrow(
      /the archive ends before .*: leave --at out/,
    );
    await expect(restored('whole')).rejects.toThrow(/holds a database already: restore into a new folder/);
  });

  it('[OPS-3] refuses a base with a changed file, by its name', async () => {
    const version = join(baseFor(basesIn(to), undefined).folder, 'pgdata', 'PG_VERSION');
    writeFileSync(version, '17\n');
    await expect(restored('changed')).rejects.toThrow(`${version} is not as it was written: use another backup`);
  });

  it('[OPS-4] keeps as many bases as asked and the log they need', async () => {
    database = await startEmbedded({ dataDir, log });
    opened[0] = database;
    const older = await backup(1);
    const { base, removed } = await backup(1);
    expect(removed).toEqual([older.base.name]);
    expect(basesIn(to).map(({ name }) => name)).toEqual([base.name]);
    const segments = readdirSync(join(to, 'wal')).filter((name) => /^[0-9A-F]{24}$/.test(name));
    expect(segments.sort()[0]).toBe(base.manifest.firstWal);
  });
});
