import { describe, expect, test } from 'vitest';
import {
  buildBaseStyle,
  COUNTY_SOURCE,
  COUNTY_TILES_URL,
  FIRST_LABEL_LAYER,
  TERRAIN_SOURCE,
  TERRAIN_TILES_URL,
} from './base-style.ts';

const LAYERS = ['land', 'water', 'river', 'contour', 'road', 'boundary', 'place', 'town', 'village', 'house', 'veil'];
const build = (theme: 'dark' | 'light') =>
  buildBaseStyle({ theme, tilesUrl: COUNTY_TILES_URL, terrainUrl: TERRAIN_TILES_URL });

describe.each(['dark', 'light'] as const)('base style, %s', (theme) => {
  const style = build(theme);

  test('asks nothing of a server but the two archives', () => {
    expect(style.glyphs).toBeUndefined();
    expect(style.sprite).toBeUndefined();
    expect(JSON.stringify(style)).not.toMatch(/https?:/);
    expect(Object.keys(style.sources)).toEqual([COUNTY_SOURCE, TERRAIN_SOURCE]);
  });

  test('draws only layers the tiles carry', () => {
    for (const layer of style.layers) {
      if (layer.type === 'background') continue;
      expect(layer.source === COUNTY_SOURCE || layer.source === TERRAIN_SOURCE).toBe(true);
      if (layer.type !== 'hillshade') expect(LAYERS).toContain(layer['source-layer']);
    }
  });

  test('has unique layer ids and all names on top, from the first label layer on', () => {
    const ids = style.layers.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    const first = ids.indexOf(FIRST_LABEL_LAYER);
    expect(first).toBeGreaterThan(0);
    style.layers.forEach((one, i) => {
      if (one.type === 'symbol') expect(i).toBeGreaterThanOrEqual(first);
    });
  });

  test('writes every name in Noto Sans SC', () => {
    for (const one of style.layers)
      if (one.type === 'symbol') expect(JSON.stringify(one.layout?.['text-font'])).toContain('"Noto Sans SC"');
  });
});

test('both themes have the same layers, so that switching only repaints', () => {
  expect(build('light').layers.map((one) => one.id)).toEqual(build('dark').layers.map((one) => one.id));
});
