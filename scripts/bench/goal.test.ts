import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atLeast, atMost, type Bound, betterThanRival, exactly, floors, goalInWords, verdict } from './goal.ts';

describe('goal of a bench', () => {
  it('is met only when each of its bounds holds', () => {
    const goal = [atMost(4), betterThanRival(20)];
    expect(verdict(goal, { value: 4, unit: 'ms', rival: 80 })).toBe('met');
    expect(verdict(goal, { value: 4.1, unit: 'ms', rival: 100 })).toBe('missed');
    expect(verdict(goal, { value: 4, unit: 'ms', rival: 79 })).toBe('missed');
    expect(verdict([floors(1.5)], { value: 3, unit: 'ms', floor: 2 })).toBe('met');
    expect(verdict([atLeast(20_000)], { value: 19_999, unit: '/s' })).toBe('missed');
    expect(verdict([exactly(0)], { value: 0, unit: '' })).toBe('met');
  });

  it('is missed by what is no number, and by what was not measured', () => {
    const bound = fc.constantFrom<(n: number) => Bound>(atMost, atLeast, exactly, floors, betterThanRival);
    fc.assert(
      fc.property(bound, fc.double({ noNaN: true }), (of, n) => {
        expect(verdict([of(n)], { value: Number.NaN, unit: 's', floor: 1, rival: 1 })).toBe('missed');
      }),
    );
    expect(verdict([floors(1.5)], { value: 1, unit: 'ms' })).toBe('missed');
    expect(verdict([betterThanRival(20)], { value: 1, unit: 'ms' })).toBe('missed');
  });

  it('is said in words with its unit', () => {
    expect(goalInWords([atMost(1500)], 'ms')).toBe('≤ 1,500 ms');
    expect(goalInWords([atMost(4), betterThanRival(20)], 'ms')).toBe('≤ 4 ms; ≥ 20 × better than rival');
    expect(goalInWords([exactly(0)], '')).toBe('0');
  });
});
