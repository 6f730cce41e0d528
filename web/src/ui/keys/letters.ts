import { z } from 'zod';

/**
 * Single letters, each with one meaning on every screen (ux.md §5). They act in lists only, and whoever is in their
 * way (a screen reader, a dictated text) gives them another key or none (WCAG 2.1.4).
 */
export const LETTERS = ['J', 'K', 'Space', 'M', 'N', 'E', 'D', 'S', 'T', 'B', 'P'] as const;
export type Letter = (typeof LETTERS)[number];

/** Letter of ux.md → the key of one's own, or null for none. What is not named is as shipped. */
export type LetterMap = Readonly<Partial<Record<Letter, string | null>>>;

export type LetterRefused =
  | { readonly kind: 'taken'; readonly by: Letter }
  /** Neither one letter or digit nor Alt+Shift with one: anything else means something already. */
  | { readonly kind: 'not_a_letter' };

export function isLetter(chord: string): chord is Letter {
  return LETTERS.some((letter) => letter === chord);
}

/** The key that means this letter now; null: none. */
export function chordOfLetter(map: LetterMap, letter: Letter): string | null {
  const own = map[letter];
  return own === undefined ? letter : own;
}

/** What a key means now, if it is anybody's letter. */
export function letterOf(map: LetterMap, chord: string): Letter | undefined {
  return LETTERS.find((letter) => chordOfLetter(map, letter) === chord);
}

const allowed = /^(?:[A-Z0-9]|Space|Alt\+Shift\+[A-Z])$/;

/** Gives a letter another key, or none; refused when that key has a meaning, which the refusal names. */
export function changeLetter(
  map: LetterMap,
  letter: Letter,
  chord: string | null,
): { readonly ok: true; readonly map: LetterMap } | { readonly ok: false; readonly refused: LetterRefused } {
  if (chord !== null) {
    if (!allowed.test(chord)) return { ok: false, refused: { kind: 'not_a_letter' } };
    const by = letterOf(map, chord);
    if (by !== undefined && by !== letter) return { ok: false, refused: { kind: 'taken', by } };
  }
  const { [letter]: _was, ...others } = map;
  return { ok: true, map: chord === letter ? others : { ...others, [letter]: chord } };
}

const StoredSchema = z.partialRecord(z.enum(LETTERS), z.string().max(20).nullable());

/** What was kept earlier, as far as it still makes sense: of two letters on one key none is guessed, all are as shipped. */
export function lettersFrom(stored: unknown): LetterMap {
  const read = StoredSchema.safeParse(stored);
  if (!read.success) return {};
  const chords = LETTERS.flatMap((letter) => chordOfLetter(read.data, letter) ?? []);
  const sound = chords.every((chord) => allowed.test(chord)) && new Set(chords).size === chords.length;
  return sound ? read.data : {};
}
