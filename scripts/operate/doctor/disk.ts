import { existsSync } from 'node:fs';
import { mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Finding } from './finding.ts';

/** statfs(2) magic numbers of file systems that cannot hold a database safely. */
const UNSAFE: Readonly<Record<number, string>> = {
  [0x01021994]: 'tmpfs (memory: empty after a restart)',
  [0x6969]: 'NFS (locks and fsync depend on the other machine)',
  [0xff534d42]: 'CIFS (a Windows share)',
};

export interface DiskFacts {
  freeBytes: number;
  totalBytes: number;
  type: number;
  /** Median of small synced writes, ms. */
  fsyncMs: number;
}

/** An fsync below this never reached a disk; above the other, people wait for every confirmation. */
const FSYNC_LIES_MS = 0.02;
const FSYNC_SLOW_MS = 30;

export function judgeDisk(folder: string, { freeBytes, totalBytes, type, fsyncMs }: DiskFacts): Finding[] {
  const gb = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
  const findings: Finding[] = [];
  const free = `${gb(freeBytes)} of ${gb(totalBytes)} free in ${folder}`;
  if (freeBytes < 1e9)
    findings.push({
      area: 'disk',
      state: 'bad',
      what: free,
      remedy: 'make room now: a full disk stops every confirmation',
    });
  else if (freeBytes < 5e9 || freeBytes < totalBytes * 0.1)
    findings.push({ area: 'disk', state: 'watch', what: free, remedy: 'make room, or move DATA_DIR to a larger disk' });
  else findings.push({ area: 'disk', state: 'good', what: free });
  const unsafe = UNSAFE[type];
  if (unsafe !== undefined)
    findings.push({
      area: 'disk',
      state: 'bad',
      what: `${folder} lies on ${unsafe}`,
      remedy: 'move DATA_DIR to a local disk',
    });
  const speed = `a small synced write takes ${fsyncMs.toFixed(2)} ms`;
  if (fsyncMs < FSYNC_LIES_MS)
    findings.push({
      area: 'disk',
      state: 'watch',
      what: `${speed}: too fast for a disk`,
      remedy: 'see that the disk or the virtual machine does not ignore fsync (write cache without battery, eatmydata)',
    });
  else if (fsyncMs > FSYNC_SLOW_MS)
    findings.push({
      area: 'disk',
      state: 'watch',
      what: speed,
      remedy: 'use a solid-state disk: every confirmation waits for one',
    });
  else findings.push({ area: 'disk', state: 'good', what: speed });
  return findings;
}

export async function checkDisk(dataDir: string): Promise<Finding[]> {
  let folder = dataDir;
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    const { bavail, blocks, bsize, type } = await statfs(folder);
    const fsyncMs = await syncedWriteMs(folder);
    return judgeDisk(folder, { freeBytes: bavail * bsize, totalBytes: blocks * bsize, type, fsyncMs });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [
      {
        area: 'disk',
        state: 'bad',
        what: `${folder} cannot be written: ${why}`,
        remedy: 'let the server own DATA_DIR',
      },
    ];
  }
}

async function syncedWriteMs(folder: string): Promise<number> {
  const aside = await mkdtemp(join(folder, 'doctor-'));
  const file = await open(join(aside, 'probe'), 'w');
  try {
    const took: number[] = [];
    for (let i = 0; i < 21; i++) {
      const began = performance.now();
      await file.write(Buffer.alloc(4096, i), 0, 4096, 0);
      await file.datasync();
      took.push(performance.now() - began);
    }
    return took.sort((a, b) => a - b)[10] ?? 0;
  } finally {
    await file.close();
    await rm(aside, { recursive: true, force: true });
  }
}
