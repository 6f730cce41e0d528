import type { KeyAction, KeyPlace } from './action.ts';
import { browserWouldAct, isTyping } from './chord.ts';
import { type LetterSource, ownLetters } from './letter-source.ts';
import { chordOfLetter, isLetter } from './letters.ts';

/** What a key press came to. */
export type KeyOutcome =
  | { readonly kind: 'ran'; readonly action: KeyAction }
  | { readonly kind: 'refused'; readonly action: KeyAction; readonly reason: string }
  | { readonly kind: 'conflict'; readonly ids: readonly string[] }
  /** Nobody's, but the browser must not act on it either. */
  | { readonly kind: 'held' }
  | { readonly kind: 'free' };

/** One line of the help sheet: the key after remapping, `null` when it was switched off. */
export interface KeyRow {
  readonly action: KeyAction;
  readonly chord: string | null;
}

export interface KeyRegistry {
  /** `layer`: 0 for the page, else the number of the dialog it stands in. */
  register(action: KeyAction, layer?: number): () => void;
  /** A dialog takes the keyboard: until it closes, only actions of its own layer run. */
  openLayer(): { readonly layer: number; close(): void };
  press(chord: string, place: KeyPlace): KeyOutcome;
  rows(): readonly KeyRow[];
  subscribe(listener: () => void): () => void;
}

/**
 * All keys of what is on screen. Two actions on one chord: warn and do nothing, because guessing
 * which one was meant is worse than silence in front of an alarm.
 */
export function createKeyRegistry(warn: (message: string) => void, letters: LetterSource = ownLetters): KeyRegistry {
  const actions = new Map<KeyAction, number>();
  const layers = [0];
  let lastLayer = 0;
  const listeners = new Set<() => void>();
  let rows: readonly KeyRow[] = [];

  const chordFor = ({ key }: KeyAction): string | null => (isLetter(key) ? chordOfLetter(letters.current(), key) : key);
  const changed = (): void => {
    rows = [...actions.keys()].map((action) => ({ action, chord: chordFor(action) }));
    for (const listener of listeners) listener();
  };

  letters.subscribe(changed);

  return {
    register(action, layer = 0) {
      if (isTyping(action.key) && action.scope !== 'list' && action.key !== '/') {
        warn(`Action ${action.id}: the single key ${action.key} may act in lists only`);
      }
      actions.set(action, layer);
      changed();
      return () => {
        actions.delete(action);
        changed();
      };
    },
    openLayer() {
      lastLayer += 1;
      const layer = lastLayer;
      layers.push(layer);
      return { layer, close: () => void layers.splice(layers.indexOf(layer), 1) };
    },
    press(chord, place) {
      const top = layers.at(-1) ?? 0;
      const found = [...actions].flatMap(([action, layer]) =>
        layer === top && chordFor(action) === chord && mayAct(action, chord, place) ? [action] : [],
      );
      const [action, ...others] = found;
      if (action === undefined) return { kind: browserWouldAct(chord) ? 'held' : 'free' };
      if (others.length > 0) {
        const ids = found.map(({ id }) => id);
        warn(`Key ${chord} belongs to ${ids.join(' and ')}: neither runs`);
        return { kind: 'conflict', ids };
      }
      const enabled = action.enabledWhen?.() ?? { enabled: true };
      if (!enabled.enabled) return { kind: 'refused', action, reason: enabled.reason };
      action.run();
      return { kind: 'ran', action };
    },
    rows: () => rows,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function mayAct(action: KeyAction, chord: string, place: KeyPlace): boolean {
  if (action.scope === 'list' && place !== 'list') return false;
  // In a text field letters are letters, and undo is the field's own.
  if (place === 'text' && (isTyping(chord) || chord === 'Ctrl+Z')) return false;
  return true;
}
