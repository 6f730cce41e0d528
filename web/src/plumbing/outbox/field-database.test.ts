import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { databaseStore, FieldDatabase } from './field-database.ts';
import { answerOf, complete, openStores } from './indexed.ts';
import type { OutboxItem, OutboxPhoto } from './outbox-item.ts';
import { isSealed, type Sealing } from './seal.ts';

const item: OutboxItem = {
  commandId: '0198f000-0000-7000-8000-000000000001',
  place: 4,
  person: 'p-team1',
  world: 'live',
  stream: 'order/a',
  haste: 'normal',
  by: 'person',
  intent: { type: 'AcceptOrder', orderId: 'a', voice: false },
  photos: ['p1'],
  photosLost: 0,
  pressedAt: '2026-07-18T20:48:31+08:00',
  status: { kind: 'waiting' },
  kept: 'stored',
};
const photoOf = (id: string, text: string): OutboxPhoto => ({
  id,
  place: 5,
  person: 'p-team1',
  bytes: new TextEncoder().encode(text).buffer,
  type: 'image/jpeg',
  pace: 'first',
});
const newSealing = async (id: string): Promise<Sealing> => ({
  id,
  key: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
});
const none = async (): Promise<undefined> => undefined;

/** What lies on the disk, as somebody who copies it finds it. */
async function onDisk(name: string): Promise<unknown[]> {
  const database = await openStores(name, [], () => undefined);
  const found: unknown[] = [];
  for (const store of ['items', 'photos', 'kept'])
    found.push(...(await answerOf(database.transaction(store).objectStore(store).getAll())));
  database.close();
  return found;
}

/** As a page stored it that knew of no sealing. */
async function storedOpen(name: string, store: string, rows: readonly (readonly [string, unknown])[]): Promise<void> {
  const database = await openStores(name, ['items', 'photos', 'kept'], () => undefined);
  const change = database.transaction(store, 'readwrite');
  for (const [key, value] of rows) change.objectStore(store).put(value, key);
  await complete(change);
  database.close();
}

describe('the database of the phone', () => {
  it('gives back after a restart what was stored before it, and nothing of it lies open', async () => {
    const before = new FieldDatabase('restart');
    const store = databaseStore(before);
    await store.putItem(item);
    await store.putPhoto(photoOf('p1', 'picture'));
    await before.put('kept', 'world/2/live/p-team1', { orders: ['转移117人'] });
    await before.close();
    const disk = await onDisk('restart');
    expect(disk).toHaveLength(3);
    expect(disk.every(isSealed)).toBe(true);
    expect(JSON.stringify(disk)).not.toMatch(/AcceptOrder|转移|p-team1/);
    const after = new FieldDatabase('restart');
    const again = databaseStore(after);
    const { items, photos } = await again.load();
    expect(items).toEqual([item]);
    expect(new TextDecoder().decode(photos[0]?.bytes)).toBe('picture');
    expect(await after.get('kept', 'world/2/live/p-team1')).toEqual({ orders: ['转移117人'] });
    await again.dropItems([item.commandId]);
    await again.dropPhoto('p1');
    expect(await again.load()).toEqual({ items: [], photos: [] });
    expect(after.lost()).toBe(0);
  });

  it('takes over what an older page stored open: all of it, once, and closes it', async () => {
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.uuid(), { maxLength: 30 }), fc.nat(30), async (ids, sealedOnes) => {
        n += 1;
        const name = `older-${n}`;
        const sealing = await newSealing('k1');
        const [closed, open] = [ids.slice(0, sealedOnes), ids.slice(sealedOnes)];
        const items = (of: readonly string[]) => of.map((commandId) => [commandId, { ...item, commandId }] as const);
        await storedOpen(name, 'items', items(open));
        await storedOpen(
          name,
          'photos',
          open.map((id) => [id, photoOf(id, id)] as const),
        );
        const partly = databaseStore(new FieldDatabase(name, async () => sealing));
        for (const [, one] of items(closed)) await partly.putItem(one);
        // Twice: the first opening closes them, the second opens what it closed.
        for (const _ of [1, 2]) {
          const database = new FieldDatabase(name, async () => sealing);
          const found = await databaseStore(database).load();
          expect(found.items.map(({ commandId }) => commandId).sort()).toEqual([...ids].sort());
          expect(found.photos.map(({ bytes }) => new TextDecoder().decode(bytes)).sort()).toEqual([...open].sort());
          expect(database.lost()).toBe(0);
          await database.close();
        }
        expect((await onDisk(name)).every(isSealed)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('drops what a key closed that is gone, counts it, and keeps the rest', async () => {
    const [old, now] = [await newSealing('k1'), await newSealing('k2')];
    const before = databaseStore(new FieldDatabase('key-gone', async () => old));
    await before.putItem(item);
    await before.putPhoto(photoOf('p1', 'picture'));
    const database = new FieldDatabase('key-gone', async () => now);
    const later = { ...item, commandId: '0198f000-0000-7000-8000-000000000002' };
    await databaseStore(database).putItem(later);
    expect(await databaseStore(database).load()).toEqual({ items: [later], photos: [] });
    expect(database.lost()).toBe(2);
    await database.close();
    expect(await onDisk('key-gone')).toHaveLength(1);
  });

  it('drops nothing when the key cannot be had for now, and still keeps what is pressed', async () => {
    const sealing = await newSealing('k1');
    await databaseStore(new FieldDatabase('key-late', async () => sealing)).putItem(item);
    const without = new FieldDatabase('key-late', () => Promise.reject(new Error('not now')));
    await expect(databaseStore(without).load()).rejects.toThrow('not now');
    const later = { ...item, commandId: '0198f000-0000-7000-8000-000000000002' };
    await databaseStore(without).putItem(later);
    expect(without.keeps()).toBe('open');
    await without.close();
    const found = await databaseStore(new FieldDatabase('key-late', async () => sealing)).load();
    expect(found.items.map(({ commandId }) => commandId).sort()).toEqual([item.commandId, later.commandId].sort());
  });

  it('without Web Crypto keeps as before, and says that it lies open', async () => {
    const database = new FieldDatabase('plain', none);
    await databaseStore(database).putItem(item);
    expect(database.keeps()).toBe('open');
    expect((await databaseStore(database).load()).items).toEqual([item]);
    await database.close();
    expect(await onDisk('plain')).toEqual([item]);
  });

  it('an older state never lands on a newer one, however long sealing takes', async () => {
    const sealing = await newSealing('k1');
    let turn = 0;
    const slowFirst = async (): Promise<Sealing> => {
      turn += 1;
      for (let n = 0; n < (turn === 1 ? 50 : 0); n++) await Promise.resolve();
      return sealing;
    };
    const database = new FieldDatabase('order', slowFirst);
    const sent: OutboxItem = { ...item, status: { kind: 'sent', atMs: 1, how: 'applied' } };
    await Promise.all([databaseStore(database).putItem(item), databaseStore(database).putItem(sent)]);
    expect((await databaseStore(database).load()).items).toEqual([sent]);
  });

  it('forgets what it kept for others and keeps every act', async () => {
    const database = new FieldDatabase('others');
    await databaseStore(database).putItem(item);
    for (const key of ['world/2/live/p-team1', 'world/2/live/p-team2', 'world/1/live/p-team1'])
      await database.put('kept', key, { of: key });
    await database.keepOnly((key) => key === 'world/2/live/p-team1');
    expect(await database.get('kept', 'world/2/live/p-team2')).toBeUndefined();
    expect(await database.get('kept', 'world/2/live/p-team1')).toEqual({ of: 'world/2/live/p-team1' });
    expect((await databaseStore(database).load()).items).toEqual([item]);
  });
});
