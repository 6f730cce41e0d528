import type { Threshold } from '@sitong/shared/kernel/master/ground.ts';
import type { SparkPoint } from '../../../ui/chart/spark-path.ts';

export interface Peak {
  readonly atMs: number;
  readonly value: number;
}

/**
 * The highest measured value, the first time it was reached, once the value has fallen from it by `leastFall`.
 * Undefined while it may still rise, and where it stands at the beginning of what is known: the real one was before.
 */
export function peakOf(points: readonly SparkPoint[], leastFall: number): Peak | undefined {
  let peak: Peak | undefined;
  let first: number | undefined;
  let last: number | undefined;
  for (const { atMs, value } of points) {
    if (value === null) continue;
    first ??= value;
    last = value;
    if (peak === undefined || value > peak.value) peak = { atMs, value };
  }
  if (peak === undefined || first === undefined || last === undefined) return undefined;
  return peak.value - last >= leastFall && peak.value - first >= leastFall ? peak : undefined;
}

/** A mark and how far the value is past it, or still below it; in the unit of the quantity. */
export interface MarkDistance {
  readonly mark: Threshold;
  readonly by: number;
}

export interface AgainstMarks {
  /** The worst mark that is reached. */
  readonly over: MarkDistance | undefined;
  /** The next one above. */
  readonly next: MarkDistance | undefined;
}

/** Where a value stands between the marks of its quantity. */
export function againstMarks(value: number, marks: readonly Threshold[]): AgainstMarks {
  const rising = [...marks].sort((a, b) => a.raiseAt - b.raiseAt);
  const over = rising.findLast(({ raiseAt }) => value >= raiseAt);
  const next = rising.find(({ raiseAt }) => value < raiseAt);
  return {
    over: over === undefined ? undefined : { mark: over, by: value - over.raiseAt },
    next: next === undefined ? undefined : { mark: next, by: next.raiseAt - value },
  };
}
