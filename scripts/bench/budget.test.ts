import { describe, expect, it } from 'vitest';
import { BENCH_NAMES, BUDGET, budgetSum, isBenchName, MOST } from './budget.ts';

describe('budget of the benches', () => {
  it('is ten minutes for all, half a minute for each that is asked to be quick', () => {
    expect(budgetSum()).toBeLessThanOrEqual(MOST.whole);
    for (const name of BENCH_NAMES) {
      const { whole, quick } = BUDGET[name];
      expect(quick, name).toBeLessThanOrEqual(MOST.quick);
      expect(quick, name).toBeLessThanOrEqual(whole);
      expect(quick, name).toBeGreaterThan(0);
    }
  });

  it('has a share for each row of the design', () => {
    const design = 'command positions ingest resume growth replay rules wall load start'.split(' ');
    expect(design.filter((name) => !isBenchName(name))).toEqual([]);
    expect(isBenchName('toString')).toBe(false);
  });
});
