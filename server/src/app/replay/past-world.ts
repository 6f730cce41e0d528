import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import { DAY_MS } from '@sitong/shared/kernel/time.ts';
import type { Between } from '../../plumbing/accounts/delivery-ledger.ts';
import type { World } from '../../plumbing/eventlog/event-log.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import type { Services } from '../services.ts';

/** Those who run the county's desk, and its drills, look back on both. */
export const MAY_REVIEW = ['duty_officer', 'duty_leader', 'commander', 'admin'] as const;

/** A world that has a past: the live one, or a drill, closed or not. Throws 404 `world_unknown`. */
export async function pastWorld({ log }: Pick<Services, 'log'>, world: WorldId): Promise<World> {
  const found = (await log.worlds()).find(({ id }) => id === world);
  if (found === undefined) throw new HttpError(404, 'world_unknown', `there is no world ${world}`, 'world');
  return found;
}

/** A night and the day after it; more at once is no replay any more. */
const LONGEST_MS = 2 * DAY_MS;

/** A span of the past, ms of world time. Throws 422 naming what is wrong with it. */
export function spanOf({ from, to }: { from?: number | undefined; to?: number | undefined }): {
  from: number;
  to: number;
} {
  if (from === undefined || to === undefined)
    throw new HttpError(422, 'span_required', 'name the span: from and to', from === undefined ? 'from' : 'to');
  if (to < from) throw new HttpError(422, 'span_backwards', 'the span ends before it begins', 'to');
  if (to - from > LONGEST_MS)
    throw new HttpError(422, 'span_too_long', 'at most two days at once: choose a shorter span', 'to');
  return { from, to };
}

/**
 * Where to look in the delivery ledger for an event of this moment (server clock): who had a screen then, and who saw
 * it within the next day. The ledger of a drill is short and looked through whole.
 */
export function ledgerAround({ kind }: World, firstMs: number, lastMs = firstMs): Between | undefined {
  if (kind === 'drill') return undefined;
  return { from: new Date(firstMs - DAY_MS / 2), to: new Date(lastMs + DAY_MS) };
}
