import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_PRACTICE, SHIPPED_VALUES } from './practice.ts';
import {
  nextEffectMs,
  type PracticeSchedule,
  practiceAt,
  valuesAt,
  withChange,
  withoutChange,
} from './practice-schedule.ts';
import { toTimestamp } from './time.ts';

const T0 = Date.UTC(2026, 6, 1);
const at = (hours: number): string => toTimestamp(T0 + hours * 3_600_000);
const ms = (hours: number): number => T0 + hours * 3_600_000;
const fresh: PracticeSchedule = { version: 1, base: SHIPPED_VALUES, changes: [] };

it('a world that knows no practice has what we ship', () => {
  expect(practiceAt(undefined, ms(0))).toBe(DEFAULT_PRACTICE);
  expect(practiceAt(fresh, ms(0))).toEqual(DEFAULT_PRACTICE);
});

it('a change holds from its own moment on and for nothing before', () => {
  const changed = withChange(fresh, { version: 2, effectiveFrom: at(10), values: { 'order.reRingS': 45 } }, ms(0));
  expect(practiceAt(changed, ms(10) - 1).order.reRingS).toBe(60);
  expect(practiceAt(changed, ms(10)).order.reRingS).toBe(45);
  expect(nextEffectMs(changed, ms(0))).toBe(ms(10));
  expect(nextEffectMs(changed, ms(10))).toBeUndefined();
});

it('one made later for an earlier date stays when the waiting one takes effect, unless both set the value', () => {
  let schedule = withChange(fresh, { version: 2, effectiveFrom: at(10), values: { 'order.reRingS': 45 } }, ms(0));
  const early = { 'order.reRingS': 50, 'order.feedbackMin': 20 };
  schedule = withChange(schedule, { version: 3, effectiveFrom: at(5), values: early }, ms(5));
  expect(practiceAt(schedule, ms(6)).order).toMatchObject({ reRingS: 50, feedbackMin: 20 });
  expect(practiceAt(schedule, ms(11)).order).toMatchObject({ reRingS: 45, feedbackMin: 20 });
  expect(practiceAt(withoutChange(schedule, 2), ms(11)).order).toMatchObject({ reRingS: 50, feedbackMin: 20 });
});

it('one practice is one object: screens may compare it by identity', () => {
  const changed = withChange(fresh, { version: 2, effectiveFrom: at(1), values: { 'order.reRingS': 45 } }, ms(0));
  expect(practiceAt(changed, ms(1))).toBe(practiceAt(changed, ms(900)));
});

it('the list of changes is bounded, and what is in force now is untouched by that', () => {
  const steps = fc.array(fc.record({ hours: fc.integer({ min: 0, max: 40 }), s: fc.integer({ min: 10, max: 85 }) }), {
    minLength: 80,
    maxLength: 120,
  });
  fc.assert(
    fc.property(steps, (all) => {
      let bounded = fresh;
      const every: { fromMs: number; s: number }[] = [];
      all.forEach(({ hours, s }, i) => {
        const nowMs = ms(i);
        every.push({ fromMs: ms(i + hours), s });
        const change = { version: i + 2, effectiveFrom: at(i + hours), values: { 'order.reRingS': s } };
        bounded = withChange(bounded, change, nowMs);
        const expected = every.filter(({ fromMs }) => fromMs <= nowMs).toSorted((a, b) => a.fromMs - b.fromMs);
        expect(valuesAt(bounded, nowMs)['order.reRingS']).toBe(expected.at(-1)?.s ?? 60);
      });
      expect(bounded.changes.length).toBeLessThanOrEqual(60 + 41);
    }),
    { numRuns: 20 },
  );
});
