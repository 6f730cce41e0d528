import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type KeptReport, keptReports, README } from './figures.ts';
import { provinceTable, withProvince } from './province.ts';

const report = (bench: string, rows: KeptReport['rows']): KeptReport => ({
  bench,
  at: '2026-01-02T03:04:05.000Z',
  machine: { node: 'v24.0.0', cpus: 2, model: 'one', memoryGb: 8, load1: 0.5 },
  rows,
});

describe('the arithmetic of a province in the README', () => {
  it('is made from the kept runs, unchanged by hand', async () => {
    const readme = await readFile(README, 'utf8');
    expect(withProvince(readme, provinceTable(await keptReports()))).toBe(readme);
  });

  it('multiplies the measured cost of one unit, and says what was not measured', () => {
    const table = provinceTable([
      report('positions', [{ figure: 'server CPU per delivered position', value: 0.05, unit: 'µs' }]),
      report('federation', [{ figure: 'items caught up', value: 2000, unit: '/s' }]),
    ]);
    expect(table).toContain('| 5,000 deliveries/s × 0.0500 µs | 0.0250 % of a core | `pnpm bench positions` |');
    expect(table).toContain('| 18,000 items ÷ 2000/s | 9.00 s | `pnpm bench federation` |');
    expect(table.match(/not measured yet/g)).toHaveLength(7);
  });

  it('wants its place', () => {
    expect(() => withProvince('# no place', 'x')).toThrow('no place for the province');
  });
});
