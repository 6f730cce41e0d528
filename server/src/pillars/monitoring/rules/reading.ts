/**
 * A reading as the rules look at it: the doors' `Reading` fits this shape. Values in mm, m, mm and % LEL,
 * times in epoch milliseconds of the device or source.
 */
export interface RuleReading {
  readonly sensor: string;
  readonly quantity: string;
  readonly observedAtMs: number;
  readonly quality: 'good' | 'suspect' | 'missing';
  readonly value: number | null;
  /** Rain only: fallen in the `durationS` that end at the observed time, or an ever-growing counter. */
  readonly period?: { readonly kind: 'amount'; readonly durationS: number } | { readonly kind: 'counter' };
}
