import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contrast } from './contrast.ts';
import { glyphLevels } from './level/level.ts';
import { levelFill, type Palette, palettes } from './tokens.ts';

const css = readFileSync(join(import.meta.dirname, '../styles/tokens.css'), 'utf8');
const standard = css.slice(css.indexOf(':root {'), css.indexOf('}'));

/** `--name: light-dark(L, D)` or one value for both. */
function token(name: string): { dark: string; light: string } {
  const value = new RegExp(`--${name}: ([^;]+);`).exec(standard)?.[1];
  if (value === undefined) throw new Error(`tokens.css has no --${name}`);
  const pair = /^light-dark\((.+), (.+)\)$/.exec(value);
  return { light: pair?.[1] ?? value, dark: pair?.[2] ?? value };
}

const names: readonly [keyof Omit<Palette, 'levelText'>, string][] = [
  ['bg0', 'bg-0'],
  ['bg1', 'bg-1'],
  ['bg2', 'bg-2'],
  ['text1', 'text-1'],
  ['text2', 'text-2'],
  ['text3', 'text-3'],
  ['control', 'control'],
  ['hairline', 'hairline'],
  ['own', 'own'],
  ['fault', 'fault'],
  ['drill', 'drill'],
];

describe('colour tokens (ux.md §3)', () => {
  it.each(['dark', 'light'] as const)('stylesheet and palette agree in %s', (theme) => {
    for (const [key, name] of names) expect([name, palettes[theme][key]]).toEqual([name, token(name)[theme]]);
    for (const level of glyphLevels) {
      expect(palettes[theme].levelText[level]).toBe(token(`level-${level}-text`)[theme]);
      expect(levelFill[level].fill).toBe(token(`level-${level}`)[theme]);
      expect(levelFill[level].label).toBe(token(`level-${level}-on`)[theme]);
    }
  });
  it.each(['dark', 'light'] as const)('text is readable on panels in %s (4.5:1, borders 3:1)', (theme) => {
    const palette = palettes[theme];
    const texts = [
      palette.text1,
      palette.text2,
      palette.text3,
      palette.own,
      palette.fault,
      palette.drill,
      ...Object.values(palette.levelText),
    ];
    for (const text of texts) expect(contrast(text, palette.bg1)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.control, palette.bg1)).toBeGreaterThanOrEqual(3);
  });
  it.each(glyphLevels)('the steps of level %d stand out from its fill (4.5:1)', (level) => {
    expect(contrast(levelFill[level].fill, levelFill[level].label)).toBeGreaterThanOrEqual(4.5);
  });
  it('measures the contrasts the brief measured', () => {
    expect(contrast('#E8EBEF'.toLowerCase(), '#1c2025')).toBeCloseTo(13.7, 1);
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  });
});
