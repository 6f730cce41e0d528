import type { Id } from '@sitong/shared/kernel/ids.ts';
import type { Line } from './deliver.ts';
import type { Delivery, OutboxItem, OutboxPhoto } from './outbox-item.ts';
import {
  countWaiting,
  isWaiting,
  MOST_IN_FLIGHT,
  MOST_PHOTOS,
  MOST_WAITING,
  nextPhoto,
  outdated,
  readyItems,
  statusAfter,
  withoutPhoto,
} from './outbox-model.ts';
import type { OutboxStore } from './outbox-store.ts';

export type NewItem = Omit<OutboxItem, 'place' | 'status' | 'kept' | 'photos' | 'photosLost'>;
export type NewPhoto = Omit<OutboxPhoto, 'place' | 'pace'>;

/** What the page shows; a new object on each change. */
export interface OutboxNow {
  items: readonly OutboxItem[];
  photos: readonly OutboxPhoto[];
  line: 'open' | 'down' | 'signed_out';
  /** `failing`: the last write to this device's storage did not succeed. */
  storage: 'good' | 'failing';
}

export type Added = 'stored' | 'memory' | 'full';

export interface OutboxMachine {
  now(): number;
  setTimer(run: () => void, delayMs: number): () => void;
}

const RETRY_MS = [1000, 2000, 5000, 10_000, 20_000, 30_000] as const;

/**
 * Acts pressed on this device, sent once each and in the order of their stream. An act is stored before it is sent
 * and stays waiting until an answer is stored; a try whose answer was lost is made again with the same command id.
 */
export class Outbox {
  readonly #store: OutboxStore;
  readonly #line: Line;
  readonly #machine: OutboxMachine;
  readonly #person: string;
  readonly #items = new Map<Id, OutboxItem>();
  readonly #photos = new Map<Id, OutboxPhoto>();
  /** On their way now. */
  readonly #flying = new Set<Id>();
  /** Asked to wait by the server or by a slow line: a try again wakes them. */
  readonly #resting = new Set<Id>();
  /** Pressed, not yet stored and not yet shown. */
  readonly #storing = new Set<Id>();
  #lastKept: Promise<unknown> = Promise.resolve();
  /** The server may have heard of these. */
  readonly #tried = new Set<Id>();
  readonly #listeners = new Set<() => void>();
  #now: OutboxNow = { items: [], photos: [], line: 'open', storage: 'good' };
  #place = 0;
  #failures = 0;
  #cancelRetry: (() => void) | undefined;
  #closed: 'no' | 'closed' = 'no';

  constructor(person: string, store: OutboxStore, line: Line, machine: OutboxMachine) {
    this.#person = person;
    this.#store = store;
    this.#line = line;
    this.#machine = machine;
  }

  /** Takes up what an earlier page left. */
  async open(): Promise<void> {
    const { items, photos } = await this.#store.load().catch((error: unknown) => {
      // A browser that stores nothing still sends while the page is open.
      console.warn('the phone could not read what it stored', error);
      this.#tell({ storage: 'failing' });
      return { items: [], photos: [] };
    });
    for (const item of items) {
      this.#tried.add(item.commandId);
      if (!this.#items.has(item.commandId)) this.#items.set(item.commandId, item);
    }
    for (const photo of photos) if (!this.#photos.has(photo.id)) this.#photos.set(photo.id, photo);
    for (const { place } of [...items, ...photos]) this.#place = Math.max(this.#place, place);
    this.#tell({});
    this.#pump();
  }

  close(): void {
    this.#closed = 'closed';
    this.#cancelRetry?.();
    this.#listeners.clear();
  }

  readonly current = (): OutboxNow => this.#now;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * Stores an act, then shows it as taken and sends it when it can be: what the page shows is there after a crash.
   * A call for help is shown and sent at once and stored beside that. Adding the same command again changes nothing.
   */
  async add(fresh: NewItem, photos: readonly NewPhoto[] = []): Promise<Added> {
    if (this.#items.has(fresh.commandId) || this.#storing.has(fresh.commandId)) return 'stored';
    const waiting = countWaiting([...this.#items.values()]) + this.#storing.size;
    const crowded = waiting >= MOST_WAITING || this.#photos.size + photos.length > MOST_PHOTOS;
    if (crowded && fresh.haste !== 'urgent') return 'full';
    const queued = photos.map((photo): OutboxPhoto => ({ ...photo, place: this.#nextPlace(), pace: 'first' }));
    for (const photo of queued) this.#photos.set(photo.id, photo);
    const item: OutboxItem = {
      ...fresh,
      photos: photos.map(({ id }) => id),
      photosLost: 0,
      place: this.#nextPlace(),
      status: { kind: 'waiting' },
      kept: 'stored',
    };
    if (item.haste === 'urgent') {
      this.#replace(item);
      this.#pump();
      return this.#keep(item, queued);
    }
    this.#storing.add(item.commandId);
    // One after the other: an act with photos to store is not overtaken by the next one of its stream.
    const before = this.#lastKept;
    const kept = before.then(() => this.#keep(item, queued));
    this.#lastKept = kept;
    await kept;
    this.#storing.delete(item.commandId);
    this.#pump();
    return kept;
  }

  async #keep(item: OutboxItem, photos: readonly OutboxPhoto[]): Promise<'stored' | 'memory'> {
    for (const photo of photos) await this.#write(() => this.#store.putPhoto(photo));
    const kept = await this.#write(() => this.#store.putItem(item));
    // A call for help is on its way already: its answer may have been stored, or put away, before this write ended.
    const now = item.haste === 'urgent' ? this.#items.get(item.commandId) : item;
    if (now === undefined) await this.#write(() => this.#store.dropItems([item.commandId]));
    else this.#replace({ ...now, kept });
    if (now !== undefined && !isWaiting(now)) await this.#write(() => this.#store.putItem(now));
    return kept;
  }

  /** Takes back an act nobody has heard of yet. `gone`: it may be on its way, so it must be undone by another act. */
  async takeBack(commandId: Id): Promise<'taken' | 'gone'> {
    const item = this.#items.get(commandId);
    if (item === undefined || !isWaiting(item) || this.#tried.has(commandId)) return 'gone';
    await this.#drop([commandId]);
    return 'taken';
  }

  /** Puts a settled act off the list. */
  async dismiss(commandId: Id): Promise<void> {
    const item = this.#items.get(commandId);
    if (item !== undefined && !isWaiting(item)) await this.#drop([commandId]);
  }

  /** The line may be back, or somebody signed in again: try at once. */
  readonly wake = (): void => {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#resting.clear();
    if (this.#now.line !== 'open') this.#tell({ line: 'open' });
    this.#pump();
  };

  #nextPlace(): number {
    this.#place += 1;
    return this.#place;
  }

  #pump(): void {
    if (this.#closed === 'closed' || this.#now.line !== 'open') return;
    const held = (id: Id): boolean => this.#flying.has(id) || this.#resting.has(id);
    const photos = [...this.#photos.values()];
    for (const item of readyItems([...this.#items.values()], photos, this.#person, held)) {
      if (this.#flying.size >= MOST_IN_FLIGHT && item.haste !== 'urgent') break;
      this.#try(item.commandId, this.#line.sendItem(item), (delivery) => this.#settleItem(item.commandId, delivery));
    }
    const photo = nextPhoto(
      photos.filter(({ id }) => !this.#resting.has(id)),
      this.#person,
    );
    if (photo !== undefined && !photos.some(({ id }) => this.#flying.has(id)))
      this.#try(photo.id, this.#line.sendPhoto(photo), (delivery) => this.#settlePhoto(photo, delivery));
  }

  #try(id: Id, sending: Promise<Delivery>, settle: (delivery: Delivery) => Promise<void>): void {
    this.#flying.add(id);
    this.#tried.add(id);
    void sending
      .catch((): Delivery => ({ kind: 'slow' }))
      .then(async (delivery) => {
        await settle(delivery);
        this.#flying.delete(id);
        this.#afterTry(id, delivery);
      });
  }

  #afterTry(id: Id, delivery: Delivery): void {
    switch (delivery.kind) {
      case 'applied':
      case 'already':
      case 'refused':
        this.#failures = 0;
        break;
      case 'later':
      case 'slow':
        this.#resting.add(id);
        this.#retryLater();
        break;
      case 'no_line':
        this.#tell({ line: 'down' });
        this.#retryLater();
        break;
      case 'signed_out':
        this.#tell({ line: 'signed_out' });
        break;
      default:
        delivery satisfies never;
    }
    this.#pump();
  }

  async #settleItem(commandId: Id, delivery: Delivery): Promise<void> {
    const item = this.#items.get(commandId);
    const status = statusAfter(delivery, this.#machine.now());
    if (item === undefined || status === undefined) return;
    const settled = { ...item, status };
    this.#replace(settled);
    await this.#write(() => this.#store.putItem(settled));
    const old = outdated([...this.#items.values()], this.#machine.now());
    if (old.length > 0) await this.#drop(old.map((one) => one.commandId));
  }

  /** A photo the server cannot take is left out of the words it belongs to, which go without it. */
  async #settlePhoto(photo: OutboxPhoto, delivery: Delivery): Promise<void> {
    if (delivery.kind === 'slow') {
      const slow: OutboxPhoto = { ...photo, pace: 'slow' };
      this.#photos.set(photo.id, slow);
      await this.#write(() => this.#store.putPhoto(slow));
    }
    if (statusAfter(delivery, 0) === undefined) return;
    if (delivery.kind === 'refused') {
      const owner = [...this.#items.values()].find((item) => item.photos.includes(photo.id));
      if (owner !== undefined) {
        const without = withoutPhoto(owner, photo.id);
        this.#items.set(owner.commandId, without);
        await this.#write(() => this.#store.putItem(without));
      }
    }
    this.#photos.delete(photo.id);
    await this.#write(() => this.#store.dropPhoto(photo.id));
    this.#tell({});
  }

  #retryLater(): void {
    if (this.#cancelRetry !== undefined || this.#closed === 'closed') return;
    const delayMs = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 30_000;
    this.#failures += 1;
    this.#cancelRetry = this.#machine.setTimer(this.wake, delayMs);
  }

  async #drop(ids: readonly Id[]): Promise<void> {
    for (const id of ids) this.#items.delete(id);
    this.#tell({});
    await this.#write(() => this.#store.dropItems(ids));
  }

  #replace(item: OutboxItem): void {
    this.#items.set(item.commandId, item);
    this.#tell({});
  }

  /** A full or broken storage costs the safety net, never the act: it stays in memory and is sent from there. */
  async #write(run: () => Promise<unknown>): Promise<'stored' | 'memory'> {
    try {
      await run();
      if (this.#now.storage !== 'good') this.#tell({ storage: 'good' });
      return 'stored';
    } catch (error) {
      console.warn('the phone could not store', error);
      this.#tell({ storage: 'failing' });
      return 'memory';
    }
  }

  #tell(change: Partial<Pick<OutboxNow, 'line' | 'storage'>>): void {
    const items = [...this.#items.values()].sort((a, b) => a.place - b.place);
    this.#now = { ...this.#now, ...change, items, photos: [...this.#photos.values()] };
    for (const listener of this.#listeners) listener();
  }
}
