import { describe, expect, it } from 'vitest';
import { type KeptReport, keptReports } from './figures.ts';
import { missedGoals, missedList, withMissed } from './missed.ts';

const report = (bench: string, rows: KeptReport['rows']): KeptReport => ({
  bench,
  at: '2026-01-02T03:04:05.000Z',
  machine: { node: 'v24.0.0', cpus: 2, model: 'one', memoryGb: 8, load1: 0.5 },
  rows,
});

describe('missed goals in the README', () => {
  it('are named with what was reached against what, and with the reason where one is known', () => {
    const kept = [
      report('command', [
        {
          figure: 'pressed → on each of 50 screens, p50',
          value: 6,
          unit: 'ms',
          floor: 3,
          goal: [{ is: 'floors_at_most', n: 1.5 }],
        },
        { figure: 'intents refused', value: 0, unit: '', goal: [{ is: 'exactly', n: 0 }] },
      ]),
      report('elsewhere', [{ figure: 'a day', value: null, unit: 's', goal: [{ is: 'at_most', n: 10 }] }]),
    ];
    const list = missedList(kept);
    expect(list).toContain('Missed: 2 goals');
    expect(list).toMatch(/- `command`, pressed .*p50: 6\.00 ms, 2\.00 × floor \(goal ≤ 1\.5 × floor\)\. The floor is/);
    expect(list).toContain('- `elsewhere`, a day: not measured (goal ≤ 10 s). The reason has not been found yet.');
    expect(list).not.toContain('refused');
    expect(missedList([])).toBe('Every goal of the kept runs is met.');
  });

  it('of the kept runs have each a reason in scripts/bench/reasons.ts', async () => {
    const unsaid = missedGoals(await keptReports()).filter(({ reason }) => reason === undefined);
    expect(unsaid).toEqual([]);
  });

  it('want their place', () => {
    expect(() => withMissed('# no place', 'x')).toThrow('no place for the missed goals');
  });
});
