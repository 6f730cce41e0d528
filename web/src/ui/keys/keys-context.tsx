import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { KeyAction } from './action.ts';
import { chordOf, isComposing, isForFocused } from './chord.ts';
import { ownLetters } from './letter-source.ts';
import { chordOfLetter, isLetter, type LetterMap } from './letters.ts';
import { cyclePane } from './panes.ts';
import { isPressable, placeOf } from './place.ts';
import { createKeyRegistry, type Here, type KeyRegistry, type KeyRow } from './registry.ts';

const KeysContext = createContext<KeyRegistry>(createKeyRegistry((message) => console.warn(message)));

/** 0 is the page; null a dialog that is only just opening. */
const LayerContext = createContext<number | null>(0);

/** Undefined: above all screens. */
const HereContext = createContext<Here | undefined>(undefined);

interface KeysProviderProps {
  registry: KeyRegistry;
  /** Told why a key did nothing, to say it aloud and on screen. */
  onRefused?: (reason: string) => void;
  children: ReactNode;
}

/** Listens once, before any part does, for the keys of everything below. */
export function KeysProvider({ registry, onRefused, children }: KeysProviderProps) {
  const refused = useRef(onRefused);
  refused.current = onRefused;

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // The input method's own: nothing on the page may take it, neither a key of ours nor a dialog's Esc.
      if (isComposing(event)) {
        event.stopPropagation();
        // A search field empties itself on Esc; this Esc only dropped what was being spelt.
        if (event.key === 'Escape') event.preventDefault();
        return;
      }
      const chord = chordOf(event);
      if (chord === undefined || event.defaultPrevented) return;
      const left = registry.isLeft(event.target);
      if (chord === 'Space' && isPressable(event.target) && !left) return;
      const outcome = registry.press(chord, placeOf(event.target));
      if (outcome.kind === 'free' && !(left && isForFocused(chord))) return;
      event.preventDefault();
      event.stopPropagation();
      if (outcome.kind === 'refused') refused.current?.(outcome.reason);
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [registry]);

  return <KeysContext value={registry}>{children}</KeysContext>;
}

/** Around what a dialog shows: its keys work, and none of the page behind it. */
export function KeyLayer({ children }: { children: ReactNode }) {
  const registry = useContext(KeysContext);
  const [layer, setLayer] = useState<number | null>(null);
  useEffect(() => {
    const opened = registry.openLayer();
    setLayer(opened.layer);
    return () => opened.close();
  }, [registry]);
  return <LayerContext value={layer}>{children}</LayerContext>;
}

/**
 * The `main` of a screen. Going to another screen changes the address at once, but this one stays drawn until that is
 * fetched: from that moment no key acts on it any more, neither one of its actions nor Enter on what has the focus.
 * What such a key would do on the next screen nobody has seen yet, so it does nothing. Keys above the screens go on.
 */
export function ScreenMain({ here, className, children }: { here: Here; className?: string; children: ReactNode }) {
  const registry = useContext(KeysContext);
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    const holds = (target: EventTarget | null): boolean =>
      target instanceof Node && main.current?.contains(target) === true;
    return registry.addScreen({ holds, here });
  }, [registry, here]);
  return (
    <HereContext value={here}>
      <main ref={main} className={className}>
        {children}
      </main>
    </HereContext>
  );
}

/**
 * Puts an action on its key while the calling part is on screen. Pass a fresh object each render;
 * only id, key, label and scope decide when it is registered anew.
 */
export function useKeyAction(action: KeyAction): void {
  const registry = useContext(KeysContext);
  const latest = useRef(action);
  latest.current = action;
  const { id, key, labelKey, scope } = action;
  const layer = useContext(LayerContext);
  const here = useContext(HereContext);
  useEffect(() => {
    if (layer === null) return undefined;
    const registered: KeyAction = {
      id,
      key,
      labelKey,
      scope: scope ?? 'anywhere',
      enabledWhen: () => latest.current.enabledWhen?.() ?? { enabled: true },
      run: () => latest.current.run(),
    };
    return registry.register(registered, layer, here);
  }, [registry, layer, here, id, key, labelKey, scope]);
}

/** The letters of whoever sits here, and how to change them. */
export function useLetters(): readonly [LetterMap, (map: LetterMap) => void] {
  return [useSyncExternalStore(ownLetters.subscribe, ownLetters.current), ownLetters.set];
}

/** Writes `J K` or `Ctrl+Enter` with the letters one has now; a letter switched off is left out. */
export function useShownKeys(): (keys: string) => string {
  const [letters] = useLetters();
  return (keys) =>
    keys
      .split(' ')
      .flatMap((key) => (isLetter(key) ? (chordOfLetter(letters, key) ?? []) : key))
      .join(' ');
}

/** Every key of what is on screen now, for the help sheet. */
export function useKeyRows(): readonly KeyRow[] {
  const registry = useContext(KeysContext);
  return useSyncExternalStore(registry.subscribe, registry.rows);
}

/** F6 and Shift+F6: next and previous pane. Mounted once by the shell. */
export function usePaneKeys(): void {
  useKeyAction({
    id: 'pane.next',
    key: 'F6',
    labelKey: 'ui:keys.nextPane',
    run: () => void cyclePane(document, document.activeElement, 1),
  });
  useKeyAction({
    id: 'pane.previous',
    key: 'Shift+F6',
    labelKey: 'ui:keys.previousPane',
    run: () => void cyclePane(document, document.activeElement, -1),
  });
}
