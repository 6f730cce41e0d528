/** Seconds after an order was saved at which the phone rings while nobody accepts; then every minute (design §9 Clocks). */
const RINGS_S = [0, 60, 90, 180] as const;

/** Which ring is due: 0 at once, 1 at 60 s … A higher number than the last one rung means: ring now. */
export function ringTurn(savedMs: number, nowMs: number): number {
  const waitedS = Math.max(0, (nowMs - savedMs) / 1000);
  const last = RINGS_S[RINGS_S.length - 1] ?? 180;
  if (waitedS >= last) return RINGS_S.length - 1 + Math.floor((waitedS - last) / 60);
  return RINGS_S.filter((s) => s <= waitedS).length - 1;
}
