import type { Ring } from '@sitong/shared/kernel/geo.ts';
import { simplify } from '@turf/simplify';

/** Corners a ring may keep (RingSchema); surveyed borders come with ten times as many. */
const MOST_CORNERS = 2000;
/** Degrees; 1e-5° is about a metre. Each try leaves out more. */
const FIRST_TOLERANCE = 1e-5;

/** The ring itself when it is short enough, else thinned (Douglas–Peucker) just until it is. */
export function thinRing(ring: readonly (readonly [number, number])[]): Ring {
  let thin: [number, number][] = ring.map(([lon, lat]) => [lon, lat]);
  for (let tolerance = FIRST_TOLERANCE; thin.length > MOST_CORNERS && tolerance < 1; tolerance *= 2) {
    const { coordinates } = simplify({ type: 'LineString' as const, coordinates: thin }, { tolerance });
    thin = coordinates.map(([lon, lat]): [number, number] => [lon ?? 0, lat ?? 0]);
  }
  return thin;
}
