import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { Screen } from '@sitong/server/testing/screen.ts';
import { newFolder } from '@sitong/server/testing/server-process.ts';
import { processesOf } from './database-frozen.ts';
import { type Check, judge, openScene, type Scene, within } from './fault.ts';
import { runTool } from './run-tool.ts';

/**
 * A power cut as the disk sees it. The data folder is a file system of its own on a loop device: what was synced has
 * reached the file behind it, what was not is in memory above. A copy of that file, taken while every process stands still,
 * is what a disk holds when the power goes: nothing of what nobody had synced. A virtual machine that is reset shows the
 * same; what neither shows is a disk that lies about having synced.
 */
const DISK_MB = 1200;
const BALLAST_BYTES = 1 << 20;

const run = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const imageOf = (dataDir: string): string => join(dirname(dataDir), 'disk.img');
// The journal is written when something is synced, not by itself: the copy then meets a disk at rest.
const mount = (image: string, at: string): string => run('mount', '-o', 'loop,commit=600', image, at);

/** Undefined: this user may not mount a loop device, and the row is left out by name. */
export async function sceneOnCutDisk(seed: number): Promise<Scene | undefined> {
  const home = newFolder('power');
  const dataDir = join(home, 'data');
  const image = imageOf(dataDir);
  mkdirSync(dataDir);
  try {
    run('truncate', '-s', `${DISK_MB}M`, image);
    run('mkfs.ext4', '-q', '-F', image);
    mount(image, dataDir);
  } catch {
    rmSync(home, { recursive: true, force: true });
    return undefined;
  }
  const after = (): void => {
    run('umount', '-l', dataDir);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    return await openScene(seed, { dataDir, after });
  } catch (error) {
    after();
    throw error;
  }
}

/** The power goes at random moments under load, `cuts` times; the same machine comes back with what its disk had. */
export async function powerCut(scene: Scene, cuts: number): Promise<Check[]> {
  const { url, cookie, dataDir } = scene;
  const ledger = new Ledger();
  const load = new Load({ ledger, cookie, lines: 6, perSecond: 80 });
  await load.start(url);
  const screen = await new Screen({ url, cookie, reconnects: true }).open();
  const unsynced = join(dataDir, 'unsynced');
  let survived = 0;
  let slowestMs = 0;
  for (let cut = 0; cut < cuts; cut++) {
    await ledger.reaches(ledger.confirmed.size + 20 + Math.floor(scene.random() * 150));
    writeFileSync(unsynced, Buffer.alloc(BALLAST_BYTES, 7));
    await cutPower(scene);
    if (existsSync(unsynced) && statSync(unsynced).size > 0) survived += 1;
    rmSync(unsynced, { force: true });
    const onMs = performance.now();
    await scene.restart();
    await ledger.reaches(ledger.confirmed.size + 1);
    slowestMs = Math.max(slowestMs, performance.now() - onMs);
  }
  await load.settle(60_000);
  const last = Math.max(...ledger.confirmed.values());
  await screen.reaches(last);
  await load.stop();
  screen.close();
  const verified = await runTool('verify-log', [], dataDir);
  return [
    {
      what: 'what nobody had synced is really gone',
      holds: survived === 0,
      found: `${survived} of ${cuts} files left`,
    },
    ...(await judge(scene, ledger)),
    {
      what: 'the chain of hashes is whole',
      holds: verified.code === 0,
      found: verified.out.trim().split('\n').at(-1) ?? verified.err,
    },
    {
      what: 'a screen that came back each time has no gap',
      holds: screen.faults.every(({ kind }) => kind === 'doubled'),
      found: `${screen.faults.filter(({ kind }) => kind !== 'doubled').length} gaps, at ${screen.seq} of ${last}`,
    },
    within(`slowest of ${cuts}: power back → next confirmed command`, slowestMs, 10_000),
  ];
}

async function cutPower({ server, dataDir }: Scene): Promise<void> {
  const { pid, postmaster } = server;
  const all = [pid, ...processesOf(postmaster)];
  for (const one of all) process.kill(one, 'SIGSTOP');
  const image = imageOf(dataDir);
  run('cp', '--sparse=always', image, `${image}.cut`);
  for (const one of all) process.kill(one, 'SIGKILL');
  await server.end('SIGKILL');
  while (all.some(alive)) await pause(20);
  run('umount', dataDir);
  renameSync(`${image}.cut`, image);
  mount(image, dataDir);
}

const alive = (pid: number): boolean => existsSync(`/proc/${pid}/exe`) && !/^\d+ \(.*\) Z/s.test(statOf(pid));
const statOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return '';
  }
};
