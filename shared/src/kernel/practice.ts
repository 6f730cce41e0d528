import { z } from 'zod';
import { PRACTICE_FIELDS, PRACTICE_ORDER } from './practice-fields.ts';
import {
  faultOf,
  leafSchema,
  type PracticeLeaf,
  type PracticeValue,
  type ValueFault,
  type ValuesOf,
} from './practice-leaf.ts';

/** Local practice (domain.md, every "(P)") in force at one moment. */
export type Practice = ValuesOf<typeof PRACTICE_FIELDS>;

/** The practice in force at a moment of world time, ms. A clock asks for the moment it began at. */
export type PracticeAt = (atMs: number) => Practice;

type PathOf<Node, Above extends string = ''> = Node extends PracticeLeaf
  ? Above
  : {
      [K in keyof Node & string]: PathOf<Node[K], Above extends '' ? K : `${Above}.${K}`>;
    }[keyof Node & string];

/** The name of a value in events, routes and words, for example `order.reRingS`. */
export type PracticePath = PathOf<typeof PRACTICE_FIELDS>;

export interface PracticeField {
  path: PracticePath;
  leaf: PracticeLeaf;
}

/** Values by path. */
export type PracticeValues = Readonly<Record<string, PracticeValue>>;

type Tree = { readonly [key: string]: Tree | PracticeLeaf };

function isLeaf(node: Tree | PracticeLeaf): node is PracticeLeaf {
  return typeof node['kind'] === 'string';
}

function* leavesOf(tree: Tree, above: string): Generator<{ path: string; leaf: PracticeLeaf }> {
  for (const [key, node] of Object.entries(tree)) {
    const path = above === '' ? key : `${above}.${key}`;
    if (isLeaf(node)) yield { path, leaf: node };
    else yield* leavesOf(node, path);
  }
}

// The walk makes just the paths that the type spells out.
export const PRACTICE_LIST = [...leavesOf(PRACTICE_FIELDS, '')] as readonly PracticeField[];
const BY_PATH: ReadonlyMap<string, PracticeLeaf> = new Map<string, PracticeLeaf>(
  PRACTICE_LIST.map(({ path, leaf }) => [path, leaf]),
);

export function practiceField(path: string): PracticeLeaf | undefined {
  return BY_PATH.get(path);
}

/** What we ship, by path. */
export const SHIPPED_VALUES: PracticeValues = Object.fromEntries(
  PRACTICE_LIST.map(({ path, leaf }) => [path, leaf.shipped]),
);

function schemaOf(tree: Tree): z.ZodType {
  const shape = Object.entries(tree).map(([key, node]) => [key, isLeaf(node) ? leafSchema(node) : schemaOf(node)]);
  return z.strictObject(Object.fromEntries(shape));
}

/** Built from the same tree as the type, so the two cannot differ. */
export const PracticeSchema = schemaOf(PRACTICE_FIELDS) as z.ZodType<Practice>;

/**
 * The whole practice from values by path. What is not named, and what no longer fits its bounds (they were
 * tightened since it was set), is at its shipped default; a name this version does not know is left aside.
 */
export function practiceOf(values: PracticeValues): Practice {
  const fill = (tree: Tree, above: string): unknown =>
    Object.fromEntries(
      Object.entries(tree).map(([key, node]) => {
        const path = above === '' ? key : `${above}.${key}`;
        if (!isLeaf(node)) return [key, fill(node, path)];
        const value = values[path];
        return [key, value === undefined || faultOf(node, value) !== undefined ? node.shipped : value];
      }),
    );
  return PracticeSchema.parse(fill(PRACTICE_FIELDS, ''));
}

/** Values by path of a practice. */
export function valuesOf(practice: Practice): PracticeValues {
  const found: Record<string, PracticeValue> = {};
  const walk = (tree: Tree, value: unknown, above: string): void => {
    for (const [key, node] of Object.entries(tree)) {
      const path = above === '' ? key : `${above}.${key}`;
      const at = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
      if (!isLeaf(node)) walk(node, at, path);
      else if (typeof at === 'number' || typeof at === 'string') found[path] = at;
    }
  };
  walk(PRACTICE_FIELDS, practice, '');
  return found;
}

export type PracticeFault = { path: string } & (
  | ValueFault
  | { code: 'unknown_value' }
  | { code: 'out_of_order'; after: string }
);

/** Faults of single values. */
export function valueFaults(values: PracticeValues): PracticeFault[] {
  return Object.entries(values).flatMap(([path, value]): PracticeFault[] => {
    const leaf = BY_PATH.get(path);
    if (leaf === undefined) return [{ path, code: 'unknown_value' }];
    const fault = faultOf(leaf, value);
    return fault === undefined ? [] : [{ path, ...fault }];
  });
}

/** Faults between values: clocks that must follow each other. `values` is a whole practice. */
export function orderFaults(values: PracticeValues): PracticeFault[] {
  const faults: PracticeFault[] = [];
  for (const { rising, equal } of PRACTICE_ORDER) {
    rising.slice(1).forEach((path, i) => {
      const after = rising[i] ?? path;
      const [before, here] = [Number(values[after]), Number(values[path])];
      if (equal === 'yes' ? here < before : here <= before) faults.push({ path, code: 'out_of_order', after });
    });
  }
  return faults;
}

/** The shipped default; the source of each value stands in `practice-fields.ts`. */
export const DEFAULT_PRACTICE: Practice = practiceOf(SHIPPED_VALUES);
