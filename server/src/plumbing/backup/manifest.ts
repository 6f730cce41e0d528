import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What a base backup says of itself; written last, so that a folder without one is no backup. */
export const ManifestSchema = z.object({
  format: z.literal(1),
  startedAt: z.iso.datetime({ offset: true }),
  /** A restore may end at this moment or later. */
  finishedAt: z.iso.datetime({ offset: true }),
  postgres: z.string(),
  /** First file of the write-ahead log that this base needs. */
  firstWal: z.string().regex(/^[0-9A-F]{24}$/),
  /** Heads of the event log of each world when the backup began: a restore must hold them. */
  heads: z.array(z.object({ world: z.string(), seq: z.number().int().min(0), hash: z.string() })),
  files: z.array(z.object({ path: z.string(), bytes: z.number().int().min(0), sha256: z.string() })),
});
export type Manifest = z.infer<typeof ManifestSchema>;

export const MANIFEST = 'manifest.json';
/** Folders of a backup: one `base-…` for each run, `wal` shared by them, `files` for photos and tiles. */
export const WAL = 'wal';
export const FILES = 'files';

/** A backup cannot be made or used; the message is one sentence that says what to do. */
export class BackupError extends Error {
  override name = 'BackupError';
}

export interface Base {
  name: string;
  folder: string;
  manifest: Manifest;
}

/** The finished bases below `root`, oldest first. */
export function basesIn(root: string): Base[] {
  return readdirSync(root)
    .filter((name) => /^base-\d{8}T\d{6}Z$/.test(name))
    .sort()
    .map((name) => {
      const folder = join(root, name);
      const parsed = ManifestSchema.safeParse(JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')));
      if (!parsed.success)
        throw new BackupError(`${join(folder, MANIFEST)} is no manifest of a backup: remove ${name}`);
      return { name, folder, manifest: parsed.data };
    });
}

/** The newest base from which `atMs` can still be reached by the write-ahead log. */
export function baseFor(bases: readonly Base[], atMs: number | undefined): Base {
  const [oldest] = bases;
  if (oldest === undefined) throw new BackupError('there is no finished backup here: run pnpm backup first');
  const base = bases.findLast(({ manifest }) => atMs === undefined || Date.parse(manifest.finishedAt) <= atMs);
  if (base === undefined)
    throw new BackupError(
      `the oldest backup was finished at ${oldest.manifest.finishedAt}: choose that moment or a later one`,
    );
  return base;
}
