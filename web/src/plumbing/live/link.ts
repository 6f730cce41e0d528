import { assertNever } from '@sitong/shared/kernel/refusal.ts';
import type { Bye } from '@sitong/shared/protocol/down.ts';

/** State of the line to the server. Each state has only its own fields. */
export type Link =
  | { kind: 'connecting' }
  | { kind: 'live' }
  /** Since when nothing was heard, milliseconds of the monotonic clock. */
  | { kind: 'reconnecting'; sinceMs: number }
  | {
      kind: 'ended';
      reason: Bye['reason'];
    };

/** Nothing more will come in this world, and the live one is there: a drill that was closed, or is not this person's. */
export function worldOver(link: Link): 'ended' | 'world_unknown' | 'not_allowed' | undefined {
  if (link.kind !== 'ended') return undefined;
  switch (link.reason) {
    case 'ended':
    case 'world_unknown':
    case 'not_allowed':
      return link.reason;
    case 'session_ended':
    case 'slow_consumer':
    case 'protocol_changed':
    case 'server_stopping':
      return undefined;
    default:
      return assertNever(link.reason);
  }
}

/** A cut shorter than this is a blink nobody needs to know of; one longer than that means offline (ux §6). */
export const QUIET_MS = 3000;
export const OFFLINE_MS = 10_000;

/** What the strip at the top shows: nothing up to 3 s, then reconnecting, then offline. */
export type LinkShown = 'live' | 'settling' | 'reconnecting' | 'offline';

/** `nextMs`: in how long it becomes something else by itself, without a word from the line; undefined: never. */
export function linkShown(link: Link, nowMs: number): { shown: LinkShown; nextMs: number | undefined } {
  if (link.kind === 'live') return { shown: 'live', nextMs: undefined };
  if (link.kind === 'connecting') return { shown: 'settling', nextMs: undefined };
  if (link.kind === 'ended') return { shown: 'offline', nextMs: undefined };
  const awayMs = nowMs - link.sinceMs;
  if (awayMs < QUIET_MS) return { shown: 'settling', nextMs: QUIET_MS - awayMs };
  if (awayMs < OFFLINE_MS) return { shown: 'reconnecting', nextMs: OFFLINE_MS - awayMs };
  return { shown: 'offline', nextMs: undefined };
}
