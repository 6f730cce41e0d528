import { type DivisionCode, isWithin } from './division.ts';
import type { Refusal } from './refusal.ts';
import type { Role } from './roles.ts';

/**
 * May this act be done now? `can.ts` of each pillar answers from state and person alone: `decide` turns a
 * "no" into a refusal, a screen turns it into a disabled button with its reason.
 */
export type Can = { allowed: 'yes' } | { allowed: 'no'; code: string; facts?: Refusal['facts'] };

export const CAN: Can = { allowed: 'yes' };

export function cannot(code: string, facts?: Refusal['facts']): Can {
  return { allowed: 'no', code, ...(facts ? { facts } : {}) };
}

/** The person who acts, as far as rules look at them; a SessionInfo is one. */
export interface Doer {
  person: string;
  roles: readonly Role[];
  /** Root of the subtree in charge; absent: acts only where named. */
  division?: DivisionCode | undefined;
  teams: readonly string[];
}

const COUNTY_ROLES: readonly Role[] = ['duty_officer', 'duty_leader', 'commander'];
const DESK_ROLES: readonly Role[] = [...COUNTY_ROLES, 'town_officer'];

/** Sits at a desk that may act for others inside its own subtree. The wall never does (design §9). */
export function isDesk(doer: Doer): boolean {
  return !doer.roles.includes('wall') && doer.roles.some((role) => DESK_ROLES.includes(role));
}

/** A place lies in the part of the county this person is in charge of. */
export function isInCharge(doer: Doer, division: DivisionCode): boolean {
  return doer.division !== undefined && isWithin(division, doer.division);
}
