import { MINUTE_MS } from '@sitong/shared/kernel/time.ts';

/** When a desk counts as flooded (EEMUA 191): from `enter` alarms within the window, until fewer than `leave`. */
export interface FloodLimits {
  readonly enter: number;
  readonly leave: number;
  readonly windowMin: number;
}

export interface Flood {
  readonly mode: 'normal' | 'flooded';
  /** Alarms raised within the window before now. */
  readonly recent: number;
}

/**
 * Whether the desk is flooded now, from the times alarms were raised alone: the same on every console and after a
 * reload. Walks through the moments at which the count changes, because between `leave` and `enter` the answer
 * depends on which of the two came last.
 */
export function floodAt(raisedMs: readonly number[], nowMs: number, limits: FloodLimits): Flood {
  const windowMs = limits.windowMin * MINUTE_MS;
  const raised = raisedMs.filter((at) => at <= nowMs);
  const changes = [
    ...raised.map((at) => ({ at, by: 1 })),
    // Out of the window at exactly its length; leaving before entering at one moment, as the count would read.
    ...raised.map((at) => ({ at: at + windowMs, by: -1 })).filter(({ at }) => at <= nowMs),
  ].sort((a, b) => a.at - b.at || a.by - b.by);
  let recent = 0;
  let mode: Flood['mode'] = 'normal';
  for (const { by } of changes) {
    recent += by;
    if (recent >= limits.enter) mode = 'flooded';
    else if (recent < limits.leave) mode = 'normal';
  }
  return { mode, recent };
}
