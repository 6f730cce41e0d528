import type { Role } from './roles.ts';

/** Half an hour without a touch locks a console for acting, never for showing or ringing (domain §10). */
export const IDLE_MS = 30 * 60_000;
/** A touch is told to the server at most this often. */
export const TOUCH_EVERY_MS = 60_000;

export type DeviceKind = 'console' | 'phone' | 'wall';

const ON_PHONES: readonly Role[] = ['team_lead', 'village_officer', 'keeper'];

/** Whose screen a session is: the roles decide, because a device can claim anything. */
export function deviceKindOf(roles: readonly Role[]): DeviceKind {
  if (roles.includes('wall')) return 'wall';
  return roles.length > 0 && roles.every((role) => ON_PHONES.includes(role)) ? 'phone' : 'console';
}

/**
 * How long a session may lie untouched before it stops acting, in milliseconds; null: never. A phone in the
 * rain must report with wet hands and after three days without a line; a wall cannot act at all.
 */
export function idleLimitMs(roles: readonly Role[]): number | null {
  switch (deviceKindOf(roles)) {
    case 'console':
      return IDLE_MS;
    case 'phone':
    case 'wall':
      return null;
    default:
      throw new Error('unknown kind of device');
  }
}
