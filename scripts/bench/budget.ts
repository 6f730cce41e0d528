/**
 * Seconds each bench may take on two cores that do nothing else, its servers' start included: `whole` as `pnpm bench`
 * runs it, `quick` with `--quick`. What is measured in a bench is cut to its share, so the shares are part of the code.
 */
export const BUDGET = {
  command: { whole: 36, quick: 25 },
  positions: { whole: 26, quick: 26 },
  ingest: { whole: 29, quick: 20 },
  resume: { whole: 21, quick: 20 },
  growth: { whole: 161, quick: 30 },
  replay: { whole: 45, quick: 15 },
  rules: { whole: 7, quick: 4 },
  wall: { whole: 82, quick: 30 },
  soak: { whole: 52, quick: 25 },
  events: { whole: 50, quick: 30 },
  load: { whole: 25, quick: 18 },
  start: { whole: 19, quick: 15 },
  nodes: { whole: 31, quick: 25 },
  federation: { whole: 16, quick: 15 },
} as const satisfies Readonly<Record<string, { readonly whole: number; readonly quick: number }>>;

export type BenchName = keyof typeof BUDGET;

/** In the order they are run. */
export const BENCH_NAMES: readonly BenchName[] = Object.keys(BUDGET).filter(isBenchName);

/** Everything together, and one bench with `--quick`, seconds. */
export const MOST = { whole: 600, quick: 30 } as const;

export function isBenchName(name: string): name is BenchName {
  return Object.hasOwn(BUDGET, name);
}

export function budgetSum(): number {
  return BENCH_NAMES.reduce((sum, name) => sum + BUDGET[name].whole, 0);
}
