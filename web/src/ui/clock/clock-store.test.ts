import { describe, expect, it } from 'vitest';
import { type ClockMachine, createClockStore } from './clock-store.ts';

function handMachine(start = 1_000_250) {
  let at = start;
  let pending: { run: () => void; due: number } | undefined;
  const machine: ClockMachine = {
    now: () => at,
    setTimer(run, delayMs) {
      const mine = { run, due: at + delayMs };
      pending = mine;
      return () => {
        if (pending === mine) pending = undefined;
      };
    },
  };
  return {
    machine,
    timers: () => (pending === undefined ? 0 : 1),
    advance(ms: number) {
      const end = at + ms;
      while (pending !== undefined && pending.due <= end) {
        const { run, due } = pending;
        pending = undefined;
        at = due;
        run();
      }
      at = end;
    },
  };
}

describe('the one clock of a tab', () => {
  it('wakes a thousand listeners with one timer, on the second', () => {
    const hand = handMachine();
    const clock = createClockStore(hand.machine);
    let woken = 0;
    const stops = Array.from({ length: 1000 }, () => clock.subscribe(() => (woken += 1)));
    expect(hand.timers()).toBe(1);
    hand.advance(750);
    expect(woken).toBe(1000);
    expect(clock.tickMs() % 1000).toBe(0);
    for (const stop of stops) stop();
    expect(hand.timers()).toBe(0);
  });
  it('corrects the machine by what the server said, and shows it at once', () => {
    const hand = handMachine();
    const clock = createClockStore(hand.machine);
    let woken = 0;
    clock.subscribe(() => (woken += 1));
    clock.sync({ worldMs: 5_000_000 });
    expect(woken).toBe(1);
    hand.advance(10_000);
    expect(clock.now()).toBe(5_010_000);
    expect(clock.offsetMs()).toBe(5_000_000 - 1_000_250);
  });
  it('runs a drill at its own rate and stands still when it is paused', () => {
    const hand = handMachine();
    const clock = createClockStore(hand.machine);
    clock.subscribe(() => undefined);
    clock.sync({ worldMs: 0, rate: 15 });
    hand.advance(2000);
    expect(clock.now()).toBe(30_000);
    clock.sync({ worldMs: 30_000, rate: 0 });
    hand.advance(60_000);
    expect(clock.tickMs()).toBe(30_000);
  });
  it('says how long it is until the tick, while somebody listens and a second lasts a second', () => {
    const hand = handMachine();
    const clock = createClockStore(hand.machine);
    expect(clock.tickInMs()).toBeUndefined();
    const stop = clock.subscribe(() => undefined);
    expect(clock.tickInMs()).toBe(750);
    hand.advance(800);
    expect(clock.tickInMs()).toBe(950);
    clock.sync({ worldMs: 0, rate: 15 });
    expect(clock.tickInMs()).toBeUndefined();
    stop();
  });
  it('keeps one time for a whole picture between two ticks', () => {
    const hand = handMachine();
    const clock = createClockStore(hand.machine);
    clock.subscribe(() => undefined);
    const before = clock.tickMs();
    hand.advance(300);
    expect(clock.tickMs()).toBe(before);
  });
});
