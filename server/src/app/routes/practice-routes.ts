import { createHash } from 'node:crypto';
import { WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { PRACTICE_LIST, type PracticeValues, SHIPPED_VALUES, valuesOf } from '@sitong/shared/kernel/practice.ts';
import { PRACTICE_ORDER, PRACTICE_SOURCES } from '@sitong/shared/kernel/practice-fields.ts';
import { changeAt, nextEffectMs, PRACTICE_KEY } from '@sitong/shared/kernel/practice-schedule.ts';
import { TimestampSchema, toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type PracticeVersionRow, readPracticeVersions } from '../../pillars/command/views/practice-view.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireReader, requireRole } from '../../plumbing/http/identity.ts';
import { PAST_DAYS, pastOf } from '../practice-past.ts';
import type { Services } from '../services.ts';
import { readWorldOf } from './reading-world.ts';

const ValueSchema = z.union([z.number(), z.string()]);
const ValuesSchema = z.record(z.string(), ValueSchema);

const FieldSchema = z.object({
  /** Name of the value in events, intents and here. */
  path: z.string(),
  kind: z.enum(['whole', 'number', 'level', 'digits', 'fingerprints']),
  unit: z.string(),
  /** Bounds of a number, both allowed. */
  least: z.number().optional(),
  most: z.number().optional(),
  /** Number of digits. */
  length: z.number().int().optional(),
  shipped: ValueSchema,
  /** Law, standard or document the shipped value comes from. */
  source: z.string(),
});

const VersionSchema = z.object({
  version: z.number().int(),
  /** Sequence number of its event in the log of this world. */
  seq: z.number().int(),
  origin: z.enum(['shipped', 'world', 'changed']),
  fromWorld: z.string().optional(),
  state: z.enum(['past', 'in_force', 'waiting', 'withdrawn']),
  effectiveFrom: TimestampSchema,
  madeAt: TimestampSchema,
  madeBy: z.string(),
  reason: z.string(),
  changes: ValuesSchema,
  withdrawn: z.object({ at: TimestampSchema, by: z.string(), reason: z.string() }).optional(),
});

const PastSchema = z.object({
  path: z.string(),
  days: z.number().int(),
  counted: z.enum(['orders', 'incidents', 'warnings', 'silences']),
  /** How many there were: of orders, incidents, warnings, measured sensors. */
  of: z.number().int(),
  /** So many come to it by the value in force, and by the one asked about. */
  now: z.number().int(),
  after: z.number().int(),
});

const PracticeAnswerSchema = z.object({
  world: WorldIdSchema,
  /** World time at which this was answered. */
  at: TimestampSchema,
  /** Newest version made, in force or not: what `SetPractice` must have seen. */
  version: z.number().int(),
  /** Version that took effect last; 0: the world knows none and runs by what we ship. */
  inForce: z.number().int(),
  /** When another one takes effect; absent: none is waiting. */
  nextAt: TimestampSchema.optional(),
  values: ValuesSchema,
  /** SHA-256 of the values in the order of their paths, as JSON. */
  hash: z.string(),
  fields: z.array(FieldSchema),
  /** Values that must rise from left to right. */
  order: z.array(z.object({ rising: z.array(z.string()), equal: z.enum(['yes', 'no']) })),
  /** Newest first. */
  history: z.array(VersionSchema),
});

const FIELDS: z.infer<typeof FieldSchema>[] = PRACTICE_LIST.map(({ path, leaf }) => ({
  path,
  ...leaf,
  source: PRACTICE_SOURCES[leaf.source],
}));

function hashOf(values: PracticeValues): string {
  const sorted = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}

/** Law 7: local practice of a world as it is in force, what every value is, and who changed what from when on. */
export function practiceRoutes({ worlds, pool, master }: Services): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/api/practice/past',
      {
        schema: {
          tags: ['practice'],
          summary: 'What another value would have made of the last seven days, beside the value in force',
          querystring: z.object({
            world: WorldIdSchema.optional(),
            path: z.string().max(80),
            value: z.coerce.number(),
          }),
          response: { 200: PastSchema },
        },
      },
      async (request) => {
        requireRole(request, ['admin', 'duty_leader', 'commander']);
        const { path, value } = request.query;
        const world = readWorldOf(request, request.query.world);
        const open = worlds.get(world);
        if (open === undefined) throw new HttpError(404, 'world_unknown', `no open world ${world}`, 'world');
        const nowMs = open.runtime.nowMs();
        const now = Number(valuesOf(open.practiceAt(nowMs))[path]);
        const past = await pastOf(path, { pool, county: master.county, world, nowMs, now, after: value });
        if (past === undefined)
          throw new HttpError(404, 'no_past', `what is stored does not tell what ${path} would have done`, 'path');
        return { path, days: PAST_DAYS, ...past };
      },
    );
    app.get(
      '/api/practice',
      {
        schema: {
          tags: ['practice'],
          summary:
            'Local practice in force, each value with unit, bounds, shipped default and source, and its versions; changed by the intents SetPractice and WithdrawPractice',
          querystring: z.object({
            world: WorldIdSchema.optional(),
            /** Versions before this one. */
            before: z.coerce.number().int().positive().optional(),
            limit: z.coerce.number().int().min(1).max(200).default(50),
          }),
          response: { 200: PracticeAnswerSchema },
        },
      },
      async (request) => {
        requireReader(request);
        const { before, limit } = request.query;
        const world = readWorldOf(request, request.query.world);
        const open = worlds.get(world);
        if (open === undefined) throw new HttpError(404, 'world_unknown', `no open world ${world}`, 'world');
        const rows = await readPracticeVersions(pool, world, before, limit);
        const nowMs = open.runtime.nowMs();
        const book = open.runtime.state.command.practice[PRACTICE_KEY];
        const inForce = book === undefined ? 0 : (changeAt(book, nowMs)?.version ?? 1);
        const values = book === undefined ? SHIPPED_VALUES : valuesOf(open.practiceAt(nowMs));
        const nextMs = nextEffectMs(book, nowMs);
        return {
          world,
          at: toTimestamp(nowMs),
          version: book?.version ?? 0,
          inForce,
          ...(nextMs === undefined ? {} : { nextAt: toTimestamp(nextMs) }),
          values: { ...values },
          hash: hashOf(values),
          fields: FIELDS,
          order: PRACTICE_ORDER.map(({ rising, equal }) => ({ rising: [...rising], equal })),
          history: rows.map((row) => told(row, inForce, nowMs)),
        };
      },
    );
  };
}

function told(row: PracticeVersionRow, inForce: number, nowMs: number): z.infer<typeof VersionSchema> {
  const waits = row.effectiveFrom.getTime() > nowMs;
  const state = waits ? 'waiting' : row.version === inForce ? 'in_force' : 'past';
  const world = row.origin !== 'shipped' && row.origin !== 'changed' ? row.origin : undefined;
  const { withdrawnAt, withdrawnBy, withdrawnReason } = row;
  return {
    version: row.version,
    seq: row.seq,
    origin: row.origin === 'shipped' || row.origin === 'changed' ? row.origin : 'world',
    ...(world === undefined ? {} : { fromWorld: world }),
    state: withdrawnAt === null ? state : 'withdrawn',
    effectiveFrom: toTimestamp(row.effectiveFrom.getTime()),
    madeAt: toTimestamp(row.madeAt.getTime()),
    madeBy: row.madeBy,
    reason: row.reason,
    changes: row.changes,
    ...(withdrawnAt === null
      ? {}
      : {
          withdrawn: { at: toTimestamp(withdrawnAt.getTime()), by: withdrawnBy ?? '', reason: withdrawnReason ?? '' },
        }),
  };
}
