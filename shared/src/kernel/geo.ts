import { z } from 'zod';

/** CGCS2000 / WGS-84 degrees. GCJ-02 and BD-09 are converted at the edge, never stored. */
export const LonSchema = z.number().min(-180).max(180);
export const LatSchema = z.number().min(-90).max(90);
export const PointSchema = z.object({ lon: LonSchema, lat: LatSchema });
export type Point = z.infer<typeof PointSchema>;

/** A closed ring of [lon, lat]; first and last are equal. */
export const RingSchema = z
  .array(z.tuple([LonSchema, LatSchema]))
  .min(4)
  .max(2000)
  .refine((ring) => {
    const first = ring[0];
    const last = ring.at(-1);
    return first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
  }, 'a ring ends where it began');
export type Ring = z.infer<typeof RingSchema>;

const EARTH_RADIUS_M = 6_371_008.8;
const RAD = Math.PI / 180;

/** Great-circle distance in metres (haversine, mean radius). */
export function distanceM(a: Point, b: Point): number {
  const dLat = (b.lat - a.lat) * RAD;
  const dLon = (b.lon - a.lon) * RAD;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * RAD) * Math.cos(b.lat * RAD) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Even-odd test of a point against one ring. */
export function pointInRing(point: Point, ring: Ring): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i];
    const b = ring[j];
    if (a === undefined || b === undefined) continue;
    const crosses = a[1] > point.lat !== b[1] > point.lat;
    if (crosses && point.lon < ((b[0] - a[0]) * (point.lat - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}
