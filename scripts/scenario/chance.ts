/**
 * Chance without order: the same seed and parts always give the same number, however often and in whatever
 * order they are asked. A scenario played twice is the same scenario.
 */
export type Chance = (...parts: readonly (string | number)[]) => number;

/** 0 ≤ number < 1. FNV-1a over the parts, then murmur's final mix. */
export function chanceOf(seed: number): Chance {
  return (...parts) => {
    let hash = 0x811c9dc5 ^ seed;
    for (const letter of parts.join('\u0000')) {
      hash ^= letter.codePointAt(0) ?? 0;
      hash = Math.imul(hash, 0x01000193);
    }
    hash ^= hash >>> 16;
    hash = Math.imul(hash, 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
    return (hash >>> 0) / 2 ** 32;
  };
}

/** A number from `low` to `high`. */
export function between(chance: number, low: number, high: number): number {
  return low + chance * (high - low);
}
