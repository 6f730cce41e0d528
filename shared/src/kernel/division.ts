import { z } from 'zod';

/**
 * 12-digit statistical division code (GB/T 2260 + GB/T 10114 + village): 2 province, 2 city,
 * 2 county, 3 township, 3 village; upper levels end in zeros.
 */
export const DivisionCodeSchema = z.string().regex(/^\d{12}$/, 'a division code has 12 digits');
export type DivisionCode = z.infer<typeof DivisionCodeSchema>;

export type DivisionRank = 'nation' | 'province' | 'city' | 'county' | 'town' | 'village';

const RANK_DIGITS: readonly [DivisionRank, number][] = [
  ['nation', 0],
  ['province', 2],
  ['city', 4],
  ['county', 6],
  ['town', 9],
  ['village', 12],
];

/** The significant digits of a code: `610525101000` → `610525101`. */
export function divisionPrefix(code: DivisionCode): string {
  for (const [, digits] of RANK_DIGITS) {
    if (/^0*$/.test(code.slice(digits))) return code.slice(0, digits);
  }
  return code;
}

export function divisionRank(code: DivisionCode): DivisionRank {
  const length = divisionPrefix(code).length;
  for (const [rank, digits] of RANK_DIGITS) if (digits === length) return rank;
  return 'village';
}

/** True when `code` is `root` or lies under it. */
export function isWithin(code: DivisionCode, root: DivisionCode): boolean {
  return code.startsWith(divisionPrefix(root));
}

export function townOf(code: DivisionCode): DivisionCode {
  return `${code.slice(0, 9)}000`;
}

export function countyOf(code: DivisionCode): DivisionCode {
  return `${code.slice(0, 6)}000000`;
}
