import type { Bye } from '@sitong/shared/protocol/down.ts';
import type { Socket } from 'socket.io';
import type { LiveSession, LiveWorld } from './live-world.ts';
import type { Backlog } from './slow-consumer.ts';
import { TokenBucket } from './token-bucket.ts';
import type { WorldFanout } from './world-fanout.ts';

/** Messages a second a socket may send, and how many at once. */
const MESSAGES_A_SECOND = 20;
const MESSAGES_AT_ONCE = 60;

/** The place of one socket: who sits there, and which world and room it is in, if any. */
export interface Seat {
  session: LiveSession;
  fanout: WorldFanout | undefined;
  room: string | undefined;
  world: LiveWorld | undefined;
  bucket: TokenBucket;
  backlog: Backlog;
  screen: string;
  /** Server time in milliseconds. */
  sinceMs: number;
  /** Counts hellos, so that a slow snapshot of an earlier one is given up. */
  hello: number;
}

export function newSeat(session: LiveSession, nowMs: number): Seat {
  return {
    session,
    fanout: undefined,
    room: undefined,
    world: undefined,
    bucket: new TokenBucket(MESSAGES_A_SECOND, MESSAGES_AT_ONCE, nowMs),
    backlog: { sinceMs: undefined },
    screen: 'unknown',
    sinceMs: nowMs,
    hello: 0,
  };
}

/** A screen in a world on this node, and who sits before it. */
export interface SeatedPerson {
  person: string;
  name: string;
  world: string;
  /** `unknown`: a program that did not say. */
  screen: string;
  division?: string;
  /** Server time in milliseconds. */
  sinceMs: number;
}

/** Who sits there; undefined when the socket is in no world. */
export function seatedPerson({ session, world, screen, sinceMs }: Seat): SeatedPerson | undefined {
  if (world === undefined) return undefined;
  const { person, name, division } = session.info;
  return { person, name, world: world.world, screen, ...(division === undefined ? {} : { division }), sinceMs };
}

/** A goodbye with its reason; the client then knows whether to come back. */
export function bye(socket: Socket, reason: Bye['reason']): void {
  socket.emit('bye', { reason } satisfies Bye);
  socket.disconnect(true);
}
