import { constants } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { IMAGE_KINDS, type ImageKind, imageKind } from './image-kind.ts';
import { stripMetadata } from './strip-metadata.ts';

export type Stored = { kind: 'stored' | 'duplicate'; image: ImageKind } | { kind: 'refused'; code: string };

const PHOTO_FILE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?:jpeg|png|webp)$/;

/** Photos as files named by their id, in one folder; the log keeps only the ids. */
export class PhotoStore {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'photos');
  }

  /** `id` is a UUID, checked at the edge: no name of the sender ever becomes a path. */
  async put(id: string, bytes: Buffer): Promise<Stored> {
    const image = imageKind(bytes);
    if (image === undefined) return { kind: 'refused', code: 'not_an_image' };
    const there = await this.find(id);
    if (there !== undefined) return { kind: 'duplicate', image: there.image };
    const clean = stripMetadata(bytes, image);
    if (clean === undefined) return { kind: 'refused', code: 'broken_image' };
    await mkdir(this.#folder, { recursive: true });
    const path = this.#path(id, image);
    const half = `${path}.${process.pid}.part`;
    try {
      const file = await open(half, 'w', 0o640);
      try {
        await file.writeFile(clean);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(half, path);
    } catch (error) {
      await rm(half, { force: true });
      throw error;
    }
    return { kind: 'stored', image };
  }

  async read(id: string): Promise<{ image: ImageKind; bytes: Buffer } | undefined> {
    const there = await this.find(id);
    return there === undefined ? undefined : { image: there.image, bytes: await readFile(there.path) };
  }

  async find(id: string): Promise<{ image: ImageKind; path: string } | undefined> {
    for (const image of IMAGE_KINDS) {
      const path = this.#path(id, image);
      const readable = await access(path, constants.R_OK).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return false;
          throw error;
        },
      );
      if (readable) return { image, path };
    }
    return undefined;
  }

  async remove(id: string): Promise<void> {
    for (const image of IMAGE_KINDS) await rm(this.#path(id, image), { force: true });
  }

  /** Every picture that is kept. */
  async ids(): Promise<string[]> {
    const names = await readdir(this.#folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const ids: string[] = [];
    for (const name of names) {
      const [, id] = PHOTO_FILE.exec(name) ?? [];
      if (id !== undefined) ids.push(id);
    }
    return ids;
  }

  #path(id: string, image: ImageKind): string {
    return join(this.#folder, `${id}.${image}`);
  }
}
