import type { GlyphLevel } from '../level/level.ts';

/** One understood part of a command line, for the preview above it. */
export interface PreviewCell {
  readonly id: string;
  /** What kind of part: 动作, 队伍, 期限. */
  readonly label: string;
  /** What it was understood as. */
  readonly value: string;
  readonly detail?: string;
  /** The piece of the input it was read from. */
  readonly matched?: string;
  readonly tone?: 'plain' | 'own';
  readonly level?: GlyphLevel;
}

/** Another way to go on: picking it replaces the whole line. */
export interface CommandSuggestion {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  readonly line: string;
}

/** What came of a line. `ready` alone may run. */
export type CommandOutcome =
  | { readonly kind: 'empty' }
  | { readonly kind: 'ready' }
  /** Understood so far; says what is missing. */
  | { readonly kind: 'incomplete'; readonly hint: string }
  /** One word fits several things: Enter opens the suggestions instead of guessing. */
  | { readonly kind: 'ambiguous'; readonly hint: string }
  | { readonly kind: 'unknown'; readonly message: string }
  /** Understood, and not allowed now; says why. */
  | { readonly kind: 'refused'; readonly message: string };

/** Made by the caller's parser, on every keystroke: pure and quick (≤ 50 ms to the screen). */
export interface ParsedCommand {
  readonly cells: readonly PreviewCell[];
  readonly suggestions: readonly CommandSuggestion[];
  readonly outcome: CommandOutcome;
}

/** Full-width letters, digits and punctuation as their plain twins; the rest as typed. */
export function normalizeLine(line: string): string {
  return line
    .normalize('NFKC')
    .replaceAll(/[\s\u3000]+/g, ' ')
    .trimStart();
}
