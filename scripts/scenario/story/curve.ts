/** A course through the evening as its turning points: [clock time, value], straight in between, flat outside. */
export type Curve = readonly (readonly [string, number])[];

export function valueAt(curve: readonly (readonly [number, number])[], atMs: number): number {
  const next = curve.findIndex(([ms]) => ms >= atMs);
  const [afterMs, after] = curve[next] ?? curve.at(-1) ?? [0, 0];
  if (next <= 0) return after;
  const [beforeMs, before] = curve[next - 1] ?? [0, 0];
  return before + ((after - before) * (atMs - beforeMs)) / (afterMs - beforeMs);
}
