import type { RuleReading } from '../../pillars/monitoring/rules/reading.ts';

const MOST = 20_000;

/** Readings of late, so that one that comes by two ways (the line, the history) counts once. Forgets the oldest. */
export class ToldReadings {
  #young = new Set<string>();
  #old = new Set<string>();

  /** True the first time. */
  add({ sensor, quantity, observedAtMs, value }: RuleReading): boolean {
    const key = `${sensor} ${quantity} ${observedAtMs} ${value}`;
    if (this.#young.has(key) || this.#old.has(key)) return false;
    if (this.#young.size >= MOST) {
      this.#old = this.#young;
      this.#young = new Set();
    }
    this.#young.add(key);
    return true;
  }
}
