import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { say } from '../operate/tool-log.ts';

/** Inside a namespace of its own there is no network at all but this machine's loopback. */
const ALONE = 'ip link set lo up && exec "$@"';
/** Where a namespace may not be made: every way out leads to a port nobody listens on. */
const CLOSED = 'http://127.0.0.1:9';
const NO_WAY_OUT = Object.fromEntries(
  ['npm_config_registry', 'pnpm_config_registry', 'HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map(
    (name) => [name, CLOSED],
  ),
);
const PATIENCE_MS = 120_000;

async function succeeds(command: string, args: readonly string[]): Promise<boolean> {
  const child = spawn(command, args, { stdio: 'ignore' });
  return Promise.race([once(child, 'error').then(() => false), once(child, 'close').then(([code]) => code === 0)]);
}

export interface Proof {
  network: 'none' | 'every way out closed';
  unpackS: number;
  readyS: number;
  address: string;
}

/** Unpacks the archive in an empty folder, starts it where no network is, and asks nothing of this work tree. */
export async function prove(archive: string): Promise<Proof> {
  const home = mkdtempSync(join(tmpdir(), 'sitong-archive-'));
  try {
    const startedMs = performance.now();
    const folder = join(home, 'opt');
    mkdirSync(folder);
    const tar = spawn('tar', ['-xzf', archive, '-C', folder, '--strip-components=1'], { stdio: 'inherit' });
    const [code] = await once(tar, 'close');
    if (code !== 0) throw new Error(`tar could not unpack ${archive}: exit ${code}`);
    const unpackS = (performance.now() - startedMs) / 1000;
    const alone = await succeeds('unshare', ['-n', 'sh', '-c', ALONE, 'sh', 'true']);
    const launcher = join(folder, 'sitong');
    const env = {
      PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
      HOME: home,
      DATA_DIR: join(home, 'data'),
      PORT: '0',
      JT808_PORT: '0',
      ...NO_WAY_OUT,
    };
    const [command, ...args] = alone ? ['unshare', '-n', 'sh', '-c', ALONE, 'sh', launcher] : [launcher];
    const beganMs = performance.now();
    const child = spawn(command ?? launcher, args, { env, cwd: home, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'close');
    const late = setTimeout(() => child.kill('SIGTERM'), PATIENCE_MS);
    try {
      const address = await readyAt(child.stdout);
      return {
        network: alone ? 'none' : 'every way out closed',
        unpackS,
        readyS: (performance.now() - beganMs) / 1000,
        address,
      };
    } finally {
      clearTimeout(late);
      child.kill('SIGTERM');
      await ended;
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function readyAt(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    say(`  | ${line}`);
    const address = /is ready: (http\S+)/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('it did not start');
}
