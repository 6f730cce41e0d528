import { type DivisionCode, divisionPrefix, isWithin } from '../../kernel/division.ts';
import { pointInRing, type Ring } from '../../kernel/geo.ts';
import type { CountyIndex } from '../../kernel/master/county-index.ts';
import type { DivisionRow } from '../../kernel/master/people.ts';
import { outlinesMeet } from '../../kernel/ring.ts';
import type { WarningContent } from './events.ts';

type WarningScope = WarningContent['scope'];

/** Seat inside the ring, or one outline reaching into the other: a village cut by the edge belongs to it. */
function touches(row: DivisionRow, ring: Ring): boolean {
  if (pointInRing(row.seat, ring)) return true;
  return row.rings.some((own) => {
    const [mine] = own;
    const [its] = ring;
    const holds = (outer: Ring, corner: Ring[number] | undefined): boolean =>
      corner !== undefined && pointInRing({ lon: corner[0], lat: corner[1] }, outer);
    return holds(ring, mine) || holds(own, its) || outlinesMeet(own, ring);
  });
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

/** Villages a text names before it counts the rest. */
const NAMED_VILLAGES = 6;

/** The area in words: what was named, then the villages that drawn outlines touch. Content, always Chinese. */
export function areaTextOf(scope: Pick<WarningScope, 'divisions' | 'rings'>, county: CountyIndex): string {
  const named = scope.divisions.map((code) => county.divisionName(code));
  const drawn = placesOf({ divisions: [], rings: scope.rings, areaText: '' }, county)
    .filter((code) => !scope.divisions.some((wider) => isWithin(code, wider)))
    .map((code) => county.divisionName(code));
  const some = drawn.slice(0, NAMED_VILLAGES).join('、');
  const inside = drawn.length > NAMED_VILLAGES ? `${some}等${drawn.length}个村` : some;
  const outline = scope.rings.length === 0 ? [] : [inside === '' ? '图示区域' : `图示区域（涉及${inside}）`];
  return [...named, ...outline].join('、').slice(0, 500);
}
