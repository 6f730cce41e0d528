import { divisionRank } from '@sitong/shared/kernel/division.ts';
import { distanceM, type Point, pointInRing } from '@sitong/shared/kernel/geo.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { DivisionRow } from '@sitong/shared/kernel/master/people.ts';

export interface NearestVillage {
  readonly row: DivisionRow;
  /** From the point to the village's seat. */
  readonly distanceM: number;
  /** `near`: the point lies in no village, this one's seat is the closest. */
  readonly how: 'inside' | 'near';
}

/** The village a point lies in, else the one whose seat is nearest; undefined in a county without villages. */
export function nearestVillage(point: Point, county: CountyIndex): NearestVillage | undefined {
  let nearest: NearestVillage | undefined;
  for (const row of county.data.divisions) {
    if (divisionRank(row.code) !== 'village') continue;
    const away = distanceM(point, row.seat);
    if (row.rings.some((ring) => pointInRing(point, ring))) return { row, distanceM: away, how: 'inside' };
    if (nearest === undefined || away < nearest.distanceM) nearest = { row, distanceM: away, how: 'near' };
  }
  return nearest;
}
