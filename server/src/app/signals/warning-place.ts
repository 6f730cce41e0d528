import { divisionRank, isWithin, townOf } from '@sitong/shared/kernel/division.ts';
import { distanceM, type Point, pointInRing, type Ring } from '@sitong/shared/kernel/geo.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { DivisionNames } from '../../ingest/cap/divisions.ts';
import type { CapArea } from '../../ingest/cap/model.ts';
import type { HomeBounds } from '../../ingest/cap/suspect-swap.ts';
import type { WarningReading } from '../../ingest/cap/warning-reading.ts';

/** Half a degree: what is drawn this near concerns us too (rain upstream, smoke). */
const NEAR_DEG = 0.5;
const MOST_DIVISIONS = 200;

/** Our divisions, and the city and province above: a province's warning holds here. */
export function divisionNames(county: CountyIndex): DivisionNames {
  const names = new Map(county.data.divisions.map((row) => [row.code, row.name]));
  for (const digits of [2, 4]) {
    const above = county.county.slice(0, digits).padEnd(12, '0');
    if (!names.has(above)) names.set(above, '');
  }
  return names;
}

export function homeBounds(county: CountyIndex): HomeBounds | undefined {
  const points = county.data.divisions.flatMap(({ rings, seat }) => [
    [seat.lon, seat.lat] as const,
    ...rings.flatMap((ring) => ring.map(([lon, lat]) => [lon, lat] as const)),
  ]);
  if (points.length === 0) return undefined;
  const bounds = { minLon: 180, maxLon: -180, minLat: 90, maxLat: -90 };
  for (const [lon, lat] of points) {
    bounds.minLon = Math.min(bounds.minLon, lon);
    bounds.maxLon = Math.max(bounds.maxLon, lon);
    bounds.minLat = Math.min(bounds.minLat, lat);
    bounds.maxLat = Math.max(bounds.maxLat, lat);
  }
  return bounds;
}

export interface WarningPlace {
  /** `outside`: its own words say it is for others. `unsaid`: it names no place, so it may be for us. */
  where: 'here' | 'outside' | 'unsaid';
  /** Where it belongs: the one division that holds all it names. */
  division: string;
  divisions: string[];
}

export function placeOf(reading: WarningReading, county: CountyIndex): WarningPlace {
  const home = county.county;
  if (reading.divisions.length > 0) {
    const own = reading.divisions.map((code) => (isWithin(code, home) ? code : home));
    return here(own, county);
  }
  const drawn = reading.areas.filter(({ polygons, circles }) => polygons.length + circles.length > 0);
  if (drawn.length > 0) {
    if (!drawn.some((area) => isNear(area, county))) return { where: 'outside', division: home, divisions: [] };
    return here(seatsIn(drawn, county), county);
  }
  const elsewhere = reading.notes.some(({ code }) => code === 'geocode_unknown');
  return { where: elsewhere ? 'outside' : 'unsaid', division: home, divisions: [] };
}

function here(codes: readonly string[], county: CountyIndex): WarningPlace {
  const all = [...new Set(codes)];
  // A place named beside the one it lies in says nothing more.
  let divisions = all.filter((code) => !all.some((other) => other !== code && isWithin(code, other)));
  if (divisions.length > MOST_DIVISIONS) divisions = [...new Set(divisions.map(townOf))].slice(0, MOST_DIVISIONS);
  const [first] = divisions;
  const towns = new Set(divisions.map(townOf));
  const one = divisions.length === 1 ? first : towns.size === 1 ? [...towns][0] : county.county;
  return { where: 'here', division: one ?? county.county, divisions };
}

function isNear(area: CapArea, county: CountyIndex): boolean {
  const home = homeBounds(county);
  if (home === undefined) return true;
  const touches = (minLon: number, minLat: number, maxLon: number, maxLat: number): boolean =>
    minLon <= home.maxLon + NEAR_DEG &&
    maxLon >= home.minLon - NEAR_DEG &&
    minLat <= home.maxLat + NEAR_DEG &&
    maxLat >= home.minLat - NEAR_DEG;
  const rings = area.polygons.some((ring) => {
    const lons = ring.map(([lon]) => lon);
    const lats = ring.map(([, lat]) => lat);
    return touches(Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats));
  });
  return (
    rings ||
    area.circles.some(({ lon, lat, radiusKm }) => {
      const dLat = radiusKm / 111.2;
      const dLon = dLat / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
      return touches(lon - dLon, lat - dLat, lon + dLon, lat + dLat);
    })
  );
}

/** Villages and towns whose seat lies in the drawn areas; the county when all of them do. */
function seatsIn(areas: readonly CapArea[], county: CountyIndex): string[] {
  const inside = (point: Point): boolean =>
    areas.some(
      (area) =>
        area.polygons.some((ring) => pointInRing(point, ring)) ||
        area.circles.some(({ lon, lat, radiusKm }) => distanceM({ lon, lat }, point) <= radiusKm * 1000),
    );
  const villages = county.data.divisions.filter(({ code }) => divisionRank(code) === 'village');
  const touched = villages.filter(({ seat }) => inside(seat)).map(({ code }) => code);
  return touched.length > 0 && touched.length === villages.length ? [county.county] : touched;
}

const MOST_RINGS = 20;
const MOST_RING_POINTS = 2000;
const CIRCLE_POINTS = 36;

/** What is drawn, as rings a screen can show: circles become polygons, long rings lose every other point. */
export function ringsOf(areas: readonly CapArea[]): Ring[] {
  const rings: Ring[] = areas.flatMap((area) => [
    ...area.polygons.map((ring) => ring.map(([lon, lat]): [number, number] => [lon, lat])),
    ...area.circles.filter(({ radiusKm }) => radiusKm > 0).map(circleRing),
  ]);
  return rings.slice(0, MOST_RINGS).map(thinned);
}

function circleRing({ lon, lat, radiusKm }: CapArea['circles'][number]): Ring {
  const dLat = Math.min(80, radiusKm / 111.2);
  const dLon = dLat / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
  const ring = Array.from({ length: CIRCLE_POINTS }, (_, i): [number, number] => {
    const turn = (2 * Math.PI * i) / CIRCLE_POINTS;
    return [clamp(lon + dLon * Math.cos(turn), 180), clamp(lat + dLat * Math.sin(turn), 90)];
  });
  const [first] = ring;
  return first === undefined ? ring : [...ring, first];
}

function clamp(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}

function thinned(ring: Ring): Ring {
  if (ring.length <= MOST_RING_POINTS) return ring;
  const step = Math.ceil(ring.length / (MOST_RING_POINTS - 1));
  const kept = ring.filter((_, i) => i % step === 0);
  const [first] = kept;
  const last = kept.at(-1);
  const closed = first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
  return closed || first === undefined ? kept : [...kept, first];
}
