import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { type Id, newId } from '@sitong/shared/kernel/ids.ts';
import { refuse } from '@sitong/shared/kernel/refusal.ts';
import { LIVE_CLOCK, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LogUnavailableError } from '../eventlog/errors.ts';
import { MemoryEventLog } from '../eventlog/memory-event-log.ts';
import { WorldRuntime } from './world-runtime.ts';

/** A small world: seats by name, each taken by one person at a time. */
type Seats = Readonly<Record<string, string>>;
type Act = { seat: string; person: string };

const evolve = (state: Seats, event: Envelope): Seats => {
  const [, seat = ''] = event.stream.split('/');
  return { ...state, [seat]: String(event.body) };
};

const take = (state: Seats, submission: { intent: Act }) => {
  const { seat, person } = submission.intent;
  if (person === 'fault') throw new Error('a defect in decide');
  // Nobody's name gives the seat back.
  if (person !== '' && (state[seat] ?? '') !== '') return refuse('taken', { by: state[seat] ?? '' });
  const event = {
    stream: `seat/${seat}`,
    type: 'SeatTaken',
    schema: 1,
    division: '610525000000',
    audience: [],
    body: person,
  };
  return { ok: true as const, value: { events: [event], reads: [] } };
};

const open: WorldRuntime<Seats, Act, 'test'>[] = [];

async function node(
  log: MemoryEventLog,
  past?: { every: number; keep: (seq: number, state: Seats) => Promise<void> },
  stateSchema = 1,
): Promise<WorldRuntime<Seats, Act, 'test'>> {
  const runtime = new WorldRuntime<Seats, Act, 'test'>({
    world: 'live',
    log,
    initial: {},
    stateSchema,
    evolve,
    decide: take,
    clock: () => LIVE_CLOCK,
    now: Date.now,
    ...(past === undefined ? {} : { past }),
    onError: (error) => {
      throw error;
    },
  });
  open.push(runtime);
  await runtime.open();
  return runtime;
}

const intent = (seat: string, person: string, commandId: Id = newId()) => ({
  commandId,
  intent: { seat, person },
  sender: 'test' as const,
  actor: { person },
});

async function liveLog(): Promise<MemoryEventLog> {
  const log = new MemoryEventLog({ now: () => toTimestamp(Date.now()) });
  await log.createWorld({ id: 'live', kind: 'live', title: '', clock: LIVE_CLOCK });
  return log;
}

afterEach(async () => {
  for (const runtime of open.splice(0)) await runtime.close();
});

describe('world runtime', () => {
  it('decides intents of one batch in turn, each on what the earlier ones did', async () => {
    const runtime = await node(await liveLog());
    const answers = await Promise.all(['王', '李', '张'].map((person) => runtime.submit(intent('duty', person))));
    expect(answers[0]).toEqual({ ok: true, seq: 1 });
    expect(answers.slice(1)).toEqual([
      { ok: false, refused: { code: 'taken', facts: { by: '王' } } },
      { ok: false, refused: { code: 'taken', facts: { by: '王' } } },
    ]);
    expect(runtime.state).toEqual({ duty: '王' });
  });

  it('answers a retry like the first time, also when it was refused', async () => {
    const runtime = await node(await liveLog());
    const first = intent('duty', '王');
    const second = intent('duty', '李');
    expect(await runtime.submit(first)).toEqual({ ok: true, seq: 1 });
    const refused = await runtime.submit(second);
    expect(await runtime.submit(first)).toEqual({ ok: true, seq: 1 });
    expect(await runtime.submit(second)).toEqual(refused);
    expect(runtime.seq).toBe(1);
  });

  it('gives one winner when two nodes race, and the loser learns who won', async () => {
    const log = await liveLog();
    const [a, b] = [await node(log), await node(log)];
    for (let i = 0; i < 200; i++) {
      const seat = `s${i}`;
      const answers = await Promise.all([a.submit(intent(seat, 'a')), b.submit(intent(seat, 'b'))]);
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
      expect(answers.filter((answer) => !answer.ok && answer.refused.code === 'taken')).toHaveLength(1);
    }
    await Promise.all([a.submit(intent('last-a', 'a')), b.submit(intent('last-b', 'b'))]);
    await a.submit(intent('flush', 'a'));
    await b.submit(intent('flush', 'b'));
    expect(a.state).toEqual(b.state);
  });

  it('keeps its neighbours unharmed when one decision fails', async () => {
    const runtime = await node(await liveLog());
    const results = await Promise.allSettled([
      runtime.submit(intent('a', '王')),
      runtime.submit(intent('b', 'fault')),
      runtime.submit(intent('c', '李')),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(runtime.state).toEqual({ a: '王', c: '李' });
  });

  it('tells committed events in order without gaps, on the acting node and on the other', async () => {
    const log = await liveLog();
    const [a, b] = [await node(log), await node(log)];
    const heard: Record<string, number[]> = { a: [], b: [] };
    a.onCommitted((events) => heard['a']?.push(...events.map((event) => event.seq)));
    b.onCommitted((events) => heard['b']?.push(...events.map((event) => event.seq)));
    await Promise.all(Array.from({ length: 150 }, (_, i) => (i % 2 ? a : b).submit(intent(`s${i}`, 'x'))));
    await a.submit(intent('s0', 'again'));
    await b.submit(intent('s0', 'again'));
    const all = Array.from({ length: 150 }, (_, i) => i + 1);
    await expect.poll(() => heard['a']).toEqual(all);
    await expect.poll(() => heard['b']).toEqual(all);
  });

  it('a no that rests on an intent of the same batch waits until that one is in the log', async () => {
    const log = await liveLog();
    const [a, b] = [await node(log), await node(log)];
    const append = log.append.bind(log);
    // While a's batch is on its way, b takes the seat.
    log.append = async (batch) => {
      log.append = append;
      await b.submit(intent('duty', 'b'));
      return append(batch);
    };
    const answers = await Promise.all(['王', '李'].map((person) => a.submit(intent('duty', person))));
    expect(answers).toEqual(answers.map(() => ({ ok: false, refused: { code: 'taken', facts: { by: 'b' } } })));
  });

  it('a node that lost a race and could not read on does not take the new version for its old state', async () => {
    const log = await liveLog();
    const other = await node(log);
    let line: 'up' | 'cut' = 'cut';
    const cut = new Proxy(log, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          if (key === 'since' && line === 'cut') throw new LogUnavailableError('not_appended', 'cut');
          return Reflect.apply(value, target, args);
        };
      },
    });
    const behind = new WorldRuntime<Seats, Act, 'test'>({
      world: 'live',
      log: cut,
      initial: {},
      stateSchema: 1,
      evolve,
      decide: take,
      clock: () => LIVE_CLOCK,
      now: Date.now,
      onError: (error) => expect(error).toBeInstanceOf(LogUnavailableError),
    });
    open.push(behind);
    await expect(behind.open()).rejects.toThrow(LogUnavailableError);
    expect(await other.submit(intent('duty', 'b'))).toMatchObject({ ok: true });
    await expect(behind.submit(intent('duty', '王'))).rejects.toThrow(LogUnavailableError);
    line = 'up';
    expect(await behind.submit(intent('duty', '李'))).toEqual({
      ok: false,
      refused: { code: 'taken', facts: { by: 'b' } },
    });
    expect((await log.head('live')).seq).toBe(1);
  });

  it('a no is said on the head of the log: a seat given back at another node is free here, though no notice came', async () => {
    const log = await liveLog();
    const subscribe = log.subscribe.bind(log);
    log.subscribe = () => () => undefined;
    const behind = await node(log);
    log.subscribe = subscribe;
    const other = await node(log);
    expect(await behind.submit(intent('duty', '王'))).toEqual({ ok: true, seq: 1 });
    expect(await other.submit(intent('duty', ''))).toEqual({ ok: true, seq: 2 });
    expect(behind.state).toEqual({ duty: '王' });
    const id = newId();
    expect(await behind.submit(intent('duty', '李', id))).toEqual({ ok: true, seq: 3 });
    expect(await other.submit(intent('duty', '李', id))).toEqual({ ok: true, seq: 3 });
  });

  it('a burst of another node costs a reader two reads of the log, not one for each event', async () => {
    const log = await liveLog();
    const reader = await node(log);
    const writer = await node(log);
    const since = log.since.bind(log);
    let reads = 0;
    let free: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      free = resolve;
    });
    log.since = async (...asked) => {
      reads += 1;
      await held;
      return since(...asked);
    };
    for (let i = 0; i < 50; i++) await writer.submit(intent(`s${i}`, 'x'));
    free();
    await vi.waitFor(() => expect(reader.seq).toBe(50));
    await reader.caughtUp();
    // Two for the reader, and now and then one for the writer, whose log tells it of its own.
    expect(reads).toBeLessThan(10);
  });

  it('keeps the state for the past once in so many events, also of those it folds when it starts', async () => {
    const log = await liveLog();
    const kept: [number, Seats][] = [];
    const past = { every: 4, keep: async (seq: number, state: Seats) => void kept.push([seq, state]) };
    const first = await node(log, past);
    for (const seat of ['a', 'b', 'c']) await first.submit(intent(seat, '王'));
    await first.close();
    expect(kept).toEqual([]);
    const second = await node(log, past);
    for (const seat of ['d', 'e']) await second.submit(intent(seat, '李'));
    await second.close();
    expect(kept).toEqual([[5, { a: '王', b: '王', c: '王', d: '李', e: '李' }]]);
    // Another shape of the state: its snapshots are left aside, everything is folded anew, and kept anew on the way.
    const third = await node(log, past, 2);
    await third.close();
    expect(kept.map(([seq]) => seq)).toEqual([5, 5]);
  });

  it('starts again from snapshot and tail with the same state', async () => {
    const log = await liveLog();
    const first = await node(log);
    for (let i = 0; i < 20; i++) await first.submit(intent(`s${i}`, 'x'));
    await first.close();
    const second = await node(log);
    expect(second.seq).toBe(20);
    expect(second.state).toEqual(first.state);
    expect(await second.submit(intent('s3', 'y'))).toEqual({
      ok: false,
      refused: { code: 'taken', facts: { by: 'x' } },
    });
    expect(await second.submit(intent('s20', 'y'))).toEqual({ ok: true, seq: 21 });
  });

  it('in an outage everyone who waits is told at once, not batch after batch, and the same ids are taken later', async () => {
    const log = await liveLog();
    const runtime = await node(log);
    const append = log.append.bind(log);
    let fail: (() => void) | undefined;
    let tries = 0;
    log.append = async (batch) => {
      tries += 1;
      await new Promise<void>((resolve) => {
        fail = resolve;
      });
      throw new LogUnavailableError('unknown', `frozen with ${batch.commands.length}`);
    };
    const ids = Array.from({ length: 200 }, () => newId());
    const first = runtime.submit(intent('s-first', '王'));
    await vi.waitFor(() => expect(tries).toBe(1));
    const rest = ids.map((id, n) => runtime.submit(intent(`s-${n}`, '李', id)));
    fail?.();
    const settled = await Promise.allSettled([first, ...rest]);
    expect(new Set(settled.map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(tries).toBe(1);
    log.append = append;
    const again = await Promise.all(ids.map((id, n) => runtime.submit(intent(`s-${n}`, '李', id))));
    expect(again.every((answer) => answer.ok)).toBe(true);
  });
});
