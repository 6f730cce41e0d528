import { cpus, loadavg, totalmem } from 'node:os';
import { type Bound, goalInWords, verdict } from './goal.ts';

/** One measured row; `goal` is the sentence of design §8. */
export interface BenchRow {
  figure: string;
  value: number;
  unit: string;
  /** The same work by bare means, in the same run. */
  floor?: number;
  /** The usual way to do it, in the same run. */
  rival?: number;
  goal?: readonly Bound[];
}

export interface BenchReport {
  bench: string;
  at: string;
  machine: { node: string; cpus: number; model: string; memoryGb: number; load1: number };
  rows: BenchRow[];
  notes: string[];
}

/** A report with what it took: `tookS` from the start of its process, `quick` the short form. */
export interface BenchRun extends BenchReport {
  length: 'whole' | 'quick';
  tookS: number;
}

export function machine(): BenchReport['machine'] {
  const [first] = cpus();
  return {
    node: process.version,
    cpus: cpus().length,
    model: first?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    load1: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

/** Value at a quantile of numbers, which are sorted in place. */
export function quantile(values: number[], q: number): number {
  values.sort((a, b) => a - b);
  return values[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN;
}

/** Three figures that count. */
export const round = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

export function printReport(report: BenchRun, budgetS: number): void {
  const { machine: m } = report;
  process.stdout.write(
    `\n${report.bench}  (${m.node}, ${m.cpus} × ${m.model}, ${m.memoryGb} GB, load ${m.load1}; took ${report.tookS} s, may take ${budgetS} s)\n`,
  );
  for (const row of report.rows) {
    const ratio = row.floor === undefined ? '' : `  floor ${round(row.floor)} → ${round(row.value / row.floor)} ×`;
    const rival =
      row.rival === undefined ? '' : `  rival ${round(row.rival)} → ${round(row.rival / row.value)} × better`;
    const goal =
      row.goal === undefined
        ? ''
        : `  goal: ${goalInWords(row.goal, row.unit)}: ${verdict(row.goal, row) === 'met' ? 'met' : 'MISSED'}`;
    process.stdout.write(
      `  ${row.figure.padEnd(44)} ${round(row.value).padStart(9)} ${row.unit}${ratio}${rival}${goal}\n`,
    );
  }
  for (const note of report.notes) process.stdout.write(`  note: ${note}\n`);
}
