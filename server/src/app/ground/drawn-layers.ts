import { divisionRank, townOf } from '@sitong/shared/kernel/division.ts';
import type { RoadGraph } from '@sitong/shared/kernel/master/county.ts';
import type { GroundLayer } from '@sitong/shared/kernel/master/map-ground.ts';
import type { DivisionRow } from '@sitong/shared/kernel/master/people.ts';
import type { Feature, Position } from 'geojson';
import type { Water } from '../../plumbing/master/water.ts';
import { sharedOnce } from './shared-once.ts';

/** What the county's own data gives a map to draw. */
export interface DrawnData {
  divisions: readonly DivisionRow[];
  roads: RoadGraph | undefined;
  water: Water | undefined;
}

export type DrawnLayers = Partial<Record<GroundLayer, Feature[]>>;

/** How far the sheet over the neighbours reaches beyond the county, degrees. */
const VEIL_DEG = 6;

/** The county's divisions, roads and water as the layers that the ground's style draws. */
export function drawnLayers({ divisions, roads, water }: DrawnData): DrawnLayers {
  const layers: DrawnLayers = {
    town: areas(divisions, 'town'),
    village: areas(divisions, 'village'),
    boundary: boundaries(divisions),
    place: places(divisions),
    veil: veil(divisions),
    road: roads === undefined ? [] : roadLines(roads),
    river: water === undefined ? [] : rivers(water),
    water: water === undefined ? [] : standing(water),
  };
  return Object.fromEntries(Object.entries(layers).filter(([, features]) => features.length > 0));
}

function areas(divisions: readonly DivisionRow[], rank: 'town' | 'village'): Feature[] {
  return divisions
    .filter(({ code, rings }) => divisionRank(code) === rank && rings.length > 0)
    .map(({ code, name, rings }) => ({
      type: 'Feature',
      properties: { code, name },
      geometry: { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) },
    }));
}

/** Each stretch of a border once, at the highest rank it has: a county's border is not dashed over by its towns'. */
function boundaries(divisions: readonly DivisionRow[]): Feature[] {
  const once = sharedOnce();
  return (['county', 'town', 'village'] as const).flatMap((rank) => {
    const rings = divisions.filter(({ code }) => divisionRank(code) === rank).flatMap((row) => row.rings);
    const lines = rings.flatMap((ring) => once(ring));
    return lines.length === 0
      ? []
      : [{ type: 'Feature', properties: { rank }, geometry: { type: 'MultiLineString', coordinates: lines } } as const];
  });
}

function places(divisions: readonly DivisionRow[]): Feature[] {
  return divisions.flatMap(({ code, name, seat, population }): Feature[] => {
    const rank = divisionRank(code);
    if (rank !== 'county' && rank !== 'town' && rank !== 'village') return [];
    const properties = { code, name, rank, town: townOf(code), labelRank: -population };
    return [{ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [seat.lon, seat.lat] } }];
  });
}

/** A sheet over what is not the county; none while the county has no border. */
function veil(divisions: readonly DivisionRow[]): Feature[] {
  const rings = divisions.filter(({ code }) => divisionRank(code) === 'county').flatMap((row) => row.rings);
  if (rings.length === 0) return [];
  const lons = rings.flatMap((ring) => ring.map(([lon]) => lon));
  const lats = rings.flatMap((ring) => ring.map(([, lat]) => lat));
  const west = lons.reduce((a, b) => Math.min(a, b)) - VEIL_DEG;
  const east = lons.reduce((a, b) => Math.max(a, b)) + VEIL_DEG;
  const south = Math.max(-85, lats.reduce((a, b) => Math.min(a, b)) - VEIL_DEG);
  const north = Math.min(85, lats.reduce((a, b) => Math.max(a, b)) + VEIL_DEG);
  const sheet: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return [{ type: 'Feature', properties: { step: 0 }, geometry: { type: 'Polygon', coordinates: [sheet, ...rings] } }];
}

function roadLines(roads: RoadGraph): Feature[] {
  return roads.edgeFrom.map((from, edge) => {
    const to = roads.edgeTo[edge] ?? from;
    const flat = roads.edgeShape[edge] ?? [];
    const shape = Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i] ?? 0, flat[2 * i + 1] ?? 0]);
    return {
      type: 'Feature',
      properties: { class: roads.edgeClass[edge] ?? 'village', name: roads.edgeName[edge] ?? '', bridge: false },
      geometry: { type: 'LineString', coordinates: [nodeOf(roads, from), ...shape, nodeOf(roads, to)] },
    };
  });
}

const nodeOf = (roads: RoadGraph, node: number): Position => [roads.nodeLon[node] ?? 0, roads.nodeLat[node] ?? 0];

function rivers(water: Water): Feature[] {
  return water.lines.map(({ name, areaKm2, points }) => ({
    type: 'Feature',
    properties: { name, areaKm2, label: name !== '' },
    geometry: { type: 'LineString', coordinates: points },
  }));
}

/** Areas, and a point for the name of each that has one. */
function standing(water: Water): Feature[] {
  return water.areas.flatMap(({ name, class: kind, rings }): Feature[] => {
    const area: Feature = {
      type: 'Feature',
      properties: { name, class: kind },
      geometry: { type: 'Polygon', coordinates: rings },
    };
    if (name === '') return [area];
    const ring = rings[0] ?? [];
    const mean = (axis: 0 | 1): number => ring.reduce((sum, point) => sum + point[axis], 0) / Math.max(1, ring.length);
    const label: Feature = {
      type: 'Feature',
      properties: { name, class: kind },
      geometry: { type: 'Point', coordinates: [mean(0), mean(1)] },
    };
    return [area, label];
  });
}
