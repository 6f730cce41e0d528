import { Dexie, type EntityTable } from 'dexie';
import type { OutboxItem, OutboxPhoto } from './outbox-item.ts';
import type { OutboxStore } from './outbox-store.ts';

export interface Kept {
  key: string;
  value: unknown;
}

/** The phone's own database: acts, photos, and what the page shows without a line. */
export class FieldDatabase extends Dexie {
  declare items: EntityTable<OutboxItem, 'commandId'>;
  declare photos: EntityTable<OutboxPhoto, 'id'>;
  declare kept: EntityTable<Kept, 'key'>;

  constructor(name = 'sitong-field') {
    super(name);
    this.version(1).stores({ items: 'commandId', photos: 'id', kept: 'key' });
  }
}

export function databaseStore(database: FieldDatabase): OutboxStore {
  return {
    load: async () => ({ items: await database.items.toArray(), photos: await database.photos.toArray() }),
    putItem: async (item) => {
      await database.items.put(item);
    },
    dropItems: (ids) => database.items.bulkDelete([...ids]),
    putPhoto: async (photo) => {
      await database.photos.put(photo);
    },
    dropPhoto: (id) => database.photos.delete(id),
  };
}
