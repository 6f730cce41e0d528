import { type DivisionCode, divisionPrefix, isWithin } from '../../kernel/division.ts';
import { type Point, pointInRing, type Ring } from '../../kernel/geo.ts';
import type { CountyIndex } from '../../kernel/master/county-index.ts';
import type { DivisionRow } from '../../kernel/master/people.ts';
import type { WarningContent } from './events.ts';

type WarningScope = WarningContent['scope'];

function corners(ring: Ring): Point[] {
  return ring.map(([lon, lat]) => ({ lon, lat }));
}

/** Seat inside the ring, or one outline reaching into the other: a village cut by the edge belongs to it. */
function touches(row: DivisionRow, ring: Ring): boolean {
  if (pointInRing(row.seat, ring)) return true;
  return row.rings.some(
    (own) =>
      corners(own).some((corner) => pointInRing(corner, ring)) ||
      corners(ring).some((corner) => pointInRing(corner, own)),
  );
}

/**
 * [REL-12] Places a warning is for: those named, and each village a drawn area touches. A village inside a
 * named town is not listed again; widest first.
 */
export function placesOf(scope: WarningScope, county: CountyIndex): DivisionCode[] {
  const drawn =
    scope.rings.length === 0
      ? []
      : county.villagesIn([county.county]).filter((row) => scope.rings.some((ring) => touches(row, ring)));
  const all = [...new Set([...scope.divisions, ...drawn.map((row) => row.code)])];
  const widestFirst = all.sort((a, b) => divisionPrefix(a).length - divisionPrefix(b).length || a.localeCompare(b));
  return widestFirst.filter((code, i) => !widestFirst.slice(0, i).some((wider) => isWithin(code, wider)));
}

/** The places and everything below them, widest first: the units that see a warning once it is issued. */
export function unitsIn(places: readonly DivisionCode[], county: CountyIndex): DivisionCode[] {
  const below = county.data.divisions.filter((row) => places.some((place) => isWithin(row.code, place)));
  const all = [...new Set([...places, ...below.map((row) => row.code)])];
  return all.sort((a, b) => divisionPrefix(a).length - divisionPrefix(b).length || a.localeCompare(b));
}
