import type { Device } from '@sitong/shared/protocol/device.ts';

export type EndKind = 'revoke' | 'wipe';

/** What may still be done to a phone: one that was only revoked can be ordered to clear itself later. */
export function mayEnd(state: Device['state']['kind']): readonly EndKind[] {
  switch (state) {
    case 'enrolled':
      return ['revoke', 'wipe'];
    case 'revoked':
      return ['wipe'];
    case 'wipe_ordered':
    case 'wiped':
      return [];
    default:
      return state satisfies never;
  }
}
