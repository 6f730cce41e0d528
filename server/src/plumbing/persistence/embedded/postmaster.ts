import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import type { RunAs } from './run-as.ts';

export interface Listening {
  host: string;
  port: number;
}

export interface PostmasterOptions {
  postgres: string;
  pgdata: string;
  runAs: RunAs | undefined;
  listen: Listening;
  onLine: (line: string) => void;
  /** Recovery after a crash reads the whole log since the last checkpoint; a restore, all that was archived. */
  readyWithinMs?: number | undefined;
}

/** A standby takes readers only, until it is promoted. */
const READY = /database system is ready to accept (read-only )?connections/;
const READY_TIMEOUT_MS = 120_000;
const FAST_STOP_MS = 20_000;

/** Durability first; sized for a township box (design §4: about 200 MB in all). */
function settings({ host, port }: Listening): string[] {
  const bySocket = host.startsWith('/');
  const values: Record<string, string | number> = {
    listen_addresses: bySocket ? '' : host,
    unix_socket_directories: bySocket ? host : '',
    unix_socket_permissions: '0700',
    port,
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    wal_level: 'replica',
    // What is done with a full segment is set when the first backup is made; until then, nothing.
    archive_mode: 'on',
    max_wal_size: '512MB',
    // Several nodes may be tried on one of these; each takes up to thirty.
    max_connections: 200,
    shared_buffers: '64MB',
    // Containers often have 64 MB of /dev/shm: no parallel plans.
    max_parallel_workers_per_gather: 0,
    max_parallel_maintenance_workers: 0,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Runs a program of PostgreSQL as the chosen user, its own session: Ctrl-C in a terminal is ours to pass on. */
export function spawnAs(file: string, args: readonly string[], runAs: RunAs | undefined, cwd: string): ChildProcess {
  return spawn(file, args, {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C', PGDATA: undefined, PGPORT: undefined },
    ...(runAs && { uid: runAs.uid, gid: runAs.gid }),
  });
}

/** Starts the server; resolves when it takes connections, rejects with its own words when it ends before. */
export async function startPostmaster(options: PostmasterOptions): Promise<ChildProcess> {
  const { postgres, pgdata, runAs, listen, onLine, readyWithinMs = READY_TIMEOUT_MS } = options;
  const child = spawnAs(postgres, ['-D', pgdata, ...settings(listen)], runAs, pgdata);
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string): void =>
      reject(new EmbeddedDatabaseError(`embedded PostgreSQL did not start (${why}): ${said.slice(-5).join(' | ')}`));
    const timer = setTimeout(() => {
      child.kill('SIGQUIT');
      fail(`not ready within ${readyWithinMs / 1000} s`);
    }, readyWithinMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      fail(error.message);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`ended with ${signal ?? code}`);
    });
    if (child.stdout) createInterface({ input: child.stdout }).on('line', onLine);
    if (child.stderr) {
      createInterface({ input: child.stderr }).on('line', (line) => {
        onLine(line);
        if (said.length < 1000) said.push(line);
        if (READY.test(line)) {
          clearTimeout(timer);
          resolve();
        }
      });
    }
  });
  return child;
}

/** Clean stop: open transactions are rolled back, a checkpoint is written. */
export async function stopPostmaster(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGQUIT'), FAST_STOP_MS);
  await exited;
  clearTimeout(timer);
}
