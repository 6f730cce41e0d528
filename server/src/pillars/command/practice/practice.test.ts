import { DEFAULT_PRACTICE, SHIPPED_VALUES } from '@sitong/shared/kernel/practice.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { type Given, givenWorld } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { describe, expect, it } from 'vitest';
import { decideCommand } from '../decide.ts';
import type { Of } from '../given-command.ts';

const adopted = (): Given =>
  givenWorld().having(
    decideCommand,
    { type: 'AdoptPractice', values: SHIPPED_VALUES, from: { kind: 'shipped' } },
    'system',
  );

const set = (values: Record<string, number | string>, over: Partial<Of<'SetPractice'>> = {}): Of<'SetPractice'> => ({
  type: 'SetPractice',
  values,
  reason: '汛期加密',
  sawVersion: 1,
  ...over,
});
const inHours = (world: Given, hours: number): string => toTimestamp(world.nowMs + hours * 3_600_000);

describe('local practice of a world', () => {
  it('[CMD-40] is adopted once, at its beginning', () => {
    const world = adopted();
    expect(world.practiceAt(world.nowMs)).toEqual(DEFAULT_PRACTICE);
    const again = { type: 'AdoptPractice', values: {}, from: { kind: 'shipped' } } as const;
    world.when(decideCommand, again, 'system').refused('practice_already_adopted');
    givenWorld().when(decideCommand, again, BY.duty).refused('system_only');
  });

  it('[CMD-41] a change takes effect at once, or when its time has come', () => {
    const world = adopted();
    const now = world.when(decideCommand, set({ 'order.reRingS': 45 }), BY.duty).thenEvents('PracticeChanged');
    expect(now.practiceAt(now.nowMs).order.reRingS).toBe(45);
    const later = world
      .when(decideCommand, set({ 'order.reRingS': 45 }, { effectiveFrom: inHours(world, 2) }), BY.duty)
      .thenEvents('PracticeChanged');
    expect(later.practiceAt(later.nowMs).order.reRingS).toBe(60);
    expect(later.practiceAt(later.nowMs + 2 * 3_600_000).order.reRingS).toBe(45);
  });

  it('[CMD-41] only what differs is written; nothing different is refused', () => {
    const world = adopted();
    const values = { 'order.reRingS': 45, 'order.leaderS': 180 };
    world
      .when(decideCommand, set(values), BY.duty)
      .thenEvents(['PracticeChanged', { version: 2, values: { 'order.reRingS': 45 } }]);
    world.when(decideCommand, set({ 'order.leaderS': 180 }), BY.duty).refused('nothing_changed');
  });

  it('[CMD-41] needs a reason, a time not past, and the newest version seen', () => {
    const world = adopted();
    const value = { 'order.reRingS': 45 };
    world.when(decideCommand, set(value, { reason: '  ' }), BY.duty).refused('reason_required');
    world.when(decideCommand, set(value, { effectiveFrom: inHours(world, -1) }), BY.duty).refused('effective_in_past');
    world
      .when(decideCommand, set(value, { effectiveFrom: inHours(world, 24 * 500) }), BY.duty)
      .refused('effective_too_far');
    const other = world.having(decideCommand, set({ 'order.feedbackMin': 20 }), BY.leader);
    expect(other.when(decideCommand, set(value), BY.duty).refused('practice_changed').facts).toEqual({
      saw: 1,
      version: 2,
    });
  });

  it('[CMD-42] a value out of its bounds or out of order is refused with its path', () => {
    const world = adopted();
    expect(world.when(decideCommand, set({ 'order.reRingS': 1 }), BY.duty).refused('value_too_small').path).toBe(
      'values.order.reRingS',
    );
    world.when(decideCommand, set({ nothing: 1 }), BY.duty).refused('value_unknown_value');
    expect(
      world.when(decideCommand, set({ 'order.reRingS': 90 }), BY.duty).refused('value_out_of_order').facts,
    ).toEqual({ path: 'order.offerNextS', after: 'order.reRingS' });
  });

  it('[CMD-42] also against what is already waiting to take effect', () => {
    const waiting = { 'order.reRingS': 85 };
    const world = adopted();
    const later = world.having(decideCommand, set(waiting, { effectiveFrom: inHours(world, 5) }), BY.duty);
    later
      .when(decideCommand, set({ 'order.offerNextS': 80 }, { sawVersion: 2 }), BY.duty)
      .refused('value_out_of_order');
  });

  it('[CMD-43] a waiting change can be taken back, one in effect not', () => {
    const world = adopted();
    const later = world.having(
      decideCommand,
      set({ 'order.reRingS': 45 }, { effectiveFrom: inHours(world, 5) }),
      BY.duty,
    );
    const back = { type: 'WithdrawPractice', version: 2, reason: '误设' } as const;
    const gone = later.when(decideCommand, back, BY.duty).thenEvents('PracticeWithdrawn');
    expect(gone.practiceAt(gone.nowMs + 6 * 3_600_000).order.reRingS).toBe(60);
    gone.when(decideCommand, back, BY.duty).refused('unknown_version');
    later
      .later(5 * 3600)
      .when(decideCommand, back, BY.duty)
      .refused('already_in_effect');
    // Its number is not given out again.
    gone
      .when(decideCommand, set({ 'order.reRingS': 50 }, { sawVersion: 2 }), BY.duty)
      .thenEvents(['PracticeChanged', { version: 3 }]);
  });
});
