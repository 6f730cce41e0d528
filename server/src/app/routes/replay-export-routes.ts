import { type Envelope, isVisible } from '@sitong/shared/kernel/envelope.ts';
import { WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { TimestampSchema, toMs } from '@sitong/shared/kernel/time.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { World } from '../../plumbing/eventlog/event-log.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireRole } from '../../plumbing/http/identity.ts';
import { describeAccount } from '../describe-account.ts';
import { type LedgerReader, ledgerFile, logFile } from '../replay/export-rows.ts';
import { PastStates } from '../replay/past-state.ts';
import { ledgerAround, MAY_REVIEW, pastWorld, spanOf } from '../replay/past-world.ts';
import type { Services } from '../services.ts';
import { STATE_SCHEMA } from '../worlds.ts';

/** Some ten evenings like the storm. */
const MOST_EVENTS = 20_000;
/** What a spreadsheet still opens. */
const MOST_ROWS = 200_000;
const PAGE = 1000;

/** Log and delivery ledger of a span as files; taking one is an audit entry, written before it is handed out. */
export function replayExportRoutes(services: Services): FastifyPluginAsyncZod {
  const { accounts, audit, ledger, log, master, pool, worlds } = services;
  const past = new PastStates({ pool, log, schema: STATE_SCHEMA });

  const eventsOf = async (world: World, span: { from: number; to: number }): Promise<Envelope[]> => {
    const [before, until] = [await past.seqAt(world.id, span.from - 1), await past.seqAt(world.id, span.to)];
    if (until - before > MOST_EVENTS)
      throw new HttpError(422, 'span_too_long', `at most ${MOST_EVENTS} events at once: choose a shorter span`, 'to');
    const events: Envelope[] = [];
    for (let at = before; at < until; ) {
      const page = await log.since(world.id, at, Math.min(PAGE, until - at));
      events.push(...page);
      at = page.at(-1)?.seq ?? until;
    }
    return events;
  };

  /** Everyone who had a screen there, with the places at which it stood. */
  const readersOf = async (world: World, events: readonly Envelope[]): Promise<LedgerReader[]> => {
    const [first, last] = [events[0], events.at(-1)];
    if (first === undefined || last === undefined) return [];
    const between = ledgerAround(world, toMs(first.recordedAt), toMs(last.recordedAt));
    const steps = await ledger.steps(world.id, first.seq, last.seq, between);
    const beyond = await ledger.whoHadSeen(world.id, last.seq + 1, between);
    const known = new Map((await accounts.list()).map((account) => [account.username, account]));
    const byName = Map.groupBy(steps, ({ username }) => username);
    return beyond.flatMap(({ username, at }) => {
      const account = known.get(username);
      if (account === undefined) return [];
      const info = describeAccount(account, master.county, () => worlds.names());
      const own = (byName.get(username) ?? []).map(({ seq, at }) => ({ seq, at }));
      const reached = at === null ? own : [...own, { seq: last.seq + 1, at }];
      return [{ username, name: info.name, roles: info.roles, scope: scopeOf(info), steps: reached }];
    });
  };

  return async (app) => {
    app.post(
      '/api/replay/:world/export',
      {
        config: { rateLimit: { max: 12, timeWindow: '1 minute' } },
        schema: {
          tags: ['drills'],
          summary:
            'Log or delivery ledger of a span of world time as CSV, as you may see it; taking it is an audit entry',
          params: z.object({ world: WorldIdSchema }),
          body: z.object({
            what: z.enum(['log', 'ledger']),
            from: TimestampSchema,
            to: TimestampSchema,
            language: z.enum(['zh-CN', 'en']).default('zh-CN'),
          }),
        },
      },
      async (request, reply) => {
        const { info } = requireRole(request, MAY_REVIEW);
        const { what, from, to, language } = request.body;
        const world = await pastWorld(services, request.params.world);
        const scope = scopeOf(info);
        const all = await eventsOf(world, spanOf({ from: toMs(from), to: toMs(to) }));
        const events = all.filter(({ division, audience }) => isVisible(scope, division, audience));
        const readers = what === 'ledger' ? await readersOf(world, events) : [];
        if (events.length * readers.length > MOST_ROWS)
          throw new HttpError(422, 'span_too_long', `more than ${MOST_ROWS} rows: choose a shorter span`, 'to');
        const file = what === 'log' ? logFile(events, master.county, language) : ledgerFile(events, readers, language);
        const fact = { what: `replay_${what}`, rows: file.rows, filter: `${world.id} ${from} – ${to}` } as const;
        await audit.record(info.person, { type: 'DataExported', body: fact });
        reply.header('content-disposition', `attachment; filename="${what}-${world.id}.csv"`);
        return reply.type('text/csv; charset=utf-8').send(file.text);
      },
    );
  };
}
