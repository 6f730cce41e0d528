import { LIVE, type WorldId } from '@sitong/shared/kernel/ids.ts';

/** The address of a screen in a world; live needs no mark. */
export function inWorld(path: string, world: WorldId): string {
  return world === LIVE ? path : `${path}?world=${world}`;
}
