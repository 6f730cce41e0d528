import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder } from '@sitong/server/testing/server-process.ts';
import { type Check, openScene, type Scene } from './fault.ts';
import { throughOutage } from './outage.ts';

const DISK_MB = 700;

/**
 * A disk of its own for the data folder: a file system in memory, which only root may mount. Undefined: this user may
 * not, and the row is left out by name.
 */
export async function sceneOnSmallDisk(seed: number): Promise<Scene | undefined> {
  const dataDir = newFolder('disk');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=0755`, 'tmpfs', dataDir], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  const unmount = (): void => {
    execFileSync('umount', ['-l', dataDir], { stdio: 'ignore' });
  };
  try {
    return await openScene(seed, { dataDir, after: unmount });
  } catch (error) {
    unmount();
    throw error;
  }
}

/** The disk of the database fills up to the last byte, and somebody makes room again. */
export const diskFull = (scene: Scene, seconds: number): Promise<Check[]> =>
  throughOutage(scene, seconds * 1000, async ({ dataDir }) => {
    const ballast = join(dataDir, 'ballast');
    const filling = setInterval(() => fill(ballast, dataDir), 50);
    fill(ballast, dataDir);
    return async () => {
      clearInterval(filling);
      rmSync(ballast);
    };
  });

/** Takes what is left; PostgreSQL has some preallocated, so that it is a while until it notices. */
function fill(path: string, dataDir: string): void {
  const { bavail, bsize } = statfsSync(dataDir);
  const file = openSync(path, 'a');
  try {
    const piece = Buffer.alloc(1 << 20);
    let left = bavail * bsize;
    while (left > 0) left -= Math.max(1, writeSync(file, piece, 0, Math.min(piece.length, left)));
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}
