/** A box in degrees; nothing here crosses the date line. */
export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

interface LonLat {
  readonly lon: number;
  readonly lat: number;
}

/** The smallest box around points; undefined when there are none. */
export function boundsOf(points: Iterable<LonLat>): Bounds | undefined {
  let west = Number.POSITIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  for (const { lon, lat } of points) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return west > east ? undefined : { west, south, east, north };
}

/** The same box grown to at least a span, about its middle: two points side by side must not fill the map. */
export function atLeast(bounds: Bounds, spanDeg: number): Bounds {
  const lon = Math.max(0, (spanDeg - (bounds.east - bounds.west)) / 2);
  const lat = Math.max(0, (spanDeg - (bounds.north - bounds.south)) / 2);
  return { west: bounds.west - lon, east: bounds.east + lon, south: bounds.south - lat, north: bounds.north + lat };
}

/**
 * Rounded outwards to a grid, so that a team that moves a few metres does not move the map. Equal boxes
 * give equal text, which is what the map compares.
 */
export function snapped(bounds: Bounds, stepDeg: number): Bounds {
  const down = (value: number): number => Math.floor(value / stepDeg) * stepDeg;
  const up = (value: number): number => Math.ceil(value / stepDeg) * stepDeg;
  return { west: down(bounds.west), south: down(bounds.south), east: up(bounds.east), north: up(bounds.north) };
}

export function boundsKey({ west, south, east, north }: Bounds): string {
  return [west, south, east, north].map((value) => value.toFixed(4)).join(' ');
}
