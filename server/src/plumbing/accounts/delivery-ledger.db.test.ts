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
    const named = async (seq: number) => (await ledger.whoHadSeen('live', seq)).map(({ username }) => username);
    expect(await named(3)).toEqual(['duty', 'town']);
    expect(await named(9)).toEqual(['duty']);
    expect(await named(10)).toEqual([]);
    const [first] = await ledger.whoHadSeen('live', 9);
    expect(first?.at).toBeInstanceOf(Date);
    expect(Math.abs((first?.at.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
    expect(troubles).toEqual([]);
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
    expect(await ledger.whoHadSeen('live', 21).catch(() => [])).toMatchObject([{ username: 'duty' }]);
    await flaky.end();
  });
});
