import { isVisible } from '@sitong/shared/kernel/envelope.ts';
import { WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { RoleSchema } from '@sitong/shared/kernel/roles.ts';
import { TimestampSchema, toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireRole } from '../../plumbing/http/identity.ts';
import { describeAccount } from '../describe-account.ts';
import { ledgerAround, MAY_REVIEW, pastWorld } from '../replay/past-world.ts';
import type { Services } from '../services.ts';

const SeenSchema = z.object({
  seq: z.number().int(),
  people: z.array(
    z.object({
      username: z.string(),
      person: z.string(),
      name: z.string(),
      roles: z.array(RoleSchema),
      /** Server time at which a visible screen of this person first stood at the event; null: none ever did. */
      seenAt: TimestampSchema.nullable(),
    }),
  ),
});

/** The delivery ledger, asked: who had seen what. */
export function seenRoutes({ accounts, ledger, log, master, worlds }: Services): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/replay/:world/seen',
      {
        schema: {
          tags: ['drills'],
          summary: 'Whose visible screen had shown this event, and when first, to within four seconds',
          description:
            'Of those who had a screen in this world and may see the event as their account stands today. A screen ' +
            'tells every 2 s how far it has shown the log; also of a drill that is closed. Of the live world: who had a ' +
            'screen within half a day before or a day after the event.',
          params: z.object({ world: WorldIdSchema }),
          querystring: z.object({ seq: z.coerce.number().int().min(1) }),
          response: { 200: SeenSchema },
        },
      },
      async (request) => {
        const { info } = requireRole(request, MAY_REVIEW);
        const { world } = request.params;
        const { seq } = request.query;
        const past = await pastWorld({ log }, world);
        const [event] = await log.since(world, seq - 1, 1);
        if (event?.seq !== seq || !isVisible(scopeOf(info), event.division, event.audience))
          throw new HttpError(404, 'event_unknown', `this world has no event ${seq}`, 'seq');
        const rows = await ledger.whoHadSeen(world, seq, ledgerAround(past, toMs(event.recordedAt)));
        const named = await accounts.named(rows.map(({ username }) => username));
        const known = new Map(named.map((account) => [account.username, account]));
        const people = rows.flatMap(({ username, at }) => {
          const account = known.get(username);
          if (account === undefined) return [];
          const reader = describeAccount(account, master.county, () => worlds.names());
          // A screen that stands past an event it may not see has not shown it.
          if (!isVisible(scopeOf(reader), event.division, event.audience)) return [];
          const { person, name, roles } = reader;
          return [{ username, person, name, roles, seenAt: at === null ? null : toTimestamp(at.getTime()) }];
        });
        return { seq, people };
      },
    );
  };
}
