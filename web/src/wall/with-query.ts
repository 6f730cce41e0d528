import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { inWorld } from '../plumbing/live/world-address.ts';

/** An address in a world with a selection: `/dispatch?world=drill-…&incident=…`. Undefined parts are left out. */
export function withQuery(path: string, world: WorldId, query: Readonly<Record<string, string | undefined>>): string {
  const base = inWorld(path, world);
  const rest = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ).toString();
  if (rest === '') return base;
  return `${base}${base.includes('?') ? '&' : '?'}${rest}`;
}
