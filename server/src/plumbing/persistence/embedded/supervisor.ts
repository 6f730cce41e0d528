import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import { type DatabaseFolder, makePrivate } from './folder.ts';
import { stopOrphan } from './orphan.ts';
import { type Listening, startPostmaster, stopPostmaster } from './postmaster.ts';

const CHILDREN_END_MS = 15_000;
const RESTART_DELAYS_MS = [0, 200, 1_000, 3_000];

export interface EmbeddedLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** Keeps the server running until stopped. */
export async function supervise(
  folder: DatabaseFolder,
  { postgres }: Binaries,
  listen: Listening,
  log: EmbeddedLog,
  readyWithinMs?: number,
): Promise<{ stop(): Promise<void> }> {
  let phase: 'running' | 'stopping' = 'running';
  let failures = 0;
  let restarting: Promise<void> = Promise.resolve();
  const { pgdata, runAs } = folder;
  const start = async (): Promise<ChildProcess> => {
    const orphan = await stopOrphan(pgdata);
    if (orphan !== undefined) log.warn({ pid: orphan }, 'stopped a PostgreSQL whose parent had died');
    if (listen.host.startsWith('/')) {
      // No server lives on this folder now; what a killed one left in its socket folder would stop the next.
      rmSync(listen.host, { recursive: true, force: true });
      makePrivate(listen.host, runAs);
    }
    const started = await startPostmaster({
      postgres,
      pgdata,
      runAs,
      listen,
      onLine: (line) => relay(log, line),
      readyWithinMs,
    });
    started.once('exit', (code, signal) => {
      if (phase === 'stopping') return;
      log.error({ code, signal }, 'embedded PostgreSQL ended unexpectedly, starting it again');
      restarting = restart();
    });
    return started;
  };
  const restart = async (): Promise<void> => {
    while (phase === 'running') {
      await sleep(RESTART_DELAYS_MS[Math.min(failures, RESTART_DELAYS_MS.length - 1)]);
      if (phase !== 'running') return;
      try {
        child = await start();
        failures = 0;
        return;
      } catch (error) {
        failures += 1;
        log.error({ error }, 'embedded PostgreSQL did not start again');
      }
    }
  };
  let child = await startWhenFree(start);
  // A parent that ends without stop() still asks the server to stop cleanly.
  const onExit = (): void => {
    child.kill('SIGINT');
  };
  process.once('exit', onExit);
  return {
    async stop() {
      phase = 'stopping';
      process.off('exit', onExit);
      await restarting;
      await stopPostmaster(child);
    },
  };
}

/** The children of a killed server notice within moments; until they are gone, PostgreSQL refuses to start. */
async function startWhenFree(start: () => Promise<ChildProcess>): Promise<ChildProcess> {
  for (const deadline = Date.now() + CHILDREN_END_MS; ; await sleep(100)) {
    try {
      return await start();
    } catch (error) {
      const waiting = error instanceof EmbeddedDatabaseError && error.message.includes('shared memory block');
      if (!waiting || Date.now() > deadline) throw error;
    }
  }
}

function relay(log: EmbeddedLog, line: string): void {
  if (/^(ERROR|FATAL|PANIC):/.test(line)) log.error({ postgres: line }, 'PostgreSQL');
  else if (line.startsWith('WARNING:')) log.warn({ postgres: line }, 'PostgreSQL');
  else log.info({ postgres: line }, 'PostgreSQL');
}
