import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { databaseStore, FieldDatabase } from './field-database.ts';
import type { OutboxItem } from './outbox-item.ts';

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

describe('the database of the phone', () => {
  it('gives back after a restart what was stored before it', async () => {
    const before = new FieldDatabase('restart');
    const store = databaseStore(before);
    const bytes = new TextEncoder().encode('picture').buffer;
    await store.putItem(item);
    await store.putPhoto({ id: 'p1', place: 5, person: 'p-team1', bytes, type: 'image/jpeg', pace: 'first' });
    await before.close();
    const after = databaseStore(new FieldDatabase('restart'));
    const { items, photos } = await after.load();
    expect(items).toEqual([item]);
    expect(new TextDecoder().decode(photos[0]?.bytes)).toBe('picture');
    await after.dropItems([item.commandId]);
    await after.dropPhoto('p1');
    expect(await after.load()).toEqual({ items: [], photos: [] });
  });
});
