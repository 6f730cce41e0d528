import { isVisible, type Scope } from '@sitong/shared/kernel/envelope.ts';
import { LIVE, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { TimestampSchema, toMs } from '@sitong/shared/kernel/time.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireReader } from '../../plumbing/http/identity.ts';
import type { SignalLane } from '../signal-lane.ts';
import type { WorldSignals } from '../signals/world-signals.ts';

/** `?world=` of a signed-in person; a token reads the world it belongs to. */
export const WorldQuerySchema = z.object({ world: WorldIdSchema.optional() });

/** `?from=&to=`: RFC 3339 with offset, or epoch milliseconds. */
export const MomentSchema = z.union([
  TimestampSchema.transform(toMs),
  z
    .string()
    .regex(/^\d{1,14}$/, 'a time is RFC 3339 with offset, or epoch milliseconds')
    .transform(Number),
]);

export interface Reader {
  signals: WorldSignals;
  /** May this reader see what belongs to this place or team? */
  sees: (division: string, team?: string) => boolean;
  scope: Scope | 'all';
}

export function readerOf(request: FastifyRequest, lane: SignalLane, asked: string | undefined): Reader {
  const identity = requireReader(request);
  const world = identity.kind === 'token' ? identity.token.world : (asked ?? LIVE);
  if (identity.kind === 'token' && asked !== undefined && asked !== world)
    throw new HttpError(403, 'other_world', `this token belongs to the world ${world}`);
  if (identity.kind === 'session' && !identity.session.info.worlds.includes(world))
    throw new HttpError(404, 'world_unknown', `no open world ${world}`);
  const signals = lane.of(world);
  if (signals === undefined) throw new HttpError(404, 'world_unknown', `no open world ${world}`);
  if (identity.kind === 'token') return { signals, sees: () => true, scope: 'all' };
  const scope = scopeOf(identity.session.info);
  return {
    signals,
    scope,
    sees: (division, team) => isVisible(scope, division, team === undefined ? [] : [`team:${team}`]),
  };
}
