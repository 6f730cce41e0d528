/** State of the line to the server. Each state has only its own fields. */
export type Link =
  | { kind: 'connecting' }
  | { kind: 'live' }
  /** Since when nothing was heard, milliseconds of the monotonic clock. */
  | { kind: 'reconnecting'; sinceMs: number }
  | {
      kind: 'ended';
      reason:
        | 'session_ended'
        | 'slow_consumer'
        | 'protocol_changed'
        | 'server_stopping'
        | 'world_unknown'
        | 'not_allowed';
    };

/** `head` comes every 5 s; two missed mean that the link is lost, whatever the socket says. */
export const HEAD_EVERY_MS = 5000;
export const LINK_LOST_MS = 2 * HEAD_EVERY_MS + 1000;

/** What the strip at the top shows (ux §6): nothing up to 3 s, then reconnecting, then offline. */
export type LinkShown = 'live' | 'settling' | 'reconnecting' | 'offline';

export function linkShown(link: Link, nowMs: number): LinkShown {
  if (link.kind === 'live') return 'live';
  if (link.kind === 'connecting') return 'settling';
  if (link.kind === 'ended') return 'offline';
  const awayMs = nowMs - link.sinceMs;
  if (awayMs < 3000) return 'settling';
  return awayMs < 10_000 ? 'reconnecting' : 'offline';
}
