import type { Point } from '@sitong/shared/kernel/geo.ts';
import type { SketchLine } from '../../../pillars/rescue/field/sketch-map.tsx';

const NONE: readonly SketchLine[] = [];

/** Roads and rivers between two places, from the tiles this phone keeps; none while it keeps no tiles. */
export function useGroundLines(_from: Point | undefined, _to: Point): readonly SketchLine[] {
  return NONE;
}
