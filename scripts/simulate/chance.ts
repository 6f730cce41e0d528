import { seeded } from '../faults/fault.ts';

/** Everything that is left to chance in a run comes from here: the same seed, the same run. */
export class Chance {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  next(): number {
    return this.#random();
  }

  happens(probability: number): boolean {
    return this.#random() < probability;
  }

  between(low: number, high: number): number {
    return low + this.#random() * (high - low);
  }

  whole(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1));
  }

  pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(this.#random() * from.length)];
  }

  one<T>(from: readonly [T, ...T[]]): T {
    return from[Math.floor(this.#random() * from.length)] ?? from[0];
  }

  /** A UUIDv7 at a time of the run. */
  id(nowMs: number): string {
    const hex = (bits: number): string =>
      Math.floor(this.#random() * 2 ** bits)
        .toString(16)
        .padStart(bits / 4, '0');
    const time = Math.floor(nowMs).toString(16).padStart(12, '0');
    const variant = this.one(['8', '9', 'a', 'b']);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(12)}-${variant}${hex(12)}-${hex(24)}${hex(24)}`;
  }
}
