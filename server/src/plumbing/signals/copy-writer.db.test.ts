import { describe, expect, it } from 'vitest';
import { withTestDatabase } from '../../testing/database.ts';
import { CopyWriter, copyText, copyTime, HistoryUnavailable } from './copy-writer.ts';
import { ensureDays } from './signal-days.ts';

const { pool } = await withTestDatabase();

let tables = 0;
function writer(over: Partial<ConstructorParameters<typeof CopyWriter>[0]> = {}) {
  tables += 1;
  const table = `rows_${tables}`;
  const errors: string[] = [];
  const copy = new CopyWriter({
    pool,
    statement: `COPY ${table} (n, said) FROM STDIN`,
    what: table,
    flushAtRows: 100,
    flushEveryMs: 5,
    mostWaiting: 1000,
    onError: (_error, what) => errors.push(what),
    ...over,
  });
  const create = () => pool.query(`CREATE TABLE ${table} (n int PRIMARY KEY, said text)`);
  const stored = async () =>
    (await pool.query<{ n: number; said: string }>(`SELECT n, said FROM ${table} ORDER BY n`)).rows;
  return { copy, create, stored, errors, table };
}

const row = (n: number | string, said = 'x'): string => `${n}\t${copyText(said)}\n`;

describe('copy writer', () => {
  it('a row is in the table when its promise resolves, whatever its text', async () => {
    const { copy, create, stored } = writer();
    await create();
    const said = 'tab\t back\\slash \\N new\nline \r 山洪 \0';
    await copy.push(row(1, said), 1);
    expect(await stored()).toEqual([{ n: 1, said: said.replace('\0', '') }]);
    await copy.close();
  });

  it('many pushes share a transaction', async () => {
    const { copy, create, table } = writer();
    await create();
    await Promise.all(Array.from({ length: 90 }, (_, n) => copy.push(row(n), 1)));
    const { rows } = await pool.query<{ n: number }>(`SELECT count(DISTINCT xmin::text)::int AS n FROM ${table}`);
    expect(rows[0]?.n).toBe(1);
    await copy.close();
  });

  it('a row the table cannot hold costs itself alone', async () => {
    const { copy, create, stored, errors } = writer();
    await create();
    await Promise.all([
      copy.push(row(1) + row('no number') + row(2), 3),
      copy.push(row(3), 1),
      copy.push(row(1, 'again') + row(4), 2),
    ]);
    expect((await stored()).map(({ n, said }) => `${n}${said}`)).toEqual(['1x', '2x', '3x', '4x']);
    expect(errors).toHaveLength(2);
    await copy.close();
  });

  it('while the table is away rows are kept and written when it is back', async () => {
    const told = Promise.withResolvers<void>();
    const { copy, create, stored } = writer({ onError: () => told.resolve() });
    const written = copy.push(row(1), 1);
    await told.promise;
    expect(copy.waiting).toBe(1);
    await create();
    await written;
    expect(await stored()).toHaveLength(1);
    expect(copy.waiting).toBe(0);
    await copy.close();
  });

  it('what could not be written at the stop is rejected, never confirmed', async () => {
    const { copy } = writer();
    const written = copy.push(row(1), 1);
    const outcome = expect(written).rejects.toThrow(HistoryUnavailable);
    await copy.close();
    await outcome;
    await expect(copy.push(row(2), 1)).rejects.toThrow(HistoryUnavailable);
  });

  it('turns senders away when too much is waiting', async () => {
    const { copy, create } = writer({ mostWaiting: 2 });
    const first = copy.push(row(1) + row(2), 2);
    await expect(copy.push(row(3), 1)).rejects.toThrow('are waiting');
    await create();
    await first;
    await copy.close();
  });

  it('times keep their milliseconds, before 1970 too', () => {
    for (const ms of [0, 1, 999, 1_784_000_000_123, -1, 1_784_000_000_000])
      expect(new Date(copyTime(ms)).getTime()).toBe(ms);
  });
});

describe('days of signals', () => {
  const DAY = Date.UTC(2031, 4, 6, 12);

  it('rows that went to the rest move over when their day is made', async () => {
    const insert = `INSERT INTO positions (world, terminal, observed_at, received_at, lon, lat, fix, source)
      VALUES ('live', 't', $1, now(), 1, 2, 'v', 'test')`;
    await pool.query(insert, [new Date(DAY).toISOString()]);
    await pool.query(insert, [new Date(DAY + 40 * 86_400_000).toISOString()]);
    await Promise.all([ensureDays(pool, DAY), ensureDays(pool, DAY)]);
    await pool.query(insert, [new Date(DAY + 1000).toISOString()]);
    const { rows } = await pool.query<{ part: string; n: number }>(
      'SELECT tableoid::regclass::text AS part, count(*)::int AS n FROM positions GROUP BY 1 ORDER BY 1',
    );
    expect(rows).toEqual([
      { part: 'positions_20310506', n: 2 },
      { part: 'positions_other', n: 1 },
    ]);
  });
});
