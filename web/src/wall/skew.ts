/** Below this, drift and the line's delay look alike. */
const QUIET_MS = 2000;

/** Whole seconds by which this machine's clock differs from the server's, when that is worth saying. */
export function skewWorthSaying(offsetMs: number): number | undefined {
  return Math.abs(offsetMs) > QUIET_MS ? Math.round(Math.abs(offsetMs) / 1000) : undefined;
}
