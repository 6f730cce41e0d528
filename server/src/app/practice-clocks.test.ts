import { SHIPPED_VALUES } from '@sitong/shared/kernel/practice.ts';
import { toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { orderClocks } from '@sitong/shared/pillars/rescue/clocks.ts';
import { type Given, givenWorld } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { expect, it } from 'vitest';
import { decideCommand } from '../pillars/command/decide.ts';
import { type Of, ORDER, orderSaved } from '../pillars/command/given-command.ts';

const adopted = (): Given =>
  givenWorld().having(
    decideCommand,
    { type: 'AdoptPractice', values: SHIPPED_VALUES, from: { kind: 'shipped' } },
    'system',
  );
const set = (values: Record<string, number>, over: Partial<Of<'SetPractice'>> = {}): Of<'SetPractice'> => ({
  type: 'SetPractice',
  values,
  reason: '汛期加密',
  sawVersion: 1,
  ...over,
});
const inHours = (world: Given, hours: number): string => toTimestamp(world.nowMs + hours * 3_600_000);

it('[CMD-44] a clock runs by the practice of the moment it began: orders saved before a change keep theirs', () => {
  const dueS = (world: Given): number[] => {
    const order = world.state.rescue.orders[ORDER];
    if (order === undefined) throw new Error('the order is saved');
    const savedMs = toMs(order.steps.saved ?? '');
    const clocks = orderClocks(order, world.practiceAt);
    // What the screens say it runs is what it runs.
    expect(clocks.map(({ runsMs }) => runsMs)).toEqual(clocks.map(({ dueMs }) => dueMs - savedMs));
    return clocks.map(({ runsMs }) => runsMs / 1000);
  };
  const before = adopted().happened(orderSaved());
  const changed = before.later(5).having(decideCommand, set({ 'order.reRingS': 45 }), BY.duty);
  expect(dueS(changed)).toEqual([30, 60, 90, 180]);
  const after = adopted()
    .having(decideCommand, set({ 'order.reRingS': 45 }), BY.duty)
    .later(1)
    .happened(orderSaved());
  expect(dueS(after)).toEqual([30, 45, 90, 180]);
  const waiting = set({ 'order.reRingS': 45 }, { effectiveFrom: inHours(adopted(), 1) });
  const early = adopted().having(decideCommand, waiting, BY.duty).later(3599).happened(orderSaved());
  expect(dueS(early.later(60))).toEqual([30, 60, 90, 180]);
});
