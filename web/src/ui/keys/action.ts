import type { ParseKeysWithoutVariables } from 'i18next';

/** The areas a label may come from. */
export const labelAreas = [
  'account',
  'common',
  'ui',
  'wall',
  'duty',
  'dispatch',
  'incident',
  'warning',
  'field',
  'drill',
  'admin',
  'signin',
  'monitoring',
  'rescue',
  'release',
  'command',
  'practice',
  'monitors',
  'refusals',
] as const;

/** A translation key of any area, `area:path`. */
export type LabelKey = ParseKeysWithoutVariables<typeof labelAreas>;

/** Anywhere, or only while a list has the focus (single letters: WCAG 2.1.4). */
export type KeyScope = 'anywhere' | 'list';

/** Whether an action may run now; if not, why, in words for the operator. */
export type Enabled = { readonly enabled: true } | { readonly enabled: false; readonly reason: string };

/**
 * One operator action as one object: button, key, command line and help sheet read the same.
 * `key` is a chord as `chordOf` writes it.
 */
export interface KeyAction {
  readonly id: string;
  readonly key: string;
  readonly labelKey: LabelKey;
  readonly scope?: KeyScope;
  readonly enabledWhen?: () => Enabled;
  readonly run: () => void;
}

/** Where a key press landed: decides which scopes may answer. */
export type KeyPlace = 'list' | 'text' | 'other';
