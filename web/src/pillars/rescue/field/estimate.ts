/** Roads wind: by road about 1.4 times the straight line, and 40 km/h in rain (P). Shown as an estimate only. */
export function estimateMinutes(straightM: number): number {
  return Math.max(1, Math.round(((straightM * 1.4) / 1000 / 40) * 60));
}
