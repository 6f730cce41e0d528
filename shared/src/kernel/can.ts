import type { Visible } from './collection.ts';
import { type DivisionCode, isWithin } from './division.ts';
import type { Refusal } from './refusal.ts';
import type { Role } from './roles.ts';

/** May this be done now? The code and facts make the sentence on a disabled button and in a refusal alike. */
export type Can = { allowed: 'yes' } | { allowed: 'no'; code: string; facts?: NonNullable<Refusal['facts']> };

export const YES: Can = { allowed: 'yes' };

export function no(code: string, facts?: NonNullable<Refusal['facts']>): Can {
  return facts === undefined ? { allowed: 'no', code } : { allowed: 'no', code, facts };
}

/** The first no, or yes. Each check is only made when the ones before it passed. */
export function all(...checks: readonly (() => Can)[]): Can {
  for (const check of checks) {
    const can = check();
    if (can.allowed === 'no') return can;
  }
  return YES;
}

/** Who acts: what a session knows of the person. */
export interface Acting {
  person: string;
  roles: readonly Role[];
  /** Posts held, and posts for which the person stands in. */
  posts: readonly string[];
  deputyFor: readonly string[];
  /** Root of the subtree the person sees and acts in. */
  division?: DivisionCode | undefined;
  teams: readonly string[];
}

/** A person, or the system itself (rules, doors, clocks, reactions), which no place and no role holds back. */
export type Who = Acting | 'system';

/** The big screen only shows. */
export function mayAct(who: Who): Can {
  return who !== 'system' && who.roles.includes('wall') ? no('wall_never_acts') : YES;
}

/** Acting needs the place in one's own subtree; being told of something elsewhere gives the right to read only. */
export function inOwnDivision(who: Who, entity: Pick<Visible, 'division'>): Can {
  if (who === 'system') return YES;
  if (who.division !== undefined && isWithin(entity.division, who.division)) return YES;
  return no('outside_own_division', { division: entity.division });
}
