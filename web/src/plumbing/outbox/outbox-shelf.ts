import type { Id } from '@sitong/shared/kernel/ids.ts';
import type { OutboxItem, OutboxPhoto } from './outbox-item.ts';
import type { OutboxStore } from './outbox-store.ts';

/** What the page shows; a new object on each change. */
export interface OutboxNow {
  items: readonly OutboxItem[];
  photos: readonly OutboxPhoto[];
  line: 'open' | 'down' | 'signed_out';
  /** `failing`: the last write to this device's storage did not succeed. */
  storage: 'good' | 'failing';
}

/** What lies in the outbox: in memory, in this device's storage, and as the page shows it. Knows nothing of sending. */
export class OutboxShelf {
  readonly items = new Map<Id, OutboxItem>();
  readonly photos = new Map<Id, OutboxPhoto>();
  readonly store: OutboxStore;
  readonly #listeners = new Set<() => void>();
  #now: OutboxNow = { items: [], photos: [], line: 'open', storage: 'good' };
  #place = 0;

  constructor(store: OutboxStore) {
    this.store = store;
  }

  readonly current = (): OutboxNow => this.#now;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  close(): void {
    this.#listeners.clear();
  }

  /** Takes up what an earlier page left, and says of each act that it was there. */
  async load(found: (commandId: Id) => void): Promise<void> {
    const { items, photos } = await this.store.load().catch((error: unknown) => {
      // A browser that stores nothing still sends while the page is open.
      console.warn('the phone could not read what it stored', error);
      this.tell({ storage: 'failing' });
      return { items: [], photos: [] };
    });
    for (const item of items) {
      found(item.commandId);
      if (!this.items.has(item.commandId)) this.items.set(item.commandId, item);
    }
    for (const photo of photos) if (!this.photos.has(photo.id)) this.photos.set(photo.id, photo);
    for (const { place } of [...items, ...photos]) this.#place = Math.max(this.#place, place);
  }

  nextPlace(): number {
    this.#place += 1;
    return this.#place;
  }

  replace(item: OutboxItem): void {
    this.items.set(item.commandId, item);
    this.tell({});
  }

  async drop(ids: readonly Id[]): Promise<void> {
    for (const id of ids) this.items.delete(id);
    this.tell({});
    await this.write(() => this.store.dropItems(ids));
  }

  /** A full or broken storage costs the safety net, never the act: it stays in memory and is sent from there. */
  async write(run: () => Promise<unknown>): Promise<'stored' | 'memory'> {
    try {
      await run();
      if (this.#now.storage !== 'good') this.tell({ storage: 'good' });
      return 'stored';
    } catch (error) {
      console.warn('the phone could not store', error);
      this.tell({ storage: 'failing' });
      return 'memory';
    }
  }

  tell(change: Partial<Pick<OutboxNow, 'line' | 'storage'>>): void {
    const items = [...this.items.values()].sort((a, b) => a.place - b.place);
    this.#now = { ...this.#now, ...change, items, photos: [...this.photos.values()] };
    for (const listener of this.#listeners) listener();
  }
}
