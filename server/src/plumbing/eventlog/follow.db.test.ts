import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withTestDatabase } from '../../testing/database.ts';
import { createPool } from '../persistence/pool.ts';
import type { TransactionalWork } from './postgres-append.ts';
import { PostgresEventLog } from './postgres-event-log.ts';
import { tail } from './tail.ts';
import { appendOne, batch, command, event } from './testing.ts';
import { emptyLog } from './testing-database.ts';

const { pool, url } = await withTestDatabase();
const undo: (() => Promise<unknown>)[] = [];

beforeEach(() => emptyLog(pool));
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** A node of its own: own connections, own notifications, nothing remembered from the others. */
function newNode(
  options: { work?: TransactionalWork; listenAt?: string; onError?: (error: Error) => void } = {},
): PostgresEventLog {
  const own = createPool({ url, name: 'node', max: 2, onError: () => undefined });
  const { work, listenAt = url, onError = () => undefined } = options;
  const log = new PostgresEventLog({ pool: own, url: listenAt, onError, ...(work && { work }) });
  undo.push(async () => {
    await log.close();
    await own.end();
  });
  return log;
}

/** What a reader that keeps a cursor needs of a log. */
interface Numbered {
  /** Resolves after commit; the transaction stays open until `hold` resolves. */
  append(hold: Promise<void>, begun: () => void): Promise<void>;
  after(cursor: number): Promise<number[]>;
}

/** A second append is committed while the first one still stands in its transaction; a reader follows meanwhile. */
async function readDuringSlowCommit(log: Numbered): Promise<number[]> {
  const release = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const seen: number[] = [];
  const read = async (): Promise<void> => {
    seen.push(...(await log.after(seen.at(-1) ?? 0)));
  };
  const slow = log.append(release.promise, begun.resolve);
  await begun.promise;
  const quick = log.append(Promise.resolve(), () => undefined);
  // The naive log commits the quick one now; ours lets it wait its turn.
  await Promise.race([quick, sleep(300)]);
  await read();
  release.resolve();
  await Promise.all([slow, quick]);
  await read();
  return seen;
}

/** Test double: numbers from a database sequence, as most logs in a table do it. */
async function naiveLog(): Promise<Numbered> {
  await pool.query('CREATE TABLE naive (seq bigserial PRIMARY KEY)');
  undo.push(() => pool.query('DROP TABLE naive'));
  return {
    async append(hold, begun) {
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query('INSERT INTO naive DEFAULT VALUES');
      begun();
      await hold;
      await client.query('COMMIT');
      client.release();
    },
    after: async (cursor) =>
      (await pool.query<{ seq: number }>('SELECT seq FROM naive WHERE seq > $1 ORDER BY seq', [cursor])).rows.map(
        ({ seq }) => seq,
      ),
  };
}

function ourLog(): Numbered {
  const holds: { hold: Promise<void>; begun: () => void }[] = [];
  const work: TransactionalWork = {
    wants: () => true,
    run: async () => {
      const next = holds.shift();
      next?.begun();
      await next?.hold;
    },
  };
  const [writer, reader] = [newNode({ work }), newNode()];
  return {
    async append(hold, begun) {
      holds.push({ hold, begun });
      await appendOne(writer, command([event('a/1')]));
    },
    after: async (cursor) => (await reader.since('live', cursor, 100)).map(({ seq }) => seq),
  };
}

describe('commit order is read order', () => {
  it('[LOG-47] a log numbered by a sequence loses the late commit to a reader', async () => {
    expect(await readDuringSlowCommit(await naiveLog())).toEqual([2]);
  });

  it('[LOG-47] ours never does', async () => {
    expect(await readDuringSlowCommit(ourLog())).toEqual([1, 2]);
  });

  it('[LOG-48] many writers on many nodes, some slow to commit: every follower sees exactly 1..N in order', async () => {
    let turn = 0;
    const slow: TransactionalWork = {
      wants: () => {
        turn += 1;
        return turn % 4 === 0;
      },
      run: (client) => client.query('SELECT pg_sleep(0.005)').then(() => undefined),
    };
    const writers = Array.from({ length: 6 }, () => newNode({ work: slow }));
    const followers = [newNode(), newNode(), writers[0] ?? newNode()];
    const APPENDS = 40;
    const end = new AbortController();
    const total = Promise.withResolvers<number>();
    const follow = async (log: PostgresEventLog, limit: number): Promise<number[]> => {
      const seen: number[] = [];
      const stop = new AbortController();
      void total.promise.then((n) => seen.length >= n && stop.abort());
      for await (const events of tail(log, 'live', 0, { signal: AbortSignal.any([end.signal, stop.signal]), limit })) {
        seen.push(...events.map(({ seq }) => seq));
        if (known !== undefined && seen.length >= known) break;
      }
      return seen;
    };
    let known: number | undefined;
    const following = followers.map((log, i) => follow(log, [3, 50, 500][i] ?? 10));
    const write = async (log: PostgresEventLog, w: number): Promise<number> => {
      let events = 0;
      for (let n = 0; n < APPENDS; n += 1) {
        const size = 1 + ((n + w) % 3);
        const commands = Array.from({ length: size }, () =>
          command([event(`note/${w}`, { n }), event('note/shared', { n })]),
        );
        const outcomes = await log.append(batch(commands));
        expect(outcomes.every(({ kind }) => kind === 'appended')).toBe(true);
        events += size * 2;
      }
      return events;
    };
    known = (await Promise.all(writers.map(write))).reduce((a, b) => a + b, 0);
    total.resolve(known);
    const expected = Array.from({ length: known }, (_, i) => i + 1);
    for (const seen of await Promise.all(following)) expect(seen).toEqual(expected);
    expect(await followers[0]?.verify('live')).toMatchObject({ kind: 'ok', checked: known });
  });

  it('[LOG-49] a thousand races for one team: one winner each, the losers told', async () => {
    const nodes = Array.from({ length: 4 }, () => newNode());
    const ROUNDS = process.env['SITONG_NIGHTLY'] === '1' ? 1_000 : 100;
    for (let round = 0; round < ROUNDS; round += 1) {
      const outcomes = await Promise.all(
        nodes.map((node) => appendOne(node, command([event('team/7')], [{ stream: 'team/7', version: round }]))),
      );
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['appended', 'conflict', 'conflict', 'conflict']);
    }
  });
});

describe('what a node remembers', () => {
  const expectNew = { stream: 'team/7', version: 0 } as const;

  it.each(['alone', 'with work'] as const)(
    '[LOG-66] a stream wrongly taken for new is a conflict, and the log stays whole (%s)',
    async (how) => {
      const idle: TransactionalWork = { wants: () => true, run: async () => undefined };
      const [other, node] = [newNode(), newNode(how === 'alone' ? {} : { work: idle })];
      await appendOne(other, command([event('team/7')]));
      // Knows the head now, but has never looked at team/7.
      await appendOne(node, command([event('a/1')]));
      const outcome = await appendOne(node, command([event('team/7')], [expectNew]));
      expect(outcome).toMatchObject({ kind: 'conflict', stream: 'team/7', expected: 0, actual: 1 });
      expect(await appendOne(node, command([event('a/1')]))).toMatchObject({ kind: 'appended', fromSeq: 3 });
      expect(await node.verify('live')).toMatchObject({ kind: 'ok', checked: 3 });
    },
  );

  it('[LOG-67] a command that another node has appended is a duplicate here', async () => {
    const [other, node] = [newNode(), newNode()];
    const one = command([event('a/1')], [], { result: 'first' });
    await appendOne(other, one);
    await appendOne(node, command([event('b/1')]));
    expect(await appendOne(node, one)).toMatchObject({ kind: 'duplicate', result: 'first', seq: 1 });
  });

  it('[LOG-68] a log set back behind its back is noticed: nothing is chained to a history that is gone', async () => {
    const node = newNode();
    await appendOne(node, command([event('a/1')]));
    await appendOne(node, command([event('a/1')]));
    await emptyLog(pool);
    const other = newNode();
    await appendOne(other, command([event('b/1')]));
    await appendOne(other, command([event('b/1')]));
    expect(await appendOne(node, command([event('a/1')]))).toMatchObject({ kind: 'appended', fromSeq: 3 });
    expect((await node.stream('live', 'a/1')).map(({ version }) => version)).toEqual([1]);
    expect(await node.verify('live')).toMatchObject({ kind: 'ok', checked: 3 });
  });
});

describe('being told', () => {
  const told = (log: PostgresEventLog, seq: number): Promise<void> =>
    new Promise((resolve) => {
      const stop = log.subscribe((moved) => {
        if (moved.seq >= seq) {
          stop();
          resolve();
        }
      });
    });

  it('[LOG-50] another node’s append is told by notification', async () => {
    const [writer, reader] = [newNode(), newNode()];
    const heard = told(reader, 1);
    await appendOne(writer, command([event('a/1')]));
    await heard;
  });

  it('[LOG-51] where nothing can be listened to, asking once a second still tells', async () => {
    const errors: Error[] = [];
    const reader = newNode({
      listenAt: 'postgresql://nobody:none@127.0.0.1:9/none',
      onError: (error) => errors.push(error),
    });
    const heard = told(reader, 1);
    await appendOne(newNode(), command([event('a/1')]));
    await heard;
    expect(errors.length).toBeGreaterThan(0);
  });

  it('[LOG-52] a cut listening connection is opened again and what was missed is told', async () => {
    const [writer, reader] = [newNode(), newNode()];
    const first = told(reader, 1);
    await appendOne(writer, command([event('a/1')]));
    await first;
    await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sitong-listen' AND datname = current_database()`,
    );
    const second = told(reader, 2);
    await appendOne(writer, command([event('a/1')]));
    await second;
    for (;;) {
      const { rowCount } = await pool.query(
        `SELECT FROM pg_stat_activity WHERE application_name = 'sitong-listen' AND datname = current_database() AND query LIKE 'LISTEN%'`,
      );
      if (rowCount) break;
      await sleep(20);
    }
  });

  it('[LOG-53] a subscriber that throws harms no other', async () => {
    const errors: Error[] = [];
    const log = newNode({ onError: (error) => errors.push(error) });
    log.subscribe(() => {
      throw new Error('mine');
    });
    const heard = told(log, 1);
    await appendOne(log, command([event('a/1')]));
    await heard;
    expect(errors.map(({ message }) => message)).toContain('mine');
  });
});

describe('work of the same transaction', () => {
  it('[LOG-54] is committed with the events or not at all, and only for what was appended', async () => {
    await pool.query('CREATE TABLE view (seq bigint)');
    undo.push(() => pool.query('DROP TABLE view'));
    let mode: 'good' | 'bad' = 'good';
    const work: TransactionalWork = {
      wants: (events) => events.some(({ type }) => type === 'Viewed'),
      run: async (client, envelopes) => {
        for (const { seq } of envelopes) await client.query('INSERT INTO view VALUES ($1)', [seq]);
        if (mode === 'bad') throw new Error('view broke');
      },
    };
    const log = newNode({ work });
    const viewed = () => command([event('a/1', {}, { type: 'Viewed' })]);
    await appendOne(log, command([event('a/1')]));
    const one = viewed();
    await appendOne(log, one);
    expect(await appendOne(log, one)).toMatchObject({ kind: 'duplicate' });
    mode = 'bad';
    await expect(appendOne(log, viewed())).rejects.toThrow(/view broke/);
    expect((await pool.query<{ seq: number }>('SELECT seq FROM view')).rows).toEqual([{ seq: 2 }]);
    expect((await log.head('live')).seq).toBe(2);
  });
});
