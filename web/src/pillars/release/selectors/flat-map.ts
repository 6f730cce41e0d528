import type { Point, Ring } from '@sitong/shared/kernel/geo.ts';

export interface FlatBox {
  west: number;
  north: number;
  /** Picture units per degree of longitude and of latitude. */
  perLon: number;
  perLat: number;
  width: number;
  height: number;
}

const WIDTH = 1000;

/** A plain picture of a few tens of kilometres: longitudes shortened by the cosine of the middle latitude. */
export function flatBox(rings: readonly Ring[], marginShare = 0.03): FlatBox {
  const points = rings.flat();
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  const west = Math.min(...lons);
  const east = Math.max(...lons);
  const south = Math.min(...lats);
  const north = Math.max(...lats);
  const margin = Math.max(east - west, north - south) * marginShare;
  const spanLon = east - west + 2 * margin || 1;
  const spanLat = north - south + 2 * margin || 1;
  const perLon = WIDTH / spanLon;
  const perLat = perLon / Math.cos((((south + north) / 2) * Math.PI) / 180);
  return { west: west - margin, north: north + margin, perLon, perLat, width: WIDTH, height: spanLat * perLat };
}

export function flatPoint(box: FlatBox, { lon, lat }: Point): { x: number; y: number } {
  return { x: (lon - box.west) * box.perLon, y: (box.north - lat) * box.perLat };
}

export function flatPath(box: FlatBox, rings: readonly Ring[]): string {
  return rings
    .map((ring) => {
      const corners = ring.map(([lon, lat]) => {
        const { x, y } = flatPoint(box, { lon, lat });
        return `${x.toFixed(1)} ${y.toFixed(1)}`;
      });
      return `M${corners.join('L')}Z`;
    })
    .join('');
}
