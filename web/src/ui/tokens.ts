import type { GlyphLevel } from './level/level.ts';

/**
 * The colours of tokens.css for what is drawn without CSS (map layers, canvas). tokens.test.ts holds
 * the two together and every pair to its contrast.
 */
export interface Palette {
  readonly bg0: string;
  readonly bg1: string;
  readonly bg2: string;
  readonly text1: string;
  readonly text2: string;
  readonly text3: string;
  readonly control: string;
  readonly hairline: string;
  readonly own: string;
  readonly fault: string;
  readonly drill: string;
  readonly levelText: Readonly<Record<GlyphLevel, string>>;
}

export const palettes: Readonly<Record<'dark' | 'light', Palette>> = {
  dark: {
    bg0: '#14171b',
    bg1: '#1c2025',
    bg2: '#272c33',
    text1: '#e8ebef',
    text2: '#b6bdc6',
    text3: '#929ba6',
    control: '#7a838f',
    hairline: '#3c434c',
    own: '#45c4b0',
    fault: '#e26bd8',
    drill: '#b79cff',
    levelText: { 1: '#ff7a6e', 2: '#ffa24d', 3: '#ffdf4d', 4: '#7fb0ff' },
  },
  light: {
    bg0: '#dfe2e5',
    bg1: '#f2f3f4',
    bg2: '#ffffff',
    text1: '#15181c',
    text2: '#3f464f',
    text3: '#555d67',
    control: '#6c747e',
    hairline: '#c3c8ce',
    own: '#0b6b5e',
    fault: '#9c1f93',
    drill: '#5b34c9',
    levelText: { 1: '#b21b11', 2: '#8f4300', 3: '#665100', 4: '#1a4fb8' },
  },
};

/** Fill and label of a level: the same in every theme; on light it takes a 1.5 px dark outline. */
export const levelFill: Readonly<Record<GlyphLevel, { readonly fill: string; readonly label: string }>> = {
  1: { fill: '#d92c20', label: '#ffffff' },
  2: { fill: '#ff8a1f', label: '#14171b' },
  3: { fill: '#ffd91a', label: '#14171b' },
  4: { fill: '#2b6fe8', label: '#ffffff' },
};
