import type { FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { MapPalette } from './palette.ts';

const isClass = (name: string): FilterSpecification => ['==', ['get', 'class'], name];

function land(id: string, name: string, colour: string, opacity: number, minzoom = 0): LayerSpecification {
  return {
    id: `land-${id}`,
    type: 'fill',
    source: 'county',
    'source-layer': 'land',
    minzoom,
    filter: isClass(name),
    paint: { 'fill-color': colour, 'fill-opacity': opacity, 'fill-antialias': true },
  };
}

/** Surfaces under everything: land cover, relief, contours, still water, built-up areas. */
export function groundLayers(p: MapPalette): LayerSpecification[] {
  return [
    { id: 'background', type: 'background', paint: { 'background-color': p.background } },
    {
      id: 'land-town',
      type: 'fill',
      source: 'county',
      'source-layer': 'town',
      paint: { 'fill-color': p.gully, 'fill-antialias': false },
    },
    land('hill', 'hill', p.hill, 1),
    land('plateau', 'plateau', p.plateau, 0.9),
    land('field', 'field', p.field, 0.75),
    land('forest', 'forest', p.forest, 0.85),
    {
      id: 'relief',
      type: 'hillshade',
      source: 'terrain',
      paint: {
        'hillshade-method': 'standard',
        'hillshade-illumination-direction': 315,
        'hillshade-illumination-anchor': 'map',
        'hillshade-exaggeration': [
          'interpolate',
          ['linear'],
          ['zoom'],
          8,
          p.relief * 0.8,
          12,
          p.relief,
          15,
          p.relief * 0.7,
        ],
        'hillshade-shadow-color': p.shadow,
        'hillshade-highlight-color': p.highlight,
        'hillshade-accent-color': p.accent,
      },
    },
    {
      id: 'contour',
      type: 'line',
      source: 'county',
      'source-layer': 'contour',
      minzoom: 12,
      paint: {
        'line-color': p.contour,
        'line-width': ['case', ['get', 'index'], 0.9, 0.5],
        'line-opacity': [
          'interpolate',
          ['linear'],
          ['zoom'],
          12,
          0,
          12.6,
          ['case', ['get', 'index'], 0.34, 0.14],
          15,
          ['case', ['get', 'index'], 0.5, 0.24],
        ],
      },
    },
    { ...land('built', 'built', p.built, 0.92, 8.5), id: 'built' },
    {
      id: 'built-edge',
      type: 'line',
      source: 'county',
      'source-layer': 'land',
      minzoom: 12,
      filter: isClass('built'),
      paint: { 'line-color': p.builtEdge, 'line-width': 0.8, 'line-opacity': 0.8 },
    },
    {
      id: 'house',
      type: 'circle',
      source: 'county',
      'source-layer': 'house',
      minzoom: 12.6,
      paint: {
        'circle-radius': ['interpolate', ['exponential', 1.7], ['zoom'], 12.6, 0.5, 14, 1.2, 17, 5],
        'circle-color': p.house,
        'circle-opacity': ['interpolate', ['linear'], ['zoom'], 12.6, 0, 13.2, 0.75],
        'circle-pitch-alignment': 'map',
      },
    },
    {
      id: 'water',
      type: 'fill',
      source: 'county',
      'source-layer': 'water',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': p.water },
    },
    {
      id: 'water-edge',
      type: 'line',
      source: 'county',
      'source-layer': 'water',
      minzoom: 10,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'line-color': p.shore, 'line-width': ['interpolate', ['linear'], ['zoom'], 10, 0.4, 14, 1.6] },
    },
  ];
}
