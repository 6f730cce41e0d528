import { GROUND_LAYERS, type MapGround, type VectorSource } from '@sitong/shared/kernel/master/map-ground.ts';
import { describe, expect, it } from 'vitest';
import { groundStyle } from './ground-style.ts';

const archive: VectorSource = {
  from: 'archive',
  form: 'pmtiles',
  url: '/tiles/own/a.pmtiles',
  layers: ['land', 'water', 'river', 'road'],
  minZoom: 6,
  maxZoom: 14,
};
const drawn: VectorSource = {
  from: 'drawn',
  form: 'tiles',
  url: '/tiles/drawn/r/{z}/{x}/{y}',
  layers: ['town', 'village', 'boundary', 'place', 'road', 'veil'],
  minZoom: 6,
  maxZoom: 13,
};
const ground = (over: Partial<MapGround> = {}): MapGround => ({
  datum: 'own',
  vectors: [archive, drawn],
  terrain: null,
  raster: null,
  credits: [],
  ...over,
});
const styleOf = (over: Partial<MapGround> = {}) => groundStyle('dark', ground(over), 'https://county.example');

describe('the ground of a county', () => {
  it('takes each layer from the first source that has it, and draws none that nobody has', () => {
    const { layers } = styleOf();
    for (const layer of layers) {
      if (layer.type === 'background' || !('source-layer' in layer)) continue;
      const own = ['land', 'water', 'river', 'road'].includes(layer['source-layer'] ?? '');
      expect(layer.source, layer.id).toBe(own ? 'county' : 'county-1');
    }
    const drawnLayers = new Set(layers.flatMap((layer) => ('source-layer' in layer ? [layer['source-layer']] : [])));
    expect(drawnLayers.has('contour')).toBe(false);
    expect(drawnLayers.has('house')).toBe(false);
    expect(drawnLayers.has('boundary')).toBe(true);
  });

  it('is only a background while a county has nothing, and asks nobody', () => {
    const { layers, sources } = styleOf({ vectors: [], datum: 'none' });
    expect(layers.map(({ id }) => id)).toEqual(['background']);
    expect(sources).toEqual({});
  });

  it('has relief where there are heights, in the encoding of the archive', () => {
    expect(styleOf().layers.some(({ type }) => type === 'hillshade')).toBe(false);
    const terrain = { url: '/tiles/own/t.pmtiles', encoding: 'terrarium', tileSize: 512 } as const;
    const { layers, sources } = styleOf({ terrain });
    expect(layers.some(({ type }) => type === 'hillshade')).toBe(true);
    expect(sources['terrain']).toMatchObject({
      url: 'pmtiles:///tiles/own/t.pmtiles',
      encoding: 'terrarium',
      tileSize: 512,
    });
  });

  it('puts a picture of 天地图 under lines and borders, from our own server, never from outside', () => {
    const { layers, sources } = styleOf({ raster: { url: '/tiles/tianditu/img/{z}/{x}/{y}', maxZoom: 18 } });
    const ids = layers.map(({ id }) => id);
    expect(ids.indexOf('picture')).toBe(1);
    expect(ids).not.toContain('land-field');
    expect(ids).toContain('boundary-county');
    expect(JSON.stringify(sources)).not.toMatch(/tianditu\.gov|https:\/\/(?!county\.example)/);
  });

  it('is the same list of layers in both themes', () => {
    const whole = { vectors: [{ ...archive, layers: [...GROUND_LAYERS] }] };
    const ids = (theme: 'dark' | 'light') => groundStyle(theme, ground(whole), '').layers.map(({ id }) => id);
    expect(ids('light')).toEqual(ids('dark'));
  });
});
