import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { ReleaseState } from '@sitong/shared/pillars/release/state.ts';
import type { LevelArea } from '../../plumbing/map/area-layers.ts';
import { divisionRings } from '../../plumbing/map/division-rings.ts';

/** Areas of our own warnings in force: what was drawn, else the divisions that are named. */
export function warningAreas(warnings: ReleaseState['warnings'], county: CountyIndex): LevelArea[] {
  return Object.values(warnings).flatMap(({ id, status, content }) => {
    if (status !== 'issued') return [];
    const rings = content.scope.rings.length > 0 ? content.scope.rings : divisionRings(content.scope.divisions, county);
    return rings.length === 0 ? [] : [{ id, level: content.level, rings }];
  });
}
