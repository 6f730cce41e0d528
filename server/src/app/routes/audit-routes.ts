import { AUDIT_FACTS, AUDIT_ROLES, AuditFactSchema } from '@sitong/shared/kernel/audit.ts';
import { TimestampSchema, toMs } from '@sitong/shared/kernel/time.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type AuditFilter, readAudit } from '../audit/read-audit.ts';
import { csvText } from '../csv.ts';
import type { Services } from '../services.ts';
import { requireAdministrator } from './administrator.ts';

/** More would not open in a spreadsheet, and would hold a node in memory: export by month. */
const MOST_EXPORTED = 50_000;

const FilterSchema = z.object({
  who: z.string().trim().min(1).max(120).optional(),
  type: z.enum(AUDIT_FACTS).optional(),
  from: TimestampSchema.optional(),
  to: TimestampSchema.optional(),
});
type Filter = z.infer<typeof FilterSchema>;

const EntrySchema = z.object({
  seq: z.number().int(),
  at: z.string(),
  person: z.string(),
  name: z.string().nullable(),
  fact: AuditFactSchema,
});

function filterOf({ who, type, from, to }: Filter): AuditFilter {
  return {
    who,
    type,
    fromMs: from === undefined ? undefined : toMs(from),
    toMs: to === undefined ? undefined : toMs(to),
  };
}

/** What was done to the system itself: sign-ins, denied acts, looks at personal data, exports, administration. */
export function auditRoutes({ pool, master, audit }: Services): FastifyPluginAsyncZod {
  const nameOf = (person: string): string | null => master.county.persons.get(person)?.name ?? null;
  return async (app) => {
    app.get(
      '/api/audit',
      {
        schema: {
          tags: ['admin'],
          summary: 'Audit entries, newest first, by person, kind and time; `before` is the `next` of the page at hand',
          querystring: FilterSchema.extend({
            before: z.coerce.number().int().positive().optional(),
            limit: z.coerce.number().int().min(1).max(500).default(100),
          }),
          response: { 200: z.object({ entries: z.array(EntrySchema), next: z.number().optional() }) },
        },
      },
      async (request) => {
        requireAdministrator(request, AUDIT_ROLES);
        const { before, limit, ...filter } = request.query;
        const entries = await readAudit(pool, filterOf(filter), { before, limit });
        const last = entries.at(-1)?.seq;
        return {
          entries: entries.map((entry) => ({ ...entry, name: nameOf(entry.person) })),
          ...(entries.length < limit || last === undefined ? {} : { next: last }),
        };
      },
    );
    app.post(
      '/api/audit/export',
      {
        schema: {
          tags: ['admin'],
          summary: `Audit entries as CSV, at most ${MOST_EXPORTED}; the export is an entry itself`,
          body: FilterSchema,
        },
      },
      async (request, reply) => {
        const by = requireAdministrator(request, AUDIT_ROLES);
        const entries = await readAudit(pool, filterOf(request.body), { before: undefined, limit: MOST_EXPORTED });
        const filter = JSON.stringify(request.body).slice(0, 400);
        await audit.record(by.person, { type: 'DataExported', body: { what: 'audit', rows: entries.length, filter } });
        const rows = entries.map(({ seq, at, person, fact }) => [
          seq,
          at,
          person,
          nameOf(person) ?? '',
          fact.type,
          JSON.stringify(fact.body),
        ]);
        reply.header('content-disposition', 'attachment; filename="audit.csv"').type('text/csv; charset=utf-8');
        return reply.send(csvText(['seq', 'at', 'person', 'name', 'type', 'body'], rows));
      },
    );
  };
}
