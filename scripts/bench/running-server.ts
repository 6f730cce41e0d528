import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as wireParser from '@sitong/shared/protocol/wire-parser.ts';
import { io, type Socket } from 'socket.io-client';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PASSWORD = 'Probe-2026-bench';

export interface BenchServer {
  url: string;
  pid: number;
  dataDir: string;
  stop(): Promise<void>;
}

/** A real server on a data folder of its own, demo county loaded. */
export async function startBenchServer(env: Readonly<Record<string, string>> = {}): Promise<BenchServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sitong-bench-'));
  const child = spawn(process.execPath, ['server/src/main.ts'], {
    cwd: ROOT,
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: '0',
      JT808_PORT: '0',
      SITONG_DEMO_PASSWORD: PASSWORD,
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const address = /is ready: (http\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    dataDir,
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export async function signIn(url: string, username: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!answer.ok || cookie === undefined) throw new Error(`${username} could not sign in: ${answer.status}`);
  return cookie;
}

/** A socket that has said hello and holds the present state. */
export async function openSocket(url: string, cookie: string, positions: 'on' | 'off' = 'off'): Promise<Socket> {
  const socket = io(`${url}/live`, {
    path: '/live',
    transports: ['websocket'],
    parser: wireParser,
    extraHeaders: { cookie },
    forceNew: true,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect_error', reject);
    socket.once('head', () => resolve());
    socket.on('connect', () => socket.emit('hello', { world: 'live', since: null, protocol: '1', positions }));
  });
  return socket;
}
