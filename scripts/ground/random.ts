/** Seed of the demo ground: the county's own code. */
export const SEED = 610525;

/** Integer hash of three numbers (avalanche of murmur3's finaliser), 0 … 2^32-1. */
export function hash3(x: number, y: number, seed: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export interface Random {
  /** 0 ≤ value < 1. */
  next(): number;
  /** Whole number, low ≤ value ≤ high. */
  int(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
}

/** mulberry32: small, fast and the same everywhere. `stream` gives each step its own numbers. */
export function randomFrom(stream: number): Random {
  let state = hash3(stream, 7919, SEED);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
  };
}
