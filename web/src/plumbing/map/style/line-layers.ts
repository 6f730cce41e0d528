import type { DataDrivenPropertyValueSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { MapPalette } from './palette.ts';

type Width = DataDrivenPropertyValueSpecification<number>;

/** River width grows with drained area (about the square root), in pixels by zoom. */
const riverWidth = (scale: number): Width => {
  const byArea = (k: number): Width => [
    'interpolate',
    ['linear'],
    ['sqrt', ['get', 'areaKm2']],
    1,
    0.35 * k * scale,
    4,
    0.8 * k * scale,
    12,
    1.5 * k * scale,
    150,
    2.9 * k * scale,
  ];
  return [
    'interpolate',
    ['exponential', 1.5],
    ['zoom'],
    8,
    byArea(0.6),
    11,
    byArea(1.1),
    13,
    byArea(2.2),
    16,
    byArea(8),
  ] as Width;
};

const flowing: FilterSpecification = ['all', ['has', 'areaKm2'], ['!=', ['get', 'flooded'], true]];

const roadIs = (name: string, bridge?: boolean): FilterSpecification =>
  bridge === undefined
    ? ['==', ['get', 'class'], name]
    : ['all', ['==', ['get', 'class'], name], ['==', ['get', 'bridge'], bridge]];

const widths = (at9: number, at12: number, at14: number, at17: number): Width => [
  'interpolate',
  ['exponential', 1.4],
  ['zoom'],
  9,
  at9,
  12,
  at12,
  14,
  at14,
  17,
  at17,
];

function road(
  id: string,
  filter: FilterSpecification,
  colour: string,
  width: Width,
  minzoom: number,
  opacity = 1,
): LayerSpecification {
  return {
    id,
    type: 'line',
    source: 'county',
    'source-layer': 'road',
    minzoom,
    filter,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width, 'line-opacity': opacity },
  };
}

function border(
  rank: string,
  colour: string,
  width: Width,
  dash: number[],
  minzoom: number,
  opacity: number,
): LayerSpecification {
  return {
    id: `boundary-${rank}`,
    type: 'line',
    source: 'county',
    'source-layer': 'boundary',
    minzoom,
    filter: ['==', ['get', 'rank'], rank],
    layout: { 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width, 'line-dasharray': dash, 'line-opacity': opacity },
  };
}

/** A bridge is its road between two thin parapets. */
function bridge(name: 'village' | 'county' | 'expressway', colour: string, p: MapPalette): LayerSpecification[] {
  const deck =
    name === 'village' ? widths(0, 1, 2, 6) : name === 'county' ? widths(0, 1.6, 3, 10) : widths(0, 2.6, 4.4, 14);
  const edge =
    name === 'village' ? widths(0, 2.4, 4.6, 10) : name === 'county' ? widths(0, 3.4, 6, 15) : widths(0, 5, 7.6, 19);
  const parts: [string, string, Width][] = [
    ['edge', p.bridgeEdge, edge],
    [
      'bed',
      p.roadCasing,
      [
        'interpolate',
        ['exponential', 1.4],
        ['zoom'],
        12,
        1.6,
        14,
        name === 'village' ? 3 : name === 'county' ? 4.2 : 5.8,
        17,
        name === 'village' ? 8 : name === 'county' ? 12.5 : 16.5,
      ],
    ],
    ['deck', colour, deck],
  ];
  return parts.map(([part, tint, width]) => ({
    id: `bridge-${name}-${part}`,
    type: 'line',
    source: 'county',
    'source-layer': 'road',
    minzoom: 12.5,
    filter: roadIs(name, true),
    layout: { 'line-cap': 'butt', 'line-join': 'round' },
    paint: { 'line-color': tint, 'line-width': width },
  }));
}

/** What lies outside the county fades: one sheet over all of it and four more, each from further out. */
function veils(p: MapPalette): LayerSpecification[] {
  const strength = [0.46, 0.16, 0.26, 0.42, 0.8];
  return strength.map((opacity, step) => ({
    id: `veil-${step}`,
    type: 'fill',
    source: 'county',
    'source-layer': 'veil',
    filter: ['==', ['get', 'step'], step],
    paint: { 'fill-color': p.veil, 'fill-opacity': opacity, 'fill-antialias': false },
  }));
}

/** Rivers, roads, the veil over the neighbours, borders. */
export function lineLayers(p: MapPalette): LayerSpecification[] {
  return [
    {
      id: 'river',
      type: 'line',
      source: 'county',
      'source-layer': 'river',
      filter: flowing,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': p.river, 'line-width': riverWidth(1) },
    },
    {
      id: 'dam',
      type: 'line',
      source: 'county',
      'source-layer': 'water',
      minzoom: 11,
      filter: ['==', ['get', 'class'], 'dam'],
      paint: { 'line-color': p.dam, 'line-width': widths(1, 1.6, 3, 7) },
    },
    road('road-village', roadIs('village'), p.villageRoad, widths(0.3, 0.8, 1.6, 5), 10.5, 0.75),
    road('road-county-casing', roadIs('county'), p.roadCasing, widths(1.6, 3, 5.4, 15), 9, 0.9),
    road('road-county', roadIs('county'), p.countyRoad, widths(0.8, 1.6, 3, 10), 7),
    road('road-expressway-casing', roadIs('expressway'), p.roadCasing, widths(2.6, 4.6, 7.4, 20), 7, 0.9),
    road('road-expressway', roadIs('expressway'), p.expressway, widths(1.4, 2.6, 4.4, 14), 6),
    ...bridge('village', p.villageRoad, p),
    ...bridge('county', p.countyRoad, p),
    ...bridge('expressway', p.expressway, p),
    ...veils(p),
    border('village', p.villageEdge, widths(0.4, 0.7, 1, 1.4), [1, 3], 12, 0.7),
    border('town', p.townEdge, widths(0.7, 1.1, 1.6, 2), [5, 3], 8, 0.9),
    {
      id: 'boundary-county-glow',
      type: 'line',
      source: 'county',
      'source-layer': 'boundary',
      filter: ['==', ['get', 'rank'], 'county'],
      paint: { 'line-color': p.countyEdge, 'line-width': widths(4, 6, 9, 14), 'line-opacity': 0.1 },
    },
    border('county', p.countyEdge, widths(1.2, 1.7, 2.2, 3), [6, 2, 1.2, 2], 6, 0.92),
  ];
}
