import type { DivisionCode } from '@sitong/shared/kernel/division.ts';
import { isWithin } from '@sitong/shared/kernel/division.ts';
import type { Ring } from '@sitong/shared/kernel/geo.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { dissolve } from './dissolve.ts';

/** The common outline of named divisions; one that lies inside another named one adds nothing. */
export function divisionRings(codes: readonly DivisionCode[], county: CountyIndex): Ring[] {
  const outer = [...new Set(codes)].filter((code) => !codes.some((other) => other !== code && isWithin(code, other)));
  return dissolve(outer.flatMap((code) => county.divisions.get(code)?.rings ?? []));
}
