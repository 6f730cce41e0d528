import { createHash } from 'node:crypto';
import { isInCharge } from '@sitong/shared/kernel/can.ts';
import { isVisible } from '@sitong/shared/kernel/envelope.ts';
import { IdSchema, LIVE, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import { MasterIdSchema } from '@sitong/shared/kernel/master/people.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import { eq } from 'drizzle-orm';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { vault } from '../../plumbing/accounts/schema.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireReader, requireRole } from '../../plumbing/http/identity.ts';
import { incidentName, masterNames, type NameRow } from '../names-index.ts';
import type { Services } from '../services.ts';
import { openedCaller } from '../vault-caller.ts';
import { readWorldOf, WorldQuerySchema } from './reading-world.ts';

const WorldQuery = z.object({ world: WorldIdSchema.default(LIVE) });

/** Desks only: whoever phones for the bureau. */
const MAY_UNMASK = ['duty_officer', 'duty_leader', 'commander', 'town_officer'] as const;

const UnmaskSchema = z.union([
  z.object({ person: MasterIdSchema, reason: z.string().trim().min(2).max(200) }),
  /** A caller in the vault, named by the incident that came of the call. */
  z.object({ incidentId: IdSchema, reason: z.string().trim().min(2).max(200) }),
]);

interface Revealed {
  name: string;
  phone: string;
}

/** What can be named on a command line, and the one way to see a number in full. */
export function searchRoutes({ master, worlds, db, sealer, audit }: Services): FastifyPluginAsyncZod {
  let names: { county: CountyIndex; rows: NameRow[] } | undefined;
  const ofMaster = (): NameRow[] => {
    if (names?.county !== master.county) names = { county: master.county, rows: masterNames(master.county) };
    return names.rows;
  };
  return async (app) => {
    app.get(
      '/api/names',
      {
        schema: {
          tags: ['county'],
          summary: 'Names of divisions, teams, people and open incidents with their pinyin keys',
          querystring: WorldQuerySchema,
        },
      },
      async (request, reply) => {
        const identity = requireReader(request);
        const scope = identity.kind === 'token' ? undefined : scopeOf(identity.session.info);
        const world = readWorldOf(request, request.query.world);
        const incidents = Object.values(worlds.get(world)?.runtime.state.command.incidents ?? {});
        const seen = incidents.filter(
          ({ division, audience }) => scope === undefined || isVisible(scope, division, audience),
        );
        const text = JSON.stringify([...ofMaster(), ...seen.map(incidentName)]);
        const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
        reply.header('etag', etag).header('cache-control', 'private, no-cache');
        if (request.headers['if-none-match'] === etag) return reply.code(304).send();
        return reply.type('application/json; charset=utf-8').send(text);
      },
    );
    app.post(
      '/api/unmask',
      {
        schema: {
          tags: ['county'],
          summary: 'Shows one phone number in full; who, whose and why goes into the audit first',
          querystring: WorldQuery,
          body: UnmaskSchema,
          response: { 200: z.object({ name: z.string(), phone: z.string() }) },
        },
      },
      async (request) => {
        const session = requireRole(request, MAY_UNMASK);
        const world = worlds.get(request.query.world);
        if (world === undefined) throw new HttpError(404, 'world_unknown', `no open world ${request.query.world}`);
        const { body } = request;

        const ofPerson = (id: string): Revealed => {
          const person = master.county.persons.get(id);
          if (person === undefined) throw new HttpError(404, 'unknown_person', `there is no person ${id}`, 'person');
          if (!isInCharge(session.info, person.division))
            throw new HttpError(403, 'outside_own_division', `${id} does not belong to your division`, 'person');
          return { name: person.name, phone: person.phone };
        };
        const ofCaller = async (incidentId: string): Promise<Revealed> => {
          const incident = world.runtime.state.command.incidents[incidentId];
          const callerRef = incident?.source.kind === 'phone' ? incident.source.callerRef : undefined;
          if (incident === undefined || callerRef === undefined || !isInCharge(session.info, incident.division))
            throw new HttpError(404, 'no_caller', 'this incident has no caller you may see', 'incidentId');
          const [kept] = await db.select().from(vault).where(eq(vault.id, callerRef));
          if (kept === undefined || kept.erasedAt !== null)
            throw new HttpError(410, 'caller_erased', 'name and number of this caller were erased', 'incidentId');
          try {
            return openedCaller(kept.data, sealer);
          } catch {
            const message = 'this caller was sealed with another key: give every node the same SITONG_SECRET_KEY';
            throw new HttpError(503, 'sealed_elsewhere', message, 'incidentId');
          }
        };

        const revealed = 'person' in body ? ofPerson(body.person) : await ofCaller(body.incidentId);
        // Written down before anything is shown: a look that left no trace must not be possible.
        const looked =
          'person' in body
            ? { what: 'phone_of_person' as const, person: body.person }
            : { what: 'phone_of_caller' as const, incidentId: body.incidentId };
        await audit.record(session.info.person, {
          type: 'PersonalDataShown',
          body: { ...looked, world: request.query.world, reason: body.reason },
        });
        return { name: revealed.name, phone: revealed.phone };
      },
    );
  };
}
