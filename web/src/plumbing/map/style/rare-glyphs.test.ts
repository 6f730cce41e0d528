import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RARE_GLYPHS } from './rare-glyphs.ts';

it('the hanzi a map asks for before it draws are those that have faces of their own', () => {
  const css = readFileSync(new URL('./rare-glyphs.css', import.meta.url), 'utf8');
  const faces = [...css.matchAll(/unicode-range: U\+([0-9A-F]+);/g)].map(([, code = '']) => Number.parseInt(code, 16));
  expect(faces.length).toBeGreaterThan(0);
  expect(new Set(faces)).toEqual(new Set([...RARE_GLYPHS].map((glyph) => glyph.codePointAt(0))));
});
