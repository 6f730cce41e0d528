import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { MapStore } from '../../plumbing/master/map-store.ts';
import { ArchiveError, type ArchiveWanted, checkArchive } from './check-archive.ts';

export const MOST_ARCHIVE_BYTES = 4 * 1024 ** 3;
/** Left free for the database. */
const SPARE_BYTES = 500 * 1024 ** 2;

export interface Sent {
  body: Readable;
  /** As the sender says; 0 when it does not. */
  length: number;
  fileName: string;
  wanted: ArchiveWanted;
  by: string;
  at: Date;
  /** Throws when the file on disk may not be taken. */
  inspect: (path: string) => Promise<void>;
}

/**
 * Takes an archive as it comes, onto the disk and never into memory, checks it, and only then gives it its name and
 * makes it the current one. What breaks off or is refused leaves nothing behind; the map is drawn as before.
 */
export async function storeArchive(map: MapStore, sent: Sent): Promise<string> {
  await mkdir(map.folder, { recursive: true });
  await requireRoom(map.folder, sent.length);
  const half = join(map.folder, `incoming-${randomUUID()}.part`);
  try {
    const { bytes, id } = await write(half, sent.body);
    await sent.inspect(half);
    const head = await checkArchive(half, bytes, sent.wanted);
    await rename(half, map.pathOf(id));
    const { part } = sent.wanted;
    const dropped = await map.put({ id, part, fileName: sent.fileName, bytes, head }, sent.by, sent.at);
    for (const old of dropped) await rm(map.pathOf(old), { force: true });
    return id;
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}

async function requireRoom(folder: string, length: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (length + SPARE_BYTES > bavail * bsize)
    throw new ArchiveError(
      'disk_full',
      `the disk has ${Math.round((bavail * bsize) / 1e6)} MB left; the archive needs ${Math.round(length / 1e6)} MB and 500 MB stay free`,
    );
}

async function write(path: string, body: Readable): Promise<{ bytes: number; id: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx', 0o640);
  try {
    for await (const chunk of body) {
      const part = Buffer.from(chunk);
      bytes += part.length;
      if (bytes > MOST_ARCHIVE_BYTES)
        throw new ArchiveError('too_large', 'an archive may have 4 GB; cut it to the county');
      hash.update(part);
      await file.writeFile(part);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, id: hash.digest('hex').slice(0, 32) };
}

/** Older than any upload in progress, here or on another server that shares the folder. */
const OLD_MS = 3_600_000;

/** Halves left by a process that was killed while an archive came in. */
export async function removeHalves(folder: string, nowMs: number): Promise<void> {
  if (!existsSync(folder)) return;
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.part')) continue;
    const path = join(folder, name);
    if (nowMs - (await stat(path)).mtimeMs > OLD_MS) await rm(path, { force: true });
  }
}
