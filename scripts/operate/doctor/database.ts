import { existsSync } from 'node:fs';
import { basesIn } from '@sitong/server/plumbing/backup/manifest.ts';
import { logRights } from '@sitong/server/plumbing/persistence/append-only.ts';
import { unsafeSetting } from '@sitong/server/plumbing/persistence/durability.ts';
import pg from 'pg';
import type { Finding } from './finding.ts';

export interface DatabaseFacts {
  version: string;
  settings: Readonly<Record<string, string>>;
  connections: number;
  /** Database clock minus ours. */
  aheadMs: number;
  archive: { failed: number; lastFailedMs: number | undefined; lastArchivedMs: number | undefined };
}

const NAMES = [
  'fsync',
  'full_page_writes',
  'synchronous_commit',
  'data_checksums',
  'max_connections',
  'archive_command',
];

export async function databaseFacts(url: string): Promise<DatabaseFacts> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; setting: string }>(
      'SELECT name, setting FROM pg_settings WHERE name = ANY($1)',
      [NAMES],
    );
    const before = Date.now();
    const { rows: now } = await client.query<{ version: string; ms: string; n: number }>(
      `SELECT current_setting('server_version') AS version, (extract(epoch FROM clock_timestamp()) * 1000)::bigint::text AS ms,
         (SELECT count(*)::int FROM pg_stat_activity) AS n`,
    );
    const middle = (before + Date.now()) / 2;
    const { rows: archive } = await client.query<{ failed: number; lost: Date | null; done: Date | null }>(
      'SELECT failed_count::int AS failed, last_failed_time AS lost, last_archived_time AS done FROM pg_stat_archiver',
    );
    return {
      version: now[0]?.version ?? '',
      settings: Object.fromEntries(rows.map(({ name, setting }) => [name, setting])),
      connections: now[0]?.n ?? 0,
      aheadMs: Math.round(Number(now[0]?.ms) - middle),
      archive: {
        failed: archive[0]?.failed ?? 0,
        lastFailedMs: archive[0]?.lost?.getTime(),
        lastArchivedMs: archive[0]?.done?.getTime(),
      },
    };
  } finally {
    await client.end();
  }
}

export function judgeDatabase({ version, settings, connections, archive }: DatabaseFacts): Finding[] {
  const findings: Finding[] = [
    Number.parseInt(version, 10) >= 16
      ? { area: 'database', state: 'good', what: `PostgreSQL ${version}` }
      : {
          area: 'database',
          state: 'watch',
          what: `PostgreSQL ${version}`,
          remedy: 'this is tested on 18: plan to move',
        },
  ];
  const unsafe = unsafeSetting(settings);
  findings.push(
    unsafe === undefined
      ? {
          area: 'database',
          state: 'good',
          what: 'a confirmed write is on the disk (fsync, full pages, synchronous commit)',
        }
      : {
          area: 'database',
          state: 'bad',
          what: unsafe,
          remedy: 'set it, and restart PostgreSQL; the server refuses to start',
        },
  );
  findings.push(
    settings['data_checksums'] === 'on'
      ? { area: 'database', state: 'good', what: 'pages carry checksums' }
      : {
          area: 'database',
          state: 'watch',
          what: 'pages carry no checksums: a rotting disk goes unnoticed',
          remedy: 'stop PostgreSQL and run pg_checksums --enable',
        },
  );
  const most = Number(settings['max_connections'] ?? 0);
  if (connections > most * 0.8)
    findings.push({
      area: 'database',
      state: 'watch',
      what: `${connections} of ${most} connections are taken`,
      remedy: 'see who holds them (pg_stat_activity), or raise max_connections',
    });
  const failing = archive.lastFailedMs !== undefined && archive.lastFailedMs > (archive.lastArchivedMs ?? 0);
  if (failing)
    findings.push({
      area: 'backup',
      state: 'bad',
      what: `the write-ahead log is not archived: ${archive.failed} failures, the last at ${new Date(archive.lastFailedMs ?? 0).toISOString()}`,
      remedy: 'see that the backup folder is there, writable and not full: until then the log grows on this disk',
    });
  return findings;
}

const BACKUP_OLD_MS = 26 * 3_600_000;

/** How old the newest backup is. `folder`: where `pnpm backup` keeps them. */
export function checkBackups(folder: string, nowMs: number): Finding[] {
  const newest = existsSync(folder) ? basesIn(folder).at(-1) : undefined;
  if (newest === undefined)
    return [
      {
        area: 'backup',
        state: 'watch',
        what: `there is no backup in ${folder}`,
        remedy: 'run pnpm backup --to a folder on another disk every night, and name it here with --backups',
      },
    ];
  const ageMs = nowMs - Date.parse(newest.manifest.finishedAt);
  const what = `the newest backup is ${(ageMs / 3_600_000).toFixed(1)} h old (${newest.name})`;
  return ageMs <= BACKUP_OLD_MS
    ? [{ area: 'backup', state: 'good', what }]
    : [{ area: 'backup', state: 'bad', what, remedy: 'see why the nightly pnpm backup did not run' }];
}

/** Whether the role the server signs in as could rewrite the log. The embedded database has one role, its owner. */
export async function checkLogRights(url: string): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    const rights = await logRights(client);
    if (rights.kind === 'append_only')
      return [{ area: 'database', state: 'good', what: `the log is append-only for ${rights.role}` }];
    return [
      {
        area: 'database',
        state: 'watch',
        what: `${rights.role} could rewrite the log: ${rights.why}`,
        remedy:
          'run pnpm append-only as the owner, and start the server as the role it makes (scripts/deploy/HARDENING.md, S5)',
      },
    ];
  } finally {
    await client.end();
  }
}
