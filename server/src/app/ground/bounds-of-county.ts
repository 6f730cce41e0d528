import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';

/** Degrees; nothing here crosses the date line. */
export interface Bounds {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** The box around all divisions, their areas and seats; undefined while there are none. */
export function boundsOfCounty(county: CountyIndex): Bounds | undefined {
  const box = { west: 180, south: 90, east: -180, north: -90 };
  const take = (lon: number, lat: number): void => {
    box.west = Math.min(box.west, lon);
    box.east = Math.max(box.east, lon);
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
  };
  for (const { seat, rings } of county.data.divisions) {
    take(seat.lon, seat.lat);
    for (const ring of rings) for (const [lon, lat] of ring) take(lon, lat);
  }
  return box.west > box.east ? undefined : box;
}
