import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Manifest } from './manifest.ts';

type CopiedFile = Manifest['files'][number];

/** Copies one file, synced to the disk; tells what was copied. */
export async function copyFile(from: string, to: string, path: string): Promise<CopiedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(createReadStream(from), measure, createWriteStream(to, { mode: 0o600, flush: true }));
  return { path, bytes, sha256: hash.digest('hex') };
}

export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

const isGone = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/**
 * Copies what lies below `from`. A file that goes away meanwhile is left out: PostgreSQL drops files while it runs, and
 * the write-ahead log knows. `wanted` decides by the path below `from`; an unwanted folder is made but left empty.
 */
export async function copyTree(from: string, to: string, wanted: (path: string) => boolean): Promise<CopiedFile[]> {
  const copied: CopiedFile[] = [];
  const walk = async (below: string): Promise<void> => {
    await mkdir(join(to, below), { recursive: true, mode: 0o700 });
    for (const entry of await readdir(join(from, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      try {
        if (entry.isDirectory()) {
          if (wanted(`${path}/`)) await walk(path);
          else await mkdir(join(to, path), { recursive: true, mode: 0o700 });
        } else if (entry.isFile() && wanted(path)) copied.push(await copyFile(join(from, path), join(to, path), path));
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    }
  };
  await walk('');
  return copied;
}

/** Brings `to` up to `from` without removing anything: photos and tiles are written once and never changed in place. */
export async function mirrorTree(from: string, to: string, wanted: (path: string) => boolean): Promise<number> {
  const known = async (path: string): Promise<number | undefined> => {
    try {
      return (await stat(join(to, path))).size;
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  };
  let fresh = 0;
  const walk = async (below: string): Promise<void> => {
    for (const entry of await readdir(join(from, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (!wanted(path)) continue;
      if (entry.isDirectory()) await walk(path);
      else if (entry.isFile() && (await known(path)) !== (await stat(join(from, path))).size) {
        await mkdir(join(to, below), { recursive: true, mode: 0o700 });
        await copyFile(join(from, path), join(to, path), path);
        fresh += 1;
      }
    }
  };
  await walk('');
  return fresh;
}
