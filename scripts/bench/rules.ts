import { benchRules } from '@sitong/server/pillars/monitoring/rules/rules.bench.ts';
import { atLeast } from './goal.ts';
import { type BenchReport, machine } from './report.ts';

/** Readings evaluated against rain and level rules, one core. */
export async function benchRulesReport(quick: boolean): Promise<BenchReport> {
  const before = machine();
  const runs = Array.from({ length: quick ? 1 : 3 }, () => benchRules());
  const best = runs.reduce((most, one) => (one.perSecond > most.perSecond ? one : most));
  return {
    bench: 'rules',
    at: new Date().toISOString(),
    machine: before,
    rows: [
      { figure: 'readings evaluated', value: best.perSecond, unit: '/s', goal: [atLeast(50_000)] },
      { figure: 'heap after a day of 1,000 gauges', value: best.heapMb, unit: 'MB' },
    ],
    notes: [`${best.readings} readings, ${best.intents} intents to raise or return alarms`],
  };
}
