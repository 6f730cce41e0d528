import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { OutboxItem, OutboxPhoto } from './outbox-item.ts';
import type { OutboxStore } from './outbox-store.ts';

interface FieldSchema extends DBSchema {
  items: { key: string; value: OutboxItem };
  photos: { key: string; value: OutboxPhoto };
  kept: { key: string; value: unknown };
}

/**
 * The phone's own database: acts, photos, and what the page shows without a line. Opened when first used; each
 * write resolves only when its transaction is complete, and rejects when the storage is full.
 */
export class FieldDatabase {
  readonly #name: string;
  #opened: Promise<IDBPDatabase<FieldSchema>> | undefined;

  constructor(name = 'sitong-field') {
    this.#name = name;
  }

  open(): Promise<IDBPDatabase<FieldSchema>> {
    this.#opened ??= openDB<FieldSchema>(this.#name, 1, {
      upgrade(database) {
        for (const store of ['items', 'photos', 'kept'] as const) database.createObjectStore(store);
      },
      // A browser may close it under storage pressure; the next use opens it again.
      terminated: () => {
        this.#opened = undefined;
      },
    }).catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  async close(): Promise<void> {
    const database = await this.#opened;
    this.#opened = undefined;
    database?.close();
  }
}

export function databaseStore(database: FieldDatabase): OutboxStore {
  return {
    load: async () => {
      const opened = await database.open();
      return { items: await opened.getAll('items'), photos: await opened.getAll('photos') };
    },
    putItem: async (item) => {
      await (await database.open()).put('items', item, item.commandId);
    },
    dropItems: async (ids) => {
      const change = (await database.open()).transaction('items', 'readwrite');
      await Promise.all([...ids.map((id) => change.store.delete(id)), change.done]);
    },
    putPhoto: async (photo) => {
      await (await database.open()).put('photos', photo, photo.id);
    },
    dropPhoto: async (id) => {
      await (await database.open()).delete('photos', id);
    },
  };
}
