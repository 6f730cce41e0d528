/** One bound of a goal (design §8), so that a goal is judged by the run and not by a reader. */
export type Bound =
  /** In the row's own unit. */
  | { is: 'at_most' | 'at_least' | 'exactly'; n: number }
  /** value ÷ floor */
  | { is: 'floors_at_most'; n: number }
  /** rival ÷ value */
  | { is: 'better_than_rival'; n: number };

export type Verdict = 'met' | 'missed';

export const atMost = (n: number): Bound => ({ is: 'at_most', n });
export const atLeast = (n: number): Bound => ({ is: 'at_least', n });
export const exactly = (n: number): Bound => ({ is: 'exactly', n });
/** At most so many times what bare means cost in the same run. */
export const floors = (n: number): Bound => ({ is: 'floors_at_most', n });
/** At least so many times better than the usual way in the same run. */
export const betterThanRival = (n: number): Bound => ({ is: 'better_than_rival', n });

interface Measured {
  value: number;
  unit: string;
  floor?: number | undefined;
  rival?: number | undefined;
}

/** A bound on something that was not measured, or measured as no number, is missed. */
function holds(bound: Bound, { value, floor, rival }: Measured): boolean {
  switch (bound.is) {
    case 'at_most':
      return value <= bound.n;
    case 'at_least':
      return value >= bound.n;
    case 'exactly':
      return value === bound.n;
    case 'floors_at_most':
      return floor !== undefined && value <= bound.n * floor;
    case 'better_than_rival':
      return rival !== undefined && rival >= bound.n * value;
    default:
      return bound satisfies never;
  }
}

export function verdict(goal: readonly Bound[], measured: Measured): Verdict {
  return goal.every((bound) => holds(bound, measured)) ? 'met' : 'missed';
}

export function goalInWords(goal: readonly Bound[], unit: string): string {
  const plain = (n: number): string => `${n.toLocaleString('en')}${unit === '' ? '' : ` ${unit}`}`;
  const words = goal.map((bound): string => {
    switch (bound.is) {
      case 'at_most':
        return `≤ ${plain(bound.n)}`;
      case 'at_least':
        return `≥ ${plain(bound.n)}`;
      case 'exactly':
        return plain(bound.n);
      case 'floors_at_most':
        return `≤ ${bound.n} × floor`;
      case 'better_than_rival':
        return `≥ ${bound.n} × better than rival`;
      default:
        return bound satisfies never;
    }
  });
  return words.join('; ');
}
