import { z } from 'zod';
import { type Level, LevelSchema } from './level.ts';

/** Units a value of local practice is set and shown in. */
export type PracticeUnit =
  | 's'
  | 'min'
  | 'h'
  | 'clock_h'
  | 'm'
  | 'mm'
  | 'mm_per_h'
  | 'km_per_h'
  | 'share'
  | 'times'
  | 'alarms'
  | 'teams'
  | 'cadences'
  | 'level'
  | 'digits'
  | 'sha256';

/** On whose word we ship a value; the sentences stand in `practice-fields.ts` and in the words of the screens. */
export type PracticeSource =
  | 'own'
  | 'county_dispatch'
  | 'county_calls'
  | 'county_reports'
  | 'order_21'
  | 'oral'
  | 'red_alarm'
  | 'alarm_flood'
  | 'one_shift'
  | 'first_order'
  | 'lost_fix'
  | 'rain_record'
  | 'no_end_named'
  | 'road_class'
  | 'colour_to_level'
  | 'sender_code'
  | 'trusted_signers';

/** One value a bureau may set: its bounds, what we ship, and where that comes from. */
export interface NumberLeaf {
  kind: 'whole' | 'number';
  unit: Exclude<PracticeUnit, 'level' | 'digits' | 'sha256'>;
  least: number;
  most: number;
  shipped: number;
  source: PracticeSource;
}
export interface LevelLeaf {
  kind: 'level';
  unit: 'level';
  shipped: Level;
  source: PracticeSource;
}
export interface DigitsLeaf {
  kind: 'digits';
  unit: 'digits';
  length: number;
  shipped: string;
  source: PracticeSource;
}
/** SHA-256 fingerprints as lower-case hex, one space between two; empty: none. */
export interface FingerprintsLeaf {
  kind: 'fingerprints';
  unit: 'sha256';
  most: number;
  shipped: string;
  source: PracticeSource;
}
export type PracticeLeaf = NumberLeaf | LevelLeaf | DigitsLeaf | FingerprintsLeaf;

type Bounds = readonly [least: number, most: number];

export function whole(
  shipped: number,
  unit: NumberLeaf['unit'],
  [least, most]: Bounds,
  source: PracticeSource,
): NumberLeaf {
  return { kind: 'whole', unit, least, most, shipped, source };
}
export function amount(
  shipped: number,
  unit: NumberLeaf['unit'],
  [least, most]: Bounds,
  source: PracticeSource,
): NumberLeaf {
  return { kind: 'number', unit, least, most, shipped, source };
}
export function level(shipped: Level, source: PracticeSource): LevelLeaf {
  return { kind: 'level', unit: 'level', shipped, source };
}
export function digits(shipped: string, source: PracticeSource): DigitsLeaf {
  return { kind: 'digits', unit: 'digits', length: shipped.length, shipped, source };
}
export function fingerprints(most: number, source: PracticeSource): FingerprintsLeaf {
  return { kind: 'fingerprints', unit: 'sha256', most, shipped: '', source };
}

/** The fingerprints of a value of that kind. */
export function fingerprintsOf(value: string): string[] {
  return value === '' ? [] : value.split(' ');
}

/** The values of a tree of leaves: the same tree with each leaf's own type. */
export type ValuesOf<Node> = Node extends NumberLeaf
  ? number
  : Node extends LevelLeaf
    ? Level
    : Node extends DigitsLeaf | FingerprintsLeaf
      ? string
      : { readonly [K in keyof Node]: ValuesOf<Node[K]> };

export type PracticeValue = number | string;

export type ValueFault = {
  code: 'not_a_number' | 'not_whole' | 'too_small' | 'too_large' | 'not_a_level' | 'not_digits' | 'not_fingerprints';
};

const DIGITS = /^\d+$/;
const FINGERPRINTS = /^(?:[0-9a-f]{64}(?: [0-9a-f]{64})*)?$/;

/** What is wrong with a value for this leaf; undefined: nothing. */
export function faultOf(leaf: PracticeLeaf, value: unknown): ValueFault | undefined {
  if (leaf.kind === 'level') return LevelSchema.safeParse(value).success ? undefined : { code: 'not_a_level' };
  if (leaf.kind === 'digits') {
    const fits = typeof value === 'string' && value.length === leaf.length && DIGITS.test(value);
    return fits ? undefined : { code: 'not_digits' };
  }
  if (leaf.kind === 'fingerprints') {
    const fits = typeof value === 'string' && FINGERPRINTS.test(value) && fingerprintsOf(value).length <= leaf.most;
    return fits ? undefined : { code: 'not_fingerprints' };
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return { code: 'not_a_number' };
  if (leaf.kind === 'whole' && !Number.isInteger(value)) return { code: 'not_whole' };
  if (value < leaf.least) return { code: 'too_small' };
  return value > leaf.most ? { code: 'too_large' } : undefined;
}

/** The schema of one value, for schemas built from the tree. */
export function leafSchema(leaf: PracticeLeaf): z.ZodType<PracticeValue> {
  switch (leaf.kind) {
    case 'level':
      return LevelSchema;
    case 'digits':
      return z.string().length(leaf.length).regex(DIGITS);
    case 'fingerprints':
      return z
        .string()
        .max(leaf.most * 65)
        .regex(FINGERPRINTS);
    case 'whole':
      return z.number().int().min(leaf.least).max(leaf.most);
    default:
      return z.number().min(leaf.least).max(leaf.most);
  }
}
