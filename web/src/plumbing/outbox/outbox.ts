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
import { type OutboxNow, OutboxShelf } from './outbox-shelf.ts';
import type { OutboxStore } from './outbox-store.ts';

export type NewItem = Omit<OutboxItem, 'place' | 'status' | 'kept' | 'photos' | 'photosLost'>;
export type NewPhoto = Omit<OutboxPhoto, 'place' | 'pace'>;

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
  readonly #line: Line;
  readonly #machine: OutboxMachine;
  readonly #person: string;
  readonly #shelf: OutboxShelf;
  /** On their way now. */
  readonly #flying = new Set<Id>();
  /** Asked to wait by the server or by a slow line: a try again wakes them. */
  readonly #resting = new Set<Id>();
  /** Pressed, not yet stored and not yet shown. */
  readonly #storing = new Set<Id>();
  #lastKept: Promise<unknown> = Promise.resolve();
  /** The server may have heard of these. */
  readonly #tried = new Set<Id>();
  #failures = 0;
  #cancelRetry: (() => void) | undefined;
  #closed: 'no' | 'closed' = 'no';

  constructor(person: string, store: OutboxStore, line: Line, machine: OutboxMachine) {
    this.#person = person;
    this.#shelf = new OutboxShelf(store);
    this.#line = line;
    this.#machine = machine;
  }

  /** Takes up what an earlier page left. */
  async open(): Promise<void> {
    await this.#shelf.load((commandId) => this.#tried.add(commandId));
    this.#shelf.tell({});
    this.#pump();
  }

  close(): void {
    this.#closed = 'closed';
    this.#cancelRetry?.();
    this.#shelf.close();
  }

  readonly current = (): OutboxNow => this.#shelf.current();

  readonly subscribe = (listener: () => void): (() => void) => this.#shelf.subscribe(listener);

  /**
   * Stores an act, then shows it as taken and sends it when it can be: what the page shows is there after a crash.
   * A call for help is shown and sent at once and stored beside that. Adding the same command again changes nothing.
   */
  async add(fresh: NewItem, photos: readonly NewPhoto[] = []): Promise<Added> {
    if (this.#shelf.items.has(fresh.commandId) || this.#storing.has(fresh.commandId)) return 'stored';
    const waiting = countWaiting([...this.#shelf.items.values()]) + this.#storing.size;
    const crowded = waiting >= MOST_WAITING || this.#shelf.photos.size + photos.length > MOST_PHOTOS;
    if (crowded && fresh.haste !== 'urgent') return 'full';
    const queued = photos.map((photo): OutboxPhoto => ({ ...photo, place: this.#shelf.nextPlace(), pace: 'first' }));
    for (const photo of queued) this.#shelf.photos.set(photo.id, photo);
    const item: OutboxItem = {
      ...fresh,
      photos: photos.map(({ id }) => id),
      photosLost: 0,
      place: this.#shelf.nextPlace(),
      status: { kind: 'waiting' },
      kept: 'stored',
    };
    if (item.haste === 'urgent') {
      this.#shelf.replace(item);
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
    for (const photo of photos) await this.#shelf.write(() => this.#shelf.store.putPhoto(photo));
    const kept = await this.#shelf.write(() => this.#shelf.store.putItem(item));
    // A call for help is on its way already: its answer may have been stored, or put away, before this write ended.
    const now = item.haste === 'urgent' ? this.#shelf.items.get(item.commandId) : item;
    if (now === undefined) await this.#shelf.write(() => this.#shelf.store.dropItems([item.commandId]));
    else this.#shelf.replace({ ...now, kept });
    if (now !== undefined && !isWaiting(now)) await this.#shelf.write(() => this.#shelf.store.putItem(now));
    return kept;
  }

  /** Takes back an act nobody has heard of yet. `gone`: it may be on its way, so it must be undone by another act. */
  async takeBack(commandId: Id): Promise<'taken' | 'gone'> {
    const item = this.#shelf.items.get(commandId);
    if (item === undefined || !isWaiting(item) || this.#tried.has(commandId)) return 'gone';
    await this.#shelf.drop([commandId]);
    return 'taken';
  }

  /** Puts a settled act off the list. */
  async dismiss(commandId: Id): Promise<void> {
    const item = this.#shelf.items.get(commandId);
    if (item !== undefined && !isWaiting(item)) await this.#shelf.drop([commandId]);
  }

  /** The line may be back, or somebody signed in again: try at once. */
  readonly wake = (): void => {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#resting.clear();
    if (this.current().line !== 'open') this.#shelf.tell({ line: 'open' });
    this.#pump();
  };

  #pump(): void {
    if (this.#closed === 'closed' || this.current().line !== 'open') return;
    const held = (id: Id): boolean => this.#flying.has(id) || this.#resting.has(id);
    const photos = [...this.#shelf.photos.values()];
    for (const item of readyItems([...this.#shelf.items.values()], photos, this.#person, held)) {
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
        this.#shelf.tell({ line: 'down' });
        this.#retryLater();
        break;
      case 'signed_out':
        this.#shelf.tell({ line: 'signed_out' });
        break;
      default:
        delivery satisfies never;
    }
    this.#pump();
  }

  async #settleItem(commandId: Id, delivery: Delivery): Promise<void> {
    const item = this.#shelf.items.get(commandId);
    const status = statusAfter(delivery, this.#machine.now());
    if (item === undefined || status === undefined) return;
    const settled = { ...item, status };
    this.#shelf.replace(settled);
    await this.#shelf.write(() => this.#shelf.store.putItem(settled));
    const old = outdated([...this.#shelf.items.values()], this.#machine.now());
    if (old.length > 0) await this.#shelf.drop(old.map((one) => one.commandId));
  }

  /** A photo the server cannot take is left out of the words it belongs to, which go without it. */
  async #settlePhoto(photo: OutboxPhoto, delivery: Delivery): Promise<void> {
    if (delivery.kind === 'slow') {
      const slow: OutboxPhoto = { ...photo, pace: 'slow' };
      this.#shelf.photos.set(photo.id, slow);
      await this.#shelf.write(() => this.#shelf.store.putPhoto(slow));
    }
    if (statusAfter(delivery, 0) === undefined) return;
    if (delivery.kind === 'refused') {
      const owner = [...this.#shelf.items.values()].find((item) => item.photos.includes(photo.id));
      if (owner !== undefined) {
        const without = withoutPhoto(owner, photo.id);
        this.#shelf.items.set(owner.commandId, without);
        await this.#shelf.write(() => this.#shelf.store.putItem(without));
      }
    }
    this.#shelf.photos.delete(photo.id);
    await this.#shelf.write(() => this.#shelf.store.dropPhoto(photo.id));
    this.#shelf.tell({});
  }

  #retryLater(): void {
    if (this.#cancelRetry !== undefined || this.#closed === 'closed') return;
    const delayMs = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 30_000;
    this.#failures += 1;
    this.#cancelRetry = this.#machine.setTimer(this.wake, delayMs);
  }
}
