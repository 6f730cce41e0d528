import type { Practice } from '@sitong/shared/kernel/practice.ts';

const EVERY_S = 60;

/**
 * Which ring is due while nobody accepts (RES-11): 0 at once, 1 at the ring again, 2 and 3 when others are
 * asked, then one every minute. A higher number than the last one rung means: ring now.
 */
export function ringTurn(savedMs: number, nowMs: number, clocks: Practice['order']): number {
  const ringsS = [0, clocks.reRingS, clocks.offerNextS, clocks.leaderS];
  const waitedS = Math.max(0, (nowMs - savedMs) / 1000);
  if (waitedS >= clocks.leaderS) return ringsS.length - 1 + Math.floor((waitedS - clocks.leaderS) / EVERY_S);
  return ringsS.filter((s) => s <= waitedS).length - 1;
}
