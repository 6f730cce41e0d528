import { describe, expect, it } from 'vitest';
import { withTestDatabase } from '../../testing/database.ts';
import { dropOldDays, ensureDays } from './signal-days.ts';

const { pool } = await withTestDatabase();
const NOW = Date.UTC(2026, 10, 22, 12);
const DAY_MS = 86_400_000;

async function store(daysAgo: number): Promise<void> {
  const at = new Date(NOW - daysAgo * DAY_MS);
  await pool.query(
    `INSERT INTO positions (world, terminal, observed_at, received_at, lon, lat, fix, source)
     VALUES ('live', 't', $1, $1, 109.9, 35.2, 'v', 'jt808')`,
    [at],
  );
}

async function agesKept(): Promise<number[]> {
  const { rows } = await pool.query<{ at: Date }>('SELECT observed_at AS at FROM positions ORDER BY 1 DESC');
  return rows.map(({ at }) => Math.round((NOW - at.getTime()) / DAY_MS));
}

describe('days of positions and readings', () => {
  it('drops what is older than is kept, by whole days and outside of them, and nothing else', async () => {
    for (const daysAgo of [401, 399, 0]) await ensureDays(pool, NOW - daysAgo * DAY_MS);
    // The last two have no day of their own.
    for (const daysAgo of [401, 399, 0, 500, 200]) await store(daysAgo);
    expect(await agesKept()).toEqual([0, 200, 399, 401, 500]);
    expect(await dropOldDays(pool, NOW, 400)).toBeGreaterThan(0);
    expect(await agesKept()).toEqual([0, 200, 399]);
    expect(await dropOldDays(pool, NOW, 400)).toBe(0);
  });

  it('two nodes dropping at once come to the same', async () => {
    await store(0);
    await Promise.all([dropOldDays(pool, NOW, 10), dropOldDays(pool, NOW, 10)]);
    expect(new Set(await agesKept())).toEqual(new Set([0]));
  });
});
