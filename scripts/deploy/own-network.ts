import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCaddy, needs } from '../bootstrap/needs.mjs';

/**
 * A network of this machine's own making: nothing but loopback, with the addresses and names the compose file gives to its
 * services. Ports 80, 443 and 8080 are free in it whatever else runs here, and nothing in it reaches further.
 */
export const NAMES: Readonly<Record<string, string>> = {
  localhost: '127.0.0.1',
  redis: '127.0.0.1',
  'sitong.test': '172.30.0.10',
  server: '172.30.0.11',
  'server-2': '172.30.0.12',
};
/** Two people's own addresses. */
export const PEOPLE = ['10.9.0.1', '10.9.0.2'] as const;

const lines = [...Object.values(NAMES), ...PEOPLE]
  .filter((address) => !address.startsWith('127.'))
  .map((address) => `ip addr add ${address}/32 dev lo`);
/** $1 is the file of names, the rest the program. */
const ENTER = ['ip link set lo up', ...lines, 'mount --bind "$1" /etc/hosts', 'shift', 'exec "$@"'].join(' && ');
const APART = ['--net', '--mount'];

export type Place = { kind: 'here'; caddy: string } | { kind: 'not_here'; why: string; remedy: string };

/** Whether this machine can show it, and what to do when it cannot. */
export function placeForCaddy(): Place {
  const caddy = findCaddy();
  if (caddy === undefined) return { kind: 'not_here', why: 'Caddy is not installed', remedy: needs.caddy.without };
  const { status, stderr, error } = spawnSync('unshare', [...APART, 'ip', 'link', 'set', 'lo', 'up'], {
    encoding: 'utf8',
  });
  if (status === 0) return { kind: 'here', caddy };
  const why = `a network of its own cannot be made here (${(error?.message ?? stderr).trim()})`;
  return { kind: 'not_here', why, remedy: 'run it as root on Linux with util-linux and iproute2' };
}

/** Runs a program of this project in such a network; resolves with what it printed, rejects with what it complained of. */
export async function inOwnNetwork(file: string, args: readonly string[], withinMs: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sitong-names-'));
  const names = join(folder, 'hosts');
  writeFileSync(
    names,
    Object.entries(NAMES)
      .map(([name, address]) => `${address} ${name}\n`)
      .join(''),
  );
  const inside = ['sh', '-c', ENTER, 'sh', names, process.execPath, file, ...args];
  const child = spawn('unshare', [...APART, ...inside], { stdio: ['ignore', 'pipe', 'pipe'] });
  const late = setTimeout(() => child.kill('SIGTERM'), withinMs);
  try {
    let [said, complained] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      complained += chunk;
    });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`${file} ended with ${code}:\n${complained}\n${said}`);
    return said;
  } finally {
    clearTimeout(late);
    rmSync(folder, { recursive: true, force: true });
  }
}
