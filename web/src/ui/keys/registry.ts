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

/** Whether the screen a key belongs to is the one the address names: a screen left stays drawn while the next is fetched. */
export type Here = () => boolean;

/** What is drawn of a screen. */
export interface DrawnScreen {
  readonly holds: (target: EventTarget | null) => boolean;
  readonly here: Here;
}

export interface KeyRegistry {
  /** `layer`: 0 for the page, else the number of the dialog it stands in. `here`: absent for what no screen owns. */
  register(action: KeyAction, layer?: number, here?: Here): () => void;
  addScreen(screen: DrawnScreen): () => void;
  /** Whether this stands in a screen that was left and is only still drawn. */
  isLeft(target: EventTarget | null): boolean;
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
  const actions = new Map<KeyAction, { readonly layer: number; readonly here: Here }>();
  const screens = new Set<DrawnScreen>();
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
    register(action, layer = 0, here = always) {
      if (isTyping(action.key) && action.scope !== 'list' && action.key !== '/') {
        warn(`Action ${action.id}: the single key ${action.key} may act in lists only`);
      }
      actions.set(action, { layer, here });
      changed();
      return () => {
        actions.delete(action);
        changed();
      };
    },
    addScreen(screen) {
      screens.add(screen);
      return () => void screens.delete(screen);
    },
    isLeft: (target) => [...screens].some(({ holds, here }) => !here() && holds(target)),
    openLayer() {
      lastLayer += 1;
      const layer = lastLayer;
      layers.push(layer);
      return { layer, close: () => void layers.splice(layers.indexOf(layer), 1) };
    },
    press(chord, place) {
      const top = layers.at(-1) ?? 0;
      const claimed = [...actions].filter(
        ([action, { layer }]) => layer === top && chordFor(action) === chord && mayAct(action, chord, place),
      );
      const found = claimed.flatMap(([action, { here }]) => (here() ? [action] : []));
      const [action, ...others] = found;
      // The key of a screen that was left: it must not act there, and there is no other yet.
      if (action === undefined) return { kind: browserWouldAct(chord) || claimed.length > 0 ? 'held' : 'free' };
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

const always: Here = () => true;

function mayAct(action: KeyAction, chord: string, place: KeyPlace): boolean {
  if (action.scope === 'list' && place !== 'list') return false;
  // In a text field letters are letters, and undo is the field's own.
  if (place === 'text' && (isTyping(chord) || chord === 'Ctrl+Z')) return false;
  return true;
}
