import { z } from 'zod';
import { type Level, LevelSchema } from './level.ts';

/** Units a value of local practice is set and shown in. */
export type PracticeUnit =
  | 's'
  | 'min'
  | 'h'
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
  | 'digits';

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
  | 'sender_code';

/** One value a bureau may set: its bounds, what we ship, and where that comes from. */
export interface NumberLeaf {
  kind: 'whole' | 'number';
  unit: Exclude<PracticeUnit, 'level' | 'digits'>;
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
export type PracticeLeaf = NumberLeaf | LevelLeaf | DigitsLeaf;

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

/** The values of a tree of leaves: the same tree with each leaf's own type. */
export type ValuesOf<Node> = Node extends NumberLeaf
  ? number
  : Node extends LevelLeaf
    ? Level
    : Node extends DigitsLeaf
      ? string
      : { readonly [K in keyof Node]: ValuesOf<Node[K]> };

export type PracticeValue = number | string;

export type ValueFault = {
  code: 'not_a_number' | 'not_whole' | 'too_small' | 'too_large' | 'not_a_level' | 'not_digits';
};

const DIGITS = /^\d+$/;

/** What is wrong with a value for this leaf; undefined: nothing. */
export function faultOf(leaf: PracticeLeaf, value: unknown): ValueFault | undefined {
  if (leaf.kind === 'level') return LevelSchema.safeParse(value).success ? undefined : { code: 'not_a_level' };
  if (leaf.kind === 'digits') {
    const fits = typeof value === 'string' && value.length === leaf.length && DIGITS.test(value);
    return fits ? undefined : { code: 'not_digits' };
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
    case 'whole':
      return z.number().int().min(leaf.least).max(leaf.most);
    default:
      return z.number().min(leaf.least).max(leaf.most);
  }
}
