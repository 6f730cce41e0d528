/** Something that can be named: its name and the Latin keys it is typed by. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly pinyin: string;
  readonly initials: string;
}

/** Full-width to plain, lower case, no blanks: what two spellings of one thing share. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');
}

/** 0 exact, 1 begins so, 2 contains; undefined: not this one. */
export function rankOf(named: Named, wanted: string): 0 | 1 | 2 | undefined {
  const name = fold(named.name);
  if (name === wanted || named.initials === wanted || named.pinyin === wanted || named.id === wanted) return 0;
  if (name.startsWith(wanted) || named.initials.startsWith(wanted) || named.pinyin.startsWith(wanted)) return 1;
  return name.includes(wanted) ? 2 : undefined;
}

export type Match<T> =
  | { readonly kind: 'one'; readonly found: T; readonly others: readonly T[] }
  | { readonly kind: 'several'; readonly found: readonly T[] }
  | { readonly kind: 'none' };

/** More than this is narrowed by typing on. */
const MOST = 12;

/** The best fits for what was typed. One alone at the best rank is taken; several ask. */
export function match<T extends Named>(all: readonly T[], typed: string): Match<T> {
  const wanted = fold(typed);
  if (wanted === '') return { kind: 'none' };
  const ranked: T[][] = [[], [], []];
  for (const named of all) {
    const rank = rankOf(named, wanted);
    if (rank !== undefined) ranked[rank]?.push(named);
  }
  const best = ranked.find((fits) => fits.length > 0);
  const [found] = best ?? [];
  if (best === undefined || found === undefined) return { kind: 'none' };
  if (best.length > 1) return { kind: 'several', found: best.slice(0, MOST) };
  return {
    kind: 'one',
    found,
    others: ranked
      .flat()
      .filter((named) => named !== found)
      .slice(0, MOST),
  };
}

/** A word of a closed vocabulary: exact keys first, then what only one entry begins with. */
export function wordIn<K extends string>(
  table: Readonly<Partial<Record<K, readonly string[]>>>,
  typed: string,
): K | undefined {
  const wanted = fold(typed);
  if (wanted === '') return undefined;
  const entries = Object.entries(table) as [K, readonly string[]][];
  const exact = entries.find(([, keys]) => keys.includes(wanted));
  if (exact !== undefined) return exact[0];
  if (wanted.length < 2) return undefined;
  const begins = entries.filter(([, keys]) => keys.some((key) => key.startsWith(wanted)));
  return begins.length === 1 ? begins[0]?.[0] : undefined;
}
