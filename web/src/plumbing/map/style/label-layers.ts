import type { FilterSpecification, LayerSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import type { MapPalette } from './palette.ts';

/** Drawn by the browser from the page's own font files; no glyph server. */
const REGULAR = ['Noto Sans SC'];
/** The first name only tells MapLibre the weight; the family is the second. */
const MEDIUM = ['Noto Sans SC Medium', 'Noto Sans SC'];

const ranked = (rank: string): FilterSpecification => ['==', ['get', 'rank'], rank];

function place(
  p: MapPalette,
  rank: 'county' | 'town' | 'village',
  minzoom: number,
  layout: SymbolLayerSpecification['layout'],
  soft: boolean,
): LayerSpecification {
  return {
    id: `label-${rank}`,
    type: 'symbol',
    source: 'county',
    'source-layer': 'place',
    minzoom,
    filter: ranked(rank),
    layout: {
      'text-field': ['get', 'name'],
      'text-font': REGULAR,
      'symbol-sort-key': ['get', 'labelRank'],
      'text-variable-anchor-offset': ['bottom', [0, -0.45], 'top', [0, 0.45], 'left', [0.6, 0], 'right', [-0.6, 0]],
      'text-justify': 'auto',
      'text-padding': 3,
      ...layout,
    },
    paint: {
      'text-color': soft ? p.textSoft : p.text,
      'text-halo-color': p.halo,
      'text-halo-width': soft ? 1.4 : 2,
      'text-halo-blur': 0.4,
    },
  };
}

/** Dots on the places: a ring for seats, a point for villages. */
function dot(p: MapPalette, rank: string, minzoom: number, radius: number, ring: boolean): LayerSpecification {
  return {
    id: `place-${rank}`,
    type: 'circle',
    source: 'county',
    'source-layer': 'place',
    minzoom,
    filter: ranked(rank),
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 9, radius * 0.7, 13, radius * 1.2],
      'circle-color': ring ? p.halo : p.textSoft,
      'circle-stroke-color': ring ? p.text : p.halo,
      'circle-stroke-width': ring ? 1.8 : 1,
      'circle-opacity': ring ? 0.9 : 0.85,
    },
  };
}

/** A river's name along its calm label line. */
function river(p: MapPalette, id: string, minzoom: number, maxzoom: number): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'county',
    'source-layer': 'river',
    minzoom,
    maxzoom,
    filter: ['==', ['get', 'label'], true],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 220,
      'text-field': ['get', 'name'],
      'text-font': REGULAR,
      'text-size': ['interpolate', ['linear'], ['zoom'], 9, 12, 13, 17],
      'text-letter-spacing': 0.7,
      'text-max-angle': 50,
      'text-padding': 6,
      'text-keep-upright': true,
    },
    paint: { 'text-color': p.riverLabel, 'text-halo-color': p.halo, 'text-halo-width': 1.4 },
  };
}

/** Names last, the weightiest drawn on top and placed first: county, towns, reservoirs, rivers, villages. */
export function labelLayers(p: MapPalette): LayerSpecification[] {
  return [
    {
      id: 'label-contour',
      type: 'symbol',
      source: 'county',
      'source-layer': 'contour',
      minzoom: 13.5,
      filter: ['get', 'index'],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 500,
        'text-field': ['to-string', ['get', 'elevM']],
        'text-font': REGULAR,
        'text-size': 10,
      },
      paint: { 'text-color': p.contour, 'text-halo-color': p.halo, 'text-halo-width': 1 },
    },
    river(p, 'label-river', 11.3, 24),
    dot(p, 'village', 10.5, 2, false),
    place(p, 'village', 10.2, { 'text-size': ['interpolate', ['linear'], ['zoom'], 10, 11, 12, 13, 15, 17] }, true),
    // Far out a river's name goes before villages; close by it can wait for another bend.
    river(p, 'label-river-far', 9, 11.3),
    {
      id: 'label-water',
      type: 'symbol',
      source: 'county',
      'source-layer': 'water',
      minzoom: 9.8,
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        'text-radial-offset': 0.9,
        'text-justify': 'auto',
        'text-field': ['get', 'name'],
        'text-font': REGULAR,
        'text-size': ['interpolate', ['linear'], ['zoom'], 10, 11.5, 14, 16],
        'text-padding': 4,
        'text-max-width': 12,
      },
      paint: { 'text-color': p.riverLabel, 'text-halo-color': p.halo, 'text-halo-width': 1.6 },
    },
    dot(p, 'town', 7.5, 4, true),
    place(
      p,
      'town',
      7.8,
      { 'text-font': MEDIUM, 'text-size': ['interpolate', ['linear'], ['zoom'], 8, 13, 10, 17, 13, 23] },
      false,
    ),
    dot(p, 'county', 6, 5.5, true),
    place(
      p,
      'county',
      5,
      {
        'text-font': MEDIUM,
        'text-size': ['interpolate', ['linear'], ['zoom'], 7, 16, 10, 23, 13, 30],
        'text-letter-spacing': 0.08,
      },
      false,
    ),
  ];
}
