import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { Theme, ThemeStore } from './theme.ts';

const ThemeContext = createContext<ThemeStore | null>(null);

export function ThemeProvider({ themes, children }: { themes: ThemeStore; children: ReactNode }) {
  return <ThemeContext value={themes}>{children}</ThemeContext>;
}

export function useThemes(): ThemeStore {
  const themes = useContext(ThemeContext);
  if (themes === null) throw new Error('useThemes needs a ThemeProvider above it');
  return themes;
}

/** The theme on screen, for what is drawn on a canvas and must be drawn anew when it changes. */
export function useThemeOnScreen(): Theme {
  const themes = useThemes();
  return useSyncExternalStore(themes.subscribe, themes.theme);
}
