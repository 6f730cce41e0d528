import { LIVE_CLOCK, type WorldClock } from '@sitong/shared/kernel/time.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeadlineClock } from './deadline-clock.ts';

type State = Readonly<Record<string, number | undefined>>;

const event = (stream: string) => ({
  world: 'live',
  seq: 1,
  stream,
  version: 1,
  type: 'Set',
  schema: 1,
  commandId: '00000000-0000-7000-8000-000000000000',
  actor: { person: 'x' },
  at: '2026-07-18T20:00:00+08:00',
  recordedAt: '2026-07-18T20:00:00+08:00',
  division: '610525000000',
  audience: [],
  body: {},
});

function setUp(state: State, clock: { now: WorldClock } = { now: LIVE_CLOCK }) {
  const fired: { commandId: string; intent: string; at: number }[] = [];
  const holder = { state };
  const deadlines = new DeadlineClock<State, string>({
    world: 'live',
    clock: () => clock.now,
    now: Date.now,
    state: () => holder.state,
    streamsOf: (all) => Object.keys(all),
    deadlinesOf: (stream, all) => {
      const dueMs = all[stream];
      return dueMs === undefined ? [] : [{ key: `${stream}:${dueMs}`, dueMs, intent: stream }];
    },
    fire: async (commandId, intent) => {
      fired.push({ commandId, intent, at: Date.now() });
    },
    onError: (error) => {
      throw error;
    },
  });
  return { deadlines, fired, holder, clock };
}

describe('deadline clock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('fires each deadline once, when its time has come', async () => {
    const { deadlines, fired } = setUp({ 'order/a': 1_030_000, 'order/b': 1_060_000 });
    deadlines.open();
    await vi.advanceTimersByTimeAsync(29_999);
    expect(fired).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fired.map(({ intent, at }) => [intent, at])).toEqual([
      ['order/a', 1_030_000],
      ['order/b', 1_060_000],
    ]);
    deadlines.close();
  });

  it('fires what became due while the server was down at once, under the same command id as any other node', async () => {
    const one = setUp({ 'order/a': 900_000 });
    const two = setUp({ 'order/a': 900_000 });
    one.deadlines.open();
    two.deadlines.open();
    await vi.advanceTimersByTimeAsync(1);
    expect(one.fired).toHaveLength(1);
    expect(one.fired[0]?.commandId).toBe(two.fired[0]?.commandId);
    one.deadlines.close();
    two.deadlines.close();
  });

  it('forgets a deadline that its state no longer has', async () => {
    const { deadlines, fired, holder } = setUp({ 'order/a': 1_030_000 });
    deadlines.open();
    holder.state = {};
    deadlines.changed([event('order/a')], holder.state);
    await vi.advanceTimersByTimeAsync(100_000);
    expect(fired).toEqual([]);
    deadlines.close();
  });

  it('runs in world time: ten times as fast, and not at all while the drill stands', async () => {
    const clock = { now: { anchorWorldMs: 0, anchorServerMs: 1_000_000, speed: 10, running: 'running' } as WorldClock };
    const { deadlines, fired } = setUp({ 'order/a': 30_000, 'order/b': 60_000 }, clock);
    deadlines.open();
    await vi.advanceTimersByTimeAsync(3000);
    expect(fired.map(({ intent }) => intent)).toEqual(['order/a']);
    clock.now = { anchorWorldMs: 30_000, anchorServerMs: 1_003_000, speed: 10, running: 'paused' };
    deadlines.clockChanged();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(fired).toHaveLength(1);
    clock.now = { anchorWorldMs: 30_000, anchorServerMs: Date.now(), speed: 10, running: 'running' };
    deadlines.clockChanged();
    await vi.advanceTimersByTimeAsync(3000);
    expect(fired.map(({ intent }) => intent)).toEqual(['order/a', 'order/b']);
    deadlines.close();
  });
});
