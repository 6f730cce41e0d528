import { divisionRank, isWithin } from '@sitong/shared/kernel/division.ts';
import type { CapNote } from './issues.ts';
import { clip } from './issues.ts';
import type { CapArea, CapPair } from './model.ts';

/** Known divisions: 12-digit code to name. A county's map has a few hundred entries. */
export type DivisionNames = ReadonlyMap<string, string>;

export type DivisionMatch =
  | { readonly kind: 'known'; readonly code: string }
  /** Twelve good digits that are not ours: another county, or a code of another year. */
  | { readonly kind: 'unknown'; readonly code: string }
  | { readonly kind: 'malformed' };

/**
 * GB/T 2260 (2, 4, 6 digits), GB/T 10114 (9) and 12-digit statistical codes, padded with zeros:
 * `610525` and `610525101000` alike. Provinces 11–65, 71, 81, 82.
 */
export function geocodeToDivision(value: string, divisions: DivisionNames): DivisionMatch {
  const digits = value.trim();
  if (!/^(?:[1-6]\d|71|8[12])(?:\d{0}|\d{2}|\d{4}|\d{7}|\d{10})$/.test(digits)) return { kind: 'malformed' };
  const code = digits.padEnd(12, '0');
  return { kind: divisions.has(code) ? 'known' : 'unknown', code };
}

/** Schemes that use digits of their own: 032013 is a county of Nevada, not of China. */
const OURS = /cpeas|gb\/?t|2260|10114|行政区划|区划|division|area_?code|geocode|adcode/i;

export function isDivisionGeocode({ valueName }: CapPair): boolean {
  return OURS.test(valueName);
}

export interface AreaPlace {
  readonly divisions: readonly string[];
  readonly notes: readonly CapNote[];
}

/** Divisions one area names by code, with notes on codes not known and on names the codes leave out. */
export function placeArea(area: CapArea, path: string, divisions: DivisionNames): AreaPlace {
  const found = new Set<string>();
  const notes: CapNote[] = [];
  for (const geocode of area.geocodes) {
    if (!isDivisionGeocode(geocode)) continue;
    const match = geocodeToDivision(geocode.value, divisions);
    if (match.kind === 'known') found.add(match.code);
    else if (notes.length < 20) notes.push(codeNote(match, geocode.value, path));
  }
  // Geometry without codes places the area by itself.
  const drawn = found.size === 0 && area.polygons.length + area.circles.length > 0;
  const wider = drawn ? [] : namedBeyond(area.areaDesc, found, divisions);
  if (wider.length > 0) {
    const names = wider.map((code) => divisions.get(code) ?? code).join('、');
    const message = `the text names ${clip(names, 120)}, which the geocodes do not cover; widen the area if they are meant`;
    notes.push({ code: 'area_wider_than_geocode', path, message, divisions: wider });
  }
  return { divisions: [...found], notes };
}

function codeNote(match: Exclude<DivisionMatch, { kind: 'known' }>, value: string, path: string): CapNote {
  if (match.kind === 'malformed') {
    return { code: 'geocode_malformed', path, message: `"${clip(value)}" is no division code (6, 9 or 12 digits)` };
  }
  return {
    code: 'geocode_unknown',
    path,
    message: `division ${match.code} is not in our list; it may lie outside the county`,
    divisions: [match.code],
  };
}

const SUFFIX = /(?:街道|镇|乡|办事处|村委会|居委会|社区|村)$/;

/** Divisions whose name stands in the text although no code covers them; villages only under towns not named. */
export function namedBeyond(text: string, covered: ReadonlySet<string>, divisions: DivisionNames): string[] {
  const named: string[] = [];
  for (const [code, name] of divisions) {
    if (named.length >= 50) break;
    if ([...covered].some((root) => isWithin(code, root))) continue;
    if (mentions(text, name, divisionRank(code) === 'town')) named.push(code);
  }
  return named.filter((code) => !named.some((other) => other !== code && isWithin(code, other)));
}

/** The full name, or for a town its stem between list marks: 冯原、赵庄、王庄等镇. */
function mentions(text: string, name: string, isTown: boolean): boolean {
  if (name.length >= 3 && text.includes(name)) return true;
  if (!isTown) return false;
  const stem = name.replace(SUFFIX, '');
  if (stem.length < 2) return false;
  return text.split(/[、，,；;\s和及与]|等/).includes(stem);
}
