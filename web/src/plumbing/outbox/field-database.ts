import { z } from 'zod';
import { phoneSealing } from '../device/phone-keys.ts';
import { markOf, WIPED_MARK } from '../device/phone-marks.ts';
import { answerOf, complete, openStores } from './indexed.ts';
import type { OutboxItem, OutboxPhoto } from './outbox-item.ts';
import type { OutboxStore } from './outbox-store.ts';
import { isSealed, type Sealing, seal, unseal } from './seal.ts';

const STORES = ['items', 'photos', 'kept'] as const;
export type StoreName = (typeof STORES)[number];

/** Both were written by this page on this device; only their outline is checked. */
const ItemSchema = z.custom<OutboxItem>(
  (v) => typeof v === 'object' && v !== null && 'commandId' in v && 'intent' in v,
);
const PhotoSchema = z.custom<OutboxPhoto>((v) => typeof v === 'object' && v !== null && 'bytes' in v && 'pace' in v);

/**
 * The phone's own database: acts, photos, and what the page shows without a line. Records are sealed with a key of this
 * device where the browser gives one; those of an older page are sealed when they are met. Opened when first used; each
 * write resolves only when its transaction is complete, and rejects when the storage is full. Writes go one after the
 * other: sealing takes its time, and an older state must not land on a newer one.
 */
export class FieldDatabase {
  readonly #name: string;
  readonly #sealing: () => Promise<Sealing | undefined>;
  #opened: Promise<IDBDatabase> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #lost = 0;
  #keeps: 'sealed' | 'open' = 'sealed';

  constructor(name = 'sitong-field', sealing = phoneSealing) {
    this.#name = name;
    this.#sealing = sealing;
  }

  /** How the last write was kept. */
  keeps(): 'sealed' | 'open' {
    return this.#keeps;
  }

  /** How many records could not be opened, because the key that sealed them is gone, and were dropped. */
  lost(): number {
    return this.#lost;
  }

  put(store: StoreName, key: string, value: unknown): Promise<void> {
    return this.#inTurn(async () => {
      const sealing = await this.#sealingNow();
      const record = sealing === undefined ? value : await seal(sealing, `${store}/${key}`, value);
      await this.#change(store, (objects) => objects.put(record, key));
    });
  }

  drop(store: StoreName, keys: readonly string[]): Promise<void> {
    return this.#inTurn(() =>
      this.#change(store, (objects) => {
        for (const key of keys) objects.delete(key);
      }),
    );
  }

  /** Undefined: not there, or no longer to be opened. */
  get(store: StoreName, key: string): Promise<unknown> {
    return this.#inTurn(async () => {
      const objects = (await this.#open()).transaction(store).objectStore(store);
      const record: unknown = await answerOf(objects.get(key));
      return record === undefined ? undefined : (await this.#record(store, key, record))?.value;
    });
  }

  all(store: StoreName): Promise<unknown[]> {
    return this.#inTurn(async () => {
      const objects = (await this.#open()).transaction(store).objectStore(store);
      const [keys, records] = await Promise.all([answerOf(objects.getAllKeys()), answerOf(objects.getAll())]);
      const values: unknown[] = [];
      for (const [n, record] of records.entries()) {
        const opened = await this.#record(store, String(keys[n]), record);
        if (opened !== undefined) values.push(opened.value);
      }
      return values;
    });
  }

  /** Drops every kept value but those `stays` names, unopened. */
  keepOnly(stays: (key: string) => boolean): Promise<void> {
    return this.#inTurn(async () => {
      const keys = await answerOf((await this.#open()).transaction('kept').objectStore('kept').getAllKeys());
      const old = keys.map(String).filter((key) => !stays(key));
      await this.#change('kept', (objects) => {
        for (const key of old) objects.delete(key);
      });
    });
  }

  async close(): Promise<void> {
    const database = await this.#opened;
    this.#opened = undefined;
    database?.close();
  }

  /** Without a key an act is kept open rather than not at all; `keeps` says so, and it is sealed when there is one. */
  async #sealingNow(): Promise<Sealing | undefined> {
    const sealing = await this.#sealing().catch((error: unknown) => {
      console.warn('this phone has no key to seal with now', error);
      return undefined;
    });
    this.#keeps = sealing === undefined ? 'open' : 'sealed';
    return sealing;
  }

  /** An open record is sealed in passing; one whose key is gone is dropped and counted. A key that cannot be had now throws. */
  async #record(store: StoreName, key: string, record: unknown): Promise<{ value: unknown } | undefined> {
    const place = `${store}/${key}`;
    const sealing = isSealed(record) ? await this.#sealing() : await this.#sealingNow();
    if (!isSealed(record)) {
      if (sealing === undefined) return { value: record };
      const closed = await seal(sealing, place, record);
      // A full storage leaves it as it was: still there, and sealed another time.
      await this.#change(store, (objects) => objects.put(closed, key)).catch((error: unknown) =>
        console.warn(`${place} could not be sealed`, error),
      );
      return { value: record };
    }
    const opened = sealing === undefined ? 'gone' : await unseal(sealing, place, record);
    if (opened !== 'gone') return opened;
    console.warn(`${place} was sealed with a key that is gone`);
    this.#lost += 1;
    await this.#change(store, (objects) => objects.delete(key));
    return undefined;
  }

  async #change(store: StoreName, change: (objects: IDBObjectStore) => unknown): Promise<void> {
    const transaction = (await this.#open()).transaction(store, 'readwrite');
    change(transaction.objectStore(store));
    await complete(transaction);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    const next = (): void => undefined;
    this.#turn = done.then(next, next);
    return done;
  }

  #open(): Promise<IDBDatabase> {
    if (markOf(WIPED_MARK) !== null) return Promise.reject(new Error('this phone was cleared by order'));
    const forget = (): void => {
      this.#opened = undefined;
    };
    this.#opened ??= openStores(this.#name, STORES, forget).catch((error: unknown) => {
      forget();
      throw error;
    });
    return this.#opened;
  }
}

const wanted = <T>(values: readonly unknown[], schema: z.ZodType<T>): T[] =>
  values.flatMap((value) => schema.safeParse(value).data ?? []);

export function databaseStore(database: FieldDatabase): OutboxStore {
  return {
    load: async () => ({
      items: wanted(await database.all('items'), ItemSchema),
      photos: wanted(await database.all('photos'), PhotoSchema),
    }),
    putItem: (item) => database.put('items', item.commandId, item),
    dropItems: (ids) => database.drop('items', ids),
    putPhoto: (photo) => database.put('photos', photo.id, photo),
    dropPhoto: (id) => database.drop('photos', [id]),
  };
}
