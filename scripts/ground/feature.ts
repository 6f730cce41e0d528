import { type Spot, toLonLat } from './frame.ts';

export type Properties = Record<string, string | number | boolean>;

/** One feature of a layer. `minZoom` keeps it out of the coarser tiles. */
export interface Feature {
  kind: 'point' | 'line' | 'polygon';
  /** Point: one ring of one spot. Line: one ring. Polygon: outer ring, then holes. */
  parts: [number, number][][];
  properties: Properties;
  minZoom: number;
}

export type LayerName =
  | 'land'
  | 'water'
  | 'river'
  | 'contour'
  | 'road'
  | 'boundary'
  | 'place'
  | 'town'
  | 'village'
  | 'veil'
  | 'house';
export type Layers = Record<LayerName, Feature[]>;

const degrees = (line: readonly Spot[]): [number, number][] => line.map((p) => toLonLat(p.x, p.y));

export function pointFeature(x: number, y: number, properties: Properties, minZoom: number): Feature {
  return { kind: 'point', parts: [degrees([{ x, y }])], properties, minZoom };
}

export function lineFeature(line: readonly Spot[], properties: Properties, minZoom: number): Feature {
  return { kind: 'line', parts: [degrees(line)], properties, minZoom };
}

export function polygonFeature(rings: readonly (readonly Spot[])[], properties: Properties, minZoom: number): Feature {
  return { kind: 'polygon', parts: rings.map(degrees), properties, minZoom };
}
