import { beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabase } from '../../testing/database.ts';
import type { Head } from './event-log.ts';
import { PostgresEventLog } from './postgres-event-log.ts';
import { appendOne, command, drillWorld, event, id } from './testing.ts';
import { emptyLog, tamper } from './testing-database.ts';

const { pool, url } = await withTestDatabase();
const log = new PostgresEventLog({ pool, url, onError: () => undefined });
const COUNT = 30;
let exported: Head;

beforeEach(async () => {
  await emptyLog(pool);
  await log.createWorld(drillWorld('drill-0001'));
  for (let n = 1; n <= COUNT; n += 1) {
    const stream = n % 3 === 0 ? (`incident/${id()}` as const) : (`note/${n % 4}` as const);
    const audience = n % 2 === 0 ? (['team:t1'] as const) : [];
    await appendOne(
      log,
      command([event(stream, { n }, { audience, observedAt: '2026-07-12T01:00:00Z' })], [], { causedBy: n }),
    );
  }
  await appendOne(log, command([event('note/1')]), 'drill-0001');
  exported = await log.head('live');
});

describe('a tampered log', () => {
  const changes: [string, string][] = [
    ['stream', `'note/99'`],
    ['version', '99'],
    ['type', `'Forged'`],
    ['schema', '2'],
    ['command_id', 'gen_random_uuid()'],
    ['caused_by', 'NULL'],
    ['caused_by', '1'],
    ['actor', `'{"person":"p-2"}'`],
    ['at', `at + interval '1 millisecond'`],
    ['recorded_at', `recorded_at - interval '1 hour'`],
    ['observed_at', 'NULL'],
    ['division', `'610525102000'`],
    ['audience', `'{}'`],
    ['audience', `'{team:t1,team:t2}'`],
    ['body', `body || ' '`],
    ['body', `replace(body, '12', '13')`],
    ['incident_id', 'NULL'],
    ['incident_id', 'gen_random_uuid()'],
    ['hash', `set_bit(hash, 7, 1 - get_bit(hash, 7))`],
  ];
  it.each(changes)('[LOG-27] names the row whose %s was changed to %s', async (column, value) => {
    await tamper(pool, `UPDATE events SET ${column} = ${value} WHERE world = 'live' AND seq = 12`);
    expect(await log.verify('live')).toMatchObject({ kind: 'bad', seq: 12, what: 'altered' });
    expect(await log.verify('drill-0001')).toMatchObject({ kind: 'ok' });
  });

  it('[LOG-28] names a deleted row, also the first', async () => {
    await tamper(pool, `DELETE FROM events WHERE world = 'live' AND seq = 17`);
    expect(await log.verify('live')).toMatchObject({ kind: 'bad', seq: 17, what: 'missing' });
    await tamper(pool, `DELETE FROM events WHERE world = 'live' AND seq = 1`);
    expect(await log.verify('live')).toMatchObject({ kind: 'bad', seq: 1, what: 'missing' });
  });

  it('[LOG-29] names the first of two swapped rows, moved with their hashes', async () => {
    await tamper(
      pool,
      `UPDATE events SET seq = CASE seq WHEN 9 THEN 1000 ELSE 2000 END WHERE world = 'live' AND seq IN (9, 21)`,
    );
    await tamper(
      pool,
      `UPDATE events SET seq = CASE seq WHEN 1000 THEN 21 ELSE 9 END WHERE world = 'live' AND seq IN (1000, 2000)`,
    );
    expect(await log.verify('live')).toMatchObject({ kind: 'bad', seq: 9, what: 'reordered' });
  });

  it('[LOG-30] names the first of two rows that exchanged their contents but kept their hashes', async () => {
    await tamper(
      pool,
      `CREATE TEMP TABLE other ON COMMIT DROP AS SELECT * FROM events WHERE world = 'live' AND seq IN (10, 11);
      UPDATE events e SET stream = o.stream, version = o.version + 1000, type = o.type, command_id = o.command_id, caused_by = o.caused_by,
        audience = o.audience, body = o.body FROM other o WHERE e.world = 'live' AND e.seq IN (10, 11) AND o.seq = 21 - e.seq;
      UPDATE events SET version = version - 1000 WHERE version > 1000`,
    );
    expect(await log.verify('live')).toMatchObject({ kind: 'bad', seq: 10, what: 'reordered' });
  });

  it('[LOG-31] finds rows cut off at the end by the head row', async () => {
    await tamper(pool, `DELETE FROM events WHERE world = 'live' AND seq > 25`);
    expect(await log.verify('live')).toMatchObject({ kind: 'bad', seq: 26, what: 'truncated' });
    await tamper(pool, `DELETE FROM events WHERE world = 'live'`);
    expect(await log.verify('live')).toMatchObject({ kind: 'bad', seq: 1, what: 'truncated' });
  });

  it('[LOG-32] finds rows cut off together with the head row by a head exported earlier', async () => {
    await tamper(pool, `DELETE FROM events WHERE world = 'live' AND seq > 25`);
    await pool.query(
      `UPDATE worlds w SET head_seq = 25, head_hash = (SELECT hash FROM events e WHERE e.world = w.id AND seq = 25) WHERE id = 'live'`,
    );
    expect(await log.verify('live')).toMatchObject({ kind: 'ok', checked: 25 });
    expect(await log.verify('live', { heads: [exported] })).toMatchObject({ kind: 'bad', seq: 26, what: 'truncated' });
  });

  it('[LOG-33] finds a chain recomputed from end to end by a head exported earlier', async () => {
    const { rows } = await pool.query<{ body: string }>(`SELECT body FROM events WHERE world = 'live' ORDER BY seq`);
    await emptyLog(pool);
    for (const [i, { body }] of rows.entries()) {
      await appendOne(log, command([event('note/1', i === 14 ? { n: 'forged' } : JSON.parse(body))]));
    }
    expect(await log.verify('live')).toMatchObject({ kind: 'ok', checked: COUNT });
    expect(await log.verify('live', { heads: [exported] })).toMatchObject({ kind: 'bad', seq: COUNT, what: 'altered' });
  });

  it('[LOG-34] finds a head row set back, or given another hash', async () => {
    await pool.query(`UPDATE worlds SET head_hash = sha256('x') WHERE id = 'live'`);
    expect(await log.verify('live')).toMatchObject({ kind: 'bad', seq: COUNT, what: 'altered' });
    await pool.query(
      `UPDATE worlds w SET head_seq = 28, head_hash = (SELECT hash FROM events e WHERE e.world = w.id AND seq = 28) WHERE id = 'live'`,
    );
    expect(await log.verify('live')).toMatchObject({ kind: 'bad', seq: 29, what: 'altered' });
  });

  it('[LOG-35] the database itself refuses to change, delete or empty the events', async () => {
    await expect(pool.query(`UPDATE events SET body = '{}'`)).rejects.toThrow(/append-only: UPDATE refused/);
    await expect(pool.query('DELETE FROM events')).rejects.toThrow(/append-only: DELETE refused/);
    await expect(pool.query('TRUNCATE events')).rejects.toThrow(/append-only: TRUNCATE refused/);
  });

  it('[LOG-36] a snapshot of another history is not loaded', async () => {
    await log.saveSnapshot({ world: 'live', seq: 20, schema: 1, state: 'good' });
    await log.saveSnapshot({ world: 'live', seq: 25, schema: 1, state: 'of a lost history' });
    await pool.query(`UPDATE snapshots SET hash = sha256('x') WHERE seq = 25`);
    expect(await log.loadSnapshot('live', 1)).toMatchObject({ seq: 20, state: 'good' });
  });

  it('[LOG-37] keeps the last three snapshots of a shape', async () => {
    for (const seq of [3, 6, 9, 12, 11]) await log.saveSnapshot({ world: 'live', seq, schema: 1, state: seq });
    await log.saveSnapshot({ world: 'live', seq: 1, schema: 2, state: 1 });
    const { rows } = await pool.query<{ schema: number; seq: number }>(
      'SELECT schema, seq FROM snapshots ORDER BY schema, seq',
    );
    expect(rows.map(({ schema, seq }) => [schema, seq])).toEqual([
      [1, 9],
      [1, 11],
      [1, 12],
      [2, 1],
    ]);
  });
});
