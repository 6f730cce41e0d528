/** The machine's time in every picture: a quiet Saturday morning, hours before the recorded evening. */
export const STILL_MS = Date.parse('2026-07-18T08:30:00+08:00');
