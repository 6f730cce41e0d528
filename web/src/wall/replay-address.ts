import { LIVE, type WorldId } from '@sitong/shared/kernel/ids.ts';
import type { Role } from '@sitong/shared/kernel/roles.ts';
import { HOUR_MS, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { paths } from '../paths.ts';
import { withQuery } from './with-query.ts';

/** A span of the past of the live world, ms. A drill is replayed whole. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Who looks back on a drill and on the live world; the server holds the same. */
export const MAY_REVIEW: readonly Role[] = ['duty_officer', 'duty_leader', 'commander', 'admin'];

/** Where a span of the live world is replayed, standing at `atMs`. */
export function replayOfSpan(world: WorldId, { fromMs, toMs }: Span, atMs?: number): string {
  const at = atMs === undefined ? undefined : toTimestamp(atMs);
  return withQuery(paths.replay, world, { from: toTimestamp(fromMs), to: toTimestamp(toMs), at });
}

/** Where a moment is looked back on: an hour around it, as far as that has been; a drill whole. */
export function replayFrom(world: WorldId, atMs: number, nowMs: number): string {
  if (world !== LIVE) return withQuery(paths.replay, world, { at: toTimestamp(atMs) });
  return replayOfSpan(world, { fromMs: atMs - HOUR_MS, toMs: Math.max(Math.min(atMs + HOUR_MS, nowMs), atMs) }, atMs);
}
