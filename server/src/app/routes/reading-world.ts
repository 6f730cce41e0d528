import { isVisible, type Scope } from '@sitong/shared/kernel/envelope.ts';
import { LIVE, type WorldId, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { TimestampSchema, toMs } from '@sitong/shared/kernel/time.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireReader } from '../../plumbing/http/identity.ts';
import { readTerminals } from '../../plumbing/signals/terminal-rows.ts';
import type { Services } from '../services.ts';
import type { SignalLane } from '../signal-lane.ts';
import type { WorldSignals } from '../signals/world-signals.ts';

/** `?world=` of a signed-in person; a token reads the world it belongs to. */
export const WorldQuerySchema = z.object({ world: WorldIdSchema.optional() });

const LEAST_MS = 1e11;

/**
 * `?from=&to=`: RFC 3339 with offset, or epoch milliseconds or seconds; empty means not given. A `+` that nobody
 * escaped arrives as a blank and is read as the `+` it was.
 */
export const MomentSchema = z
  .string()
  .max(40)
  .transform((text, context) => {
    const given = text.trim();
    if (given === '') return undefined;
    if (/^\d{1,14}$/.test(given)) return Number(given) < LEAST_MS ? Number(given) * 1000 : Number(given);
    const parsed = TimestampSchema.safeParse(given.replace(/ (\d\d:\d\d)$/, '+$1'));
    if (parsed.success) return toMs(parsed.data);
    const message = 'a time is RFC 3339 with offset, such as 2026-07-12T16:15:00+08:00, or epoch milliseconds';
    context.addIssue({ code: 'custom', message, input: text });
    return z.NEVER;
  })
  .optional();

/** The world a request reads: of a token its own, of a person the wanted one, else live. */
export function readWorldOf(request: FastifyRequest, asked: WorldId | undefined): WorldId {
  const identity = requireReader(request);
  if (identity.kind === 'session') return asked ?? LIVE;
  const world = WorldIdSchema.parse(identity.token.world);
  if (asked !== undefined && asked !== world)
    throw new HttpError(403, 'other_world', `this token belongs to the world ${world}`, 'world');
  return world;
}

export interface Reader {
  signals: WorldSignals;
  /** May this reader see what belongs to this place or team? */
  sees: (division: string, team?: string) => boolean;
  scope: Scope | 'all';
}

export function readerOf(request: FastifyRequest, lane: SignalLane, asked: WorldId | undefined): Reader {
  const identity = requireReader(request);
  const world = readWorldOf(request, asked);
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

/** Terminals of a world and their teams, as this reader may see them: of a drill that is closed too. */
export async function terminalsOf(
  request: FastifyRequest,
  { lane, log, master, pool }: { lane: SignalLane } & Pick<Services, 'log' | 'master' | 'pool'>,
  asked: WorldId | undefined,
): Promise<{ world: WorldId; teams: ReadonlyMap<string, string | null> }> {
  const world = readWorldOf(request, asked);
  if (lane.of(world) !== undefined) {
    const { signals, sees } = readerOf(request, lane, asked);
    await signals.ready;
    const seen = [...signals.terminals.all()].filter((one) => sees(signals.ownerOf(one).division, one.team));
    return { world, teams: new Map(seen.map(({ terminalId, team }) => [terminalId, team ?? null])) };
  }
  const identity = requireReader(request);
  const drill = (await log.worlds()).find(({ id, kind }) => id === world && kind === 'drill');
  if (drill === undefined) throw new HttpError(404, 'world_unknown', `there is no world ${world}`, 'world');
  const { county } = master;
  const seen = (await readTerminals(pool, world)).filter(({ team }) => {
    if (identity.kind === 'token') return true;
    const division = (team === undefined ? undefined : county.teams.get(team)?.division) ?? county.county;
    return isVisible(scopeOf(identity.session.info), division, team === undefined ? [] : [`team:${team}`]);
  });
  return { world, teams: new Map(seen.map(({ terminalId, team }) => [terminalId, team ?? null])) };
}
