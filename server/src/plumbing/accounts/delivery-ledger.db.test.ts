import { newId } from '@sitong/shared/kernel/ids.ts';
import { drizzle } from 'drizzle-orm/node-postgres';
import { describe, expect, it } from 'vitest';
import { withTestDatabase } from '../../testing/database.ts';
import { createPool } from '../persistence/pool.ts';
import { StoredDeliveryLedger } from './delivery-ledger.ts';

const database = await withTestDatabase();
const db = drizzle(database.pool);
const [duty, town, town2] = [newId(), newId(), newId()];
const names = new Map([
  [duty, 'duty'],
  [town, 'town'],
  [town2, 'town'],
]);
const usernameOf = (session: string): string => names.get(session) ?? '';

describe('the delivery ledger', () => {
  it('tells by name who had shown an event, and when first', async () => {
    const troubles: string[] = [];
    const ledger = new StoredDeliveryLedger(db, usernameOf, (_error, what) => troubles.push(what));
    ledger.shown(duty, 'live', 5);
    ledger.shown(duty, 'live', 9);
    ledger.shown(duty, 'live', 7);
    ledger.shown(town, 'live', 3);
    ledger.shown(town2, 'live', 8);
    ledger.shown(duty, 'drill-0001', 50);
    await ledger.close();
    const named = async (seq: number) => {
      const people = await ledger.whoHadSeen('live', seq);
      return people.filter(({ at }) => at !== null).map(({ username }) => username);
    };
    expect(await named(3)).toEqual(['duty', 'town']);
    expect(await named(9)).toEqual(['duty']);
    expect(await named(10)).toEqual([]);
    // Who had a screen there and did not show it yet is told as well.
    expect(await ledger.whoHadSeen('live', 9)).toEqual([
      { username: 'duty', at: expect.any(Date) },
      { username: 'town', at: null },
    ]);
    expect(troubles).toEqual([]);
  });

  it('keeps the moment a screen said so, not the one it was written at', async () => {
    const saidMs = Date.parse('2026-07-18T20:40:00+08:00');
    const ledger = new StoredDeliveryLedger(
      db,
      usernameOf,
      () => undefined,
      () => saidMs,
    );
    ledger.shown(duty, 'drill-0002', 5);
    await ledger.close();
    expect(await ledger.whoHadSeen('drill-0002', 5)).toEqual([{ username: 'duty', at: new Date(saidMs) }]);
  });

  it('keeps what it could not write and writes it when the database is back', async () => {
    const troubles: string[] = [];
    const flaky = createPool({ url: database.url, name: 'flaky', max: 1, onError: () => undefined });
    const ledger = new StoredDeliveryLedger(drizzle(flaky), usernameOf, (_error, what) => troubles.push(what));
    await database.pool.query('ALTER TABLE deliveries RENAME TO away');
    ledger.shown(duty, 'live', 20);
    await expect.poll(() => troubles.length, { timeout: 5000 }).toBeGreaterThan(0);
    ledger.shown(duty, 'live', 21);
    await database.pool.query('ALTER TABLE away RENAME TO deliveries');
    await ledger.close();
    expect(await ledger.whoHadSeen('live', 21).catch(() => [])).toMatchObject([
      { username: 'duty', at: expect.any(Date) },
      { username: 'town', at: null },
    ]);
    await flaky.end();
  });
});
