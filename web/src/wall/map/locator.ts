import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { type Bounds, boundsOf } from '../../plumbing/map/bounds.ts';

/** Corners kept of the county's edge: an inset of a hundred pixels shows no more. */
const MOST_POINTS = 160;
/** The inset is worth its room when the view leaves out at least so much of the county, in width or in height. */
const ZOOMED = 0.8;

export interface Locator {
  /** Size of the drawing; one unit is a hundredth of the county's height. */
  readonly width: number;
  readonly height: number;
  /** SVG path of the county's edge. */
  readonly edge: string;
  readonly view: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

const HEIGHT = 100;

/** Where the view stands in the county; undefined while the whole of it is in view, or its edge is not known. */
export function locatorOf(county: CountyIndex, view: Bounds): Locator | undefined {
  const rings = county.divisions.get(county.county)?.rings ?? [];
  const box = boundsOf(rings.flat().map(([lon, lat]) => ({ lon, lat })));
  if (box === undefined) return undefined;
  const spanLon = box.east - box.west;
  const spanLat = box.north - box.south;
  const seen = {
    west: Math.max(view.west, box.west),
    east: Math.min(view.east, box.east),
    south: Math.max(view.south, box.south),
    north: Math.min(view.north, box.north),
  };
  if (seen.west >= seen.east || seen.south >= seen.north) return undefined;
  if (seen.east - seen.west >= ZOOMED * spanLon && seen.north - seen.south >= ZOOMED * spanLat) return undefined;
  // A degree of longitude is shorter than one of latitude here; over one county the same everywhere.
  const perLat = HEIGHT / spanLat;
  const perLon = perLat * Math.cos((((box.north + box.south) / 2) * Math.PI) / 180);
  const x = (lon: number): number => (lon - box.west) * perLon;
  const y = (lat: number): number => (box.north - lat) * perLat;
  const text = (n: number): string => n.toFixed(1);
  const most = Math.max(1, Math.ceil(rings.flat().length / MOST_POINTS));
  const edge = rings
    .map((ring) => ring.filter((_, i) => i % most === 0).map(([lon, lat]) => `${text(x(lon))},${text(y(lat))}`))
    .filter((points) => points.length > 2)
    .map((points) => `M${points.join('L')}Z`)
    .join('');
  return {
    width: spanLon * perLon,
    height: HEIGHT,
    edge,
    view: {
      x: x(seen.west),
      y: y(seen.north),
      width: (seen.east - seen.west) * perLon,
      height: (seen.north - seen.south) * perLat,
    },
  };
}
