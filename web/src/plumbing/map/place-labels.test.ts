import { describe, expect, it } from 'vitest';
import { withoutPlaceNames } from './place-labels.ts';
import { buildBaseStyle, COUNTY_TILES_URL, TERRAIN_TILES_URL } from './style/base-style.ts';
import { textWidthEm } from './text-width.ts';

const base = buildBaseStyle({ theme: 'dark', tilesUrl: COUNTY_TILES_URL, terrainUrl: TERRAIN_TILES_URL });
const { layers } = withoutPlaceNames(base);
const at = (id: string): number => layers.findIndex((layer) => layer.id === id);

describe('the ground under names of our own', () => {
  it('keeps the room of towns and villages without writing them a second time', () => {
    for (const id of ['label-town', 'label-village']) {
      expect(layers[at(id)]).toMatchObject({ type: 'symbol', paint: { 'text-opacity': 0 } });
      expect(layers[at(id)]).not.toMatchObject({ layout: { 'text-allow-overlap': true } });
    }
  });
  it('places them before the rivers, which go round them', () => {
    // MapLibre places the last layer first.
    expect(at('label-town')).toBeGreaterThan(at('label-river-far'));
    expect(at('label-town')).toBeGreaterThan(at('label-river'));
  });
  it('holds no room for villages where they are not named', () => {
    const village = layers[at('label-village')];
    expect(village?.minzoom).toBeGreaterThan(11);
  });
  it('leaves everything that is no name as it was', () => {
    const still = base.layers.filter(({ type }) => type !== 'symbol' && type !== 'circle');
    expect(layers).toEqual(expect.arrayContaining(still));
  });
});

describe('width of a label', () => {
  it('gives wide letters their room, so that no unit runs into the mark beside it', () => {
    expect(textWidthEm('97.8 mm')).toBeGreaterThan(textWidthEm('97.8 nn'));
    expect(textWidthEm('冯原镇')).toBe(3);
  });
});
