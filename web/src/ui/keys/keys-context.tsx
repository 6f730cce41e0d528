import { createContext, type ReactNode, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import type { KeyAction } from './action.ts';
import { chordOf } from './chord.ts';
import { cyclePane } from './panes.ts';
import { placeOf } from './place.ts';
import { createKeyRegistry, type KeyRegistry, type KeyRow } from './registry.ts';

const KeysContext = createContext<KeyRegistry>(createKeyRegistry((message) => console.warn(message)));

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
      const chord = chordOf(event);
      if (chord === undefined || event.defaultPrevented) return;
      // A dialog has the keyboard to itself: nothing behind it may act.
      const place = placeOf(event.target);
      if (document.querySelector('[role="dialog"][data-modal]') !== null && !isInDialog(event.target)) return;
      const outcome = registry.press(chord, place);
      if (outcome.kind === 'free') return;
      event.preventDefault();
      event.stopPropagation();
      if (outcome.kind === 'refused') refused.current?.(outcome.reason);
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [registry]);

  return <KeysContext value={registry}>{children}</KeysContext>;
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"]') !== null;
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
  useEffect(
    () =>
      registry.register({
        id,
        key,
        labelKey,
        scope: scope ?? 'anywhere',
        enabledWhen: () => latest.current.enabledWhen?.() ?? { enabled: true },
        run: () => latest.current.run(),
      }),
    [registry, id, key, labelKey, scope],
  );
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
