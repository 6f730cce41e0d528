import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PASSWORD = 'Probe-2026-process';

export interface ProcessOptions {
  dataDir: string;
  env?: Readonly<Record<string, string>>;
}

/** A data folder that embedded PostgreSQL may use whoever we are; remove it with `dropFolder`. */
export function newFolder(what: string): string {
  const folder = mkdtempSync(join(tmpdir(), `sitong-${what}-`));
  chmodSync(folder, 0o755);
  return folder;
}

export function dropFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

/** One real process of the server (`server/src/main.ts`) and what it said. */
export class ServerProcess {
  readonly dataDir: string;
  readonly child: ChildProcess;
  readonly said: string[] = [];
  /** Address it listens on, or undefined when it ended before. */
  readonly ready: Promise<string | undefined>;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;

  constructor({ dataDir, env = {} }: ProcessOptions) {
    this.dataDir = dataDir;
    const { PORT: _port, HOST: _host, DATABASE_URL: _database, REDIS_URL: _redis, ...inherited } = process.env;
    this.child = spawn(process.execPath, ['server/src/main.ts'], {
      cwd: ROOT,
      env: {
        ...inherited,
        DATA_DIR: dataDir,
        PORT: '0',
        JT808_PORT: '0',
        SITONG_DEMO_PASSWORD: PASSWORD,
        LOG_LEVEL: 'warn',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { stdout, stderr } = this.child;
    if (stdout === null || stderr === null) throw new Error('the server has no output to read');
    this.ended = new Promise((resolve) => {
      this.child.once('close', (code: number | null, signal: NodeJS.Signals | null) => resolve({ code, signal }));
    });
    this.ready = new Promise((resolve) => {
      const hear = (line: string): void => {
        this.said.push(line);
        const address = /is ready: (http\S+)/.exec(line)?.[1];
        if (address !== undefined) resolve(address);
      };
      createInterface({ input: stdout }).on('line', hear);
      createInterface({ input: stderr }).on('line', hear);
      void this.ended.then(() => resolve(undefined));
    });
  }

  /** The address; throws with the server's own words when it did not start. */
  async url(): Promise<string> {
    const url = await this.ready;
    if (url === undefined) throw new Error(`the server did not start:\n${this.said.join('\n')}`);
    return url;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Process number of its embedded PostgreSQL. */
  get postmaster(): number {
    return Number.parseInt(readFileSync(join(this.dataDir, 'postgres', 'pgdata', 'postmaster.pid'), 'utf8'), 10);
  }

  /** Ends it and waits; the database of a killed one goes on until the next start. */
  async end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    return this.ended;
  }

  /** Cookie of a demo account. */
  async signIn(username: string): Promise<string> {
    const answer = await fetch(`${await this.url()}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: PASSWORD }),
    });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0];
    if (!answer.ok || cookie === undefined) throw new Error(`${username} could not sign in: ${answer.status}`);
    return cookie;
  }
}

/** Starts a server on the folder and waits until it is ready. */
export async function startProcess(options: ProcessOptions): Promise<ServerProcess> {
  const server = new ServerProcess(options);
  await server.url();
  return server;
}

/** Ends an embedded PostgreSQL left behind, for tests that kill the server last. */
export async function endOrphan(server: ServerProcess): Promise<void> {
  const pid = server.postmaster;
  process.kill(pid, 'SIGINT');
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return; // gone
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
