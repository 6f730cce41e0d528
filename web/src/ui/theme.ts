/** What somebody may choose; `system` follows the operating system's dark/light and contrast wishes. */
export const themeChoices = ['system', 'dark', 'light', 'contrast'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** What is on screen. */
export type Theme = 'dark' | 'light' | 'contrast';

/** What the operating system asks for. */
export interface SystemWishes {
  readonly prefersLight: boolean;
  readonly prefersContrast: boolean;
}

const storageKey = 'sitong.theme';

export function themeOf(choice: ThemeChoice, wishes: SystemWishes): Theme {
  if (choice !== 'system') return choice;
  if (wishes.prefersContrast) return 'contrast';
  return wishes.prefersLight ? 'light' : 'dark';
}

/** The choice kept on this machine; anything unknown counts as none. */
export function storedThemeChoice(storage: Pick<Storage, 'getItem'>): ThemeChoice {
  const stored = storage.getItem(storageKey);
  return themeChoices.find((choice) => choice === stored) ?? 'system';
}

export interface ThemeStore {
  choice(): ThemeChoice;
  theme(): Theme;
  choose(choice: ThemeChoice): void;
  subscribe(listener: () => void): () => void;
}

/** Holds the choice, writes `data-theme` on <html>, and follows the system while nothing was chosen. */
export function createThemeStore(root: HTMLElement, storage: Pick<Storage, 'getItem' | 'setItem'>): ThemeStore {
  const light = matchMedia('(prefers-color-scheme: light)');
  const contrast = matchMedia('(prefers-contrast: more)');
  const listeners = new Set<() => void>();
  let choice = storedThemeChoice(storage);
  let theme: Theme = 'dark';

  const apply = (): void => {
    theme = themeOf(choice, { prefersLight: light.matches, prefersContrast: contrast.matches });
    root.dataset['theme'] = theme;
    for (const listener of listeners) listener();
  };
  light.addEventListener('change', apply);
  contrast.addEventListener('change', apply);
  // A second window on this machine keeps in step with the one where somebody chose.
  window.addEventListener('storage', ({ key }) => {
    if (key !== storageKey) return;
    choice = storedThemeChoice(storage);
    apply();
  });
  apply();

  return {
    choice: () => choice,
    theme: () => theme,
    choose(next) {
      choice = next;
      storage.setItem(storageKey, next);
      apply();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
