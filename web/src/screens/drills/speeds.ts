/** World seconds a second, as they are offered. */
export const SPEEDS = ['1', '5', '15', '30', '60'] as const;
export type Speed = (typeof SPEEDS)[number];

/** The offered speed nearest to the present one. */
export function nearestSpeed(speed: number): Speed {
  return SPEEDS.reduce((best, one) => (Math.abs(Number(one) - speed) < Math.abs(Number(best) - speed) ? one : best));
}
