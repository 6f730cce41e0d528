import type { Id } from '@sitong/shared/kernel/ids.ts';
import type { OutboxItem, OutboxPhoto } from './outbox-item.ts';

/** Where the outbox survives a closed page. Each call resolves once the browser has stored it; rejects when it cannot. */
export interface OutboxStore {
  load(): Promise<{ items: OutboxItem[]; photos: OutboxPhoto[] }>;
  putItem(item: OutboxItem): Promise<void>;
  dropItems(ids: readonly Id[]): Promise<void>;
  putPhoto(photo: OutboxPhoto): Promise<void>;
  dropPhoto(id: Id): Promise<void>;
}
