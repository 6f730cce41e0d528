import { beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabase } from '../../testing/database.ts';
import { listRefused, MOST_REFUSED } from './refused-inputs.ts';
import { SourceBook } from './source-book.ts';

const { pool } = await withTestDatabase();
let nowMs = Date.UTC(2026, 6, 18, 12);
const book = () =>
  new SourceBook({
    world: 'live',
    pool,
    nowMs: () => nowMs,
    serverNowMs: () => nowMs,
    cadenceS: { readings: 60, cap: undefined },
  });
const refusal = (n: number) => ({ code: 'body_invalid' as const, message: `m${n}`, path: 'p' });

beforeEach(async () => {
  await pool.query('TRUNCATE sources, refused_inputs');
});

describe('source book', () => {
  it('a source is late beyond twice its cadence, lost beyond five times; one without rhythm is quiet', () => {
    const sources = book();
    const standing = (name: string) => sources.list().find(({ source }) => source === name)?.standing;
    expect(standing('readings')).toBe('never');
    sources.seen('readings', 3);
    sources.seen('cap', 1);
    const seen: [number, string | undefined][] = [];
    for (const afterS of [0, 120, 121, 300, 301]) {
      nowMs += afterS * 1000;
      seen.push([afterS, standing('readings')]);
      nowMs -= afterS * 1000;
    }
    expect(seen).toEqual([
      [0, 'live'],
      [120, 'live'],
      [121, 'late'],
      [300, 'late'],
      [301, 'lost'],
    ]);
    expect(standing('cap')).toBe('quiet');
  });

  it('the rate is that of the last minute', () => {
    const sources = book();
    const rate = () => sources.list()[0]?.perMinute;
    for (let i = 0; i < 10; i++) {
      sources.seen('readings', 2);
      nowMs += 5000;
    }
    expect(rate()).toBe(20);
    nowMs += 55_000;
    expect(rate()).toBeLessThan(20);
    nowMs += 3_600_000;
    expect(rate()).toBe(0);
  });

  it('counts, last seen and refusals survive a restart', async () => {
    const sources = book();
    sources.seen('readings', 5);
    sources.refused('readings', refusal(1), Buffer.from('bytes'));
    await sources.flush();
    const again = book();
    await again.load();
    expect(again.list()[0]).toMatchObject({ accepted: 5, refused: 1, lastSeenMs: nowMs });
  });

  it('two nodes count into one: what each took adds up, and the door heard at one is not silent at the other', async () => {
    const [a, b] = [book(), book()];
    a.seen('readings', 5);
    await a.flush();
    b.seen('readings', 2);
    b.refused('readings', refusal(1), Buffer.from('x'));
    await b.flush();
    a.seen('readings', 1);
    expect(a.list()[0]).toMatchObject({ accepted: 6, refused: 0 });
    await a.flush();
    expect(a.list()[0]).toMatchObject({ accepted: 8, refused: 1 });
    await b.load();
    expect(b.list()[0]).toMatchObject({ accepted: 8, refused: 1 });
    const c = book();
    c.seenElsewhere('readings', 4, nowMs);
    expect(c.list()[0]).toMatchObject({ standing: 'live', perMinute: 4, accepted: 0 });
    expect(a.takeSeen()).toEqual([['readings', 6]]);
    expect(a.takeSeen()).toEqual([]);
  });

  it('keeps the last thousand refusals of each source, 8 kB of each', async () => {
    const sources = book();
    sources.refused('cap', refusal(0), Buffer.from('kept'));
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 500; i++) sources.refused('readings', refusal(i), Buffer.alloc(20_000, 65));
      await sources.flush();
    }
    const { rows } = await pool.query('SELECT source, count(*)::int AS n FROM refused_inputs GROUP BY 1 ORDER BY 1');
    expect(rows).toEqual([
      { source: 'cap', n: 1 },
      { source: 'readings', n: MOST_REFUSED },
    ]);
    const [newest] = await listRefused(pool, 'live', { source: 'readings', before: undefined, limit: 1 });
    expect(newest).toMatchObject({ message: 'm499', raw_bytes: 20_000 });
    expect(newest?.raw).toHaveLength(8192);
    const older = await listRefused(pool, 'live', { source: 'readings', before: newest?.id, limit: 1 });
    expect(older[0]?.message).toBe('m498');
  });

  it('keeps what the words of a refusal need, whatever a stranger put into it; older records have none', async () => {
    const sources = book();
    const facts = { name: 'senderCode', value: `\0 \ud800 ${'长'.repeat(300)}`, allowed: '1, 2' };
    sources.refused('cap', { code: 'value_invalid', facts, message: 'm', path: 'p' }, Buffer.alloc(1));
    sources.refused('cap', refusal(1), Buffer.alloc(1));
    await sources.flush();
    const page = { source: 'cap', before: undefined, limit: 9 };
    const [plain, told] = await listRefused(pool, 'live', page);
    expect(plain?.facts).toBeNull();
    expect(told?.facts).toEqual({ name: 'senderCode', value: ` \ufffd ${'长'.repeat(196)}`, allowed: '1, 2' });
  });

  it('refusals that come faster than they can be stored are counted', async () => {
    const sources = book();
    for (let i = 0; i < 1500; i++) sources.refused('readings', refusal(i), Buffer.alloc(1));
    expect(sources.notStored).toBe(500);
    await sources.flush();
    expect(sources.list()[0]?.refused).toBe(1500);
  });
});
