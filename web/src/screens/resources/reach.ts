import { distanceM, type Point } from '@sitong/shared/kernel/geo.ts';

/** A way by road as the server has worked it out. */
export interface Way {
  readonly id: string;
  readonly km: number;
  readonly minutes: number;
  /** Seconds since the fix a team's way starts from; undefined: from where the register says. */
  readonly fixAgeS: number | undefined;
}

/** What is known of ways by road: not asked, being asked, an answer, or none to be had. */
export type Ways =
  | { readonly kind: 'none' | 'asking' | 'failed' }
  | { readonly kind: 'known'; readonly of: ReadonlyMap<string, Way>; readonly atMs: number };

/** How far something is: by road; or as the crow flies, because no road joins (`cut_off`) or nobody has answered yet. */
export type Reach =
  | { readonly kind: 'road'; readonly km: number; readonly minutes: number; readonly fixAgeS: number | undefined }
  | { readonly kind: 'straight'; readonly m: number; readonly why: 'cut_off' | 'unknown' };

export function reachOf(id: string, from: Point, to: Point, ways: Ways): Reach {
  const way = ways.kind === 'known' ? ways.of.get(id) : undefined;
  if (way !== undefined) return { kind: 'road', km: way.km, minutes: way.minutes, fixAgeS: way.fixAgeS };
  return { kind: 'straight', m: distanceM(from, to), why: ways.kind === 'known' ? 'cut_off' : 'unknown' };
}

/** What is reached soonest by road first; after it, what no road joins, by its distance. */
export function nearestFirst<R extends { readonly id: string }>(
  rows: readonly R[],
  reach: (row: R) => Reach,
): readonly R[] {
  return rows
    .map((row) => ({ row, at: reach(row) }))
    .sort((a, b) => {
      if (a.at.kind === 'road' && b.at.kind === 'road') return a.at.minutes - b.at.minutes || order(a.row, b.row);
      if (a.at.kind === 'straight' && b.at.kind === 'straight') return a.at.m - b.at.m || order(a.row, b.row);
      return a.at.kind === 'road' ? -1 : 1;
    })
    .map(({ row }) => row);
}

const order = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
