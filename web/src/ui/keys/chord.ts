/** What of a KeyboardEvent decides a chord; a plain object does for tests. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const renamed: Readonly<Record<string, string>> = { Escape: 'Esc', ' ': 'Space', ArrowUp: 'Up', ArrowDown: 'Down' };

/**
 * While an input method composes, Enter picks a hanzi and Esc drops it: no key means what it says.
 * 229 is what browsers send for keys the input method took, some of them without `isComposing`.
 */
export function isComposing(press: Pick<KeyPress, 'isComposing' | 'keyCode'>): boolean {
  return press.isComposing || press.keyCode === 229;
}

/**
 * `Ctrl+Enter`, `Shift+F6`, `Alt+1`, `J`, `/`: one way to write each chord. Cmd counts as Ctrl.
 * Undefined for a modifier alone and during composition.
 */
export function chordOf(press: KeyPress): string | undefined {
  if (isComposing(press)) return undefined;
  if (['Control', 'Shift', 'Alt', 'Meta', 'Dead', 'Process', 'Unidentified'].includes(press.key)) return undefined;
  const ctrl = press.ctrlKey || press.metaKey;
  const base = baseKey(press);
  // Shift is part of how "?" is typed, but not of which letter J is.
  const shift = press.shiftKey && (base.length > 1 || ctrl || press.altKey);
  return [ctrl ? 'Ctrl' : '', press.altKey ? 'Alt' : '', shift ? 'Shift' : '', base]
    .filter((part) => part !== '')
    .join('+');
}

function baseKey(press: KeyPress): string {
  // Alt changes what a digit prints on many layouts; the key cap says what was meant.
  const digit = /^Digit(\d)$/.exec(press.code)?.[1];
  if (press.altKey && digit !== undefined) return digit;
  const known = renamed[press.key];
  if (known !== undefined) return known;
  // An input method left in full-width mode sends Ｊ for J.
  return press.key.length === 1 ? press.key.normalize('NFKC').toUpperCase() : press.key;
}

/** A chord that writing text would produce, so that it may only act where nobody writes. */
export function isTyping(chord: string): boolean {
  return chord.length === 1 || chord === 'Space';
}

/** A key for the thing that has the focus; every other chord is the page's or the browser's. */
export function isForFocused(chord: string): boolean {
  return !/^(?:Ctrl\+|Alt\+|(?:Shift\+)?F\d)/.test(chord);
}

/** Chords the browser would answer with its own help, search, bar or tab unless the page prevents it. */
export function browserWouldAct(chord: string): boolean {
  return /^(?:F1|F3|F6|F7|Shift\+F3|Shift\+F6|Shift\+F7|Alt\+[1-9]|Ctrl\+K)$/.test(chord);
}
