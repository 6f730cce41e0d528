import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { IdSchema, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { MasterIdSchema } from '@sitong/shared/kernel/master/people.ts';
import { parseEvent } from '@sitong/shared/protocol/catalogue.ts';
import { z } from 'zod';
import type { TransactionalWork } from '../../plumbing/eventlog/postgres-append.ts';
import { enqueueIn, type JobSpec } from '../../plumbing/jobs/job-spec.ts';

const event = { world: WorldIdSchema, seq: z.number().int().positive() };

/** What each task is handed: ids only, so that nothing personal stands in the queue. */
export const OrderJobSchema = z.object({ ...event, orderId: IdSchema, channel: z.enum(['app', 'sms', 'voice']) });
export const CallJobSchema = z.object({
  ...event,
  channel: z.enum(['voice', 'sms', 'app']),
  calls: z.array(z.object({ callId: IdSchema, n: z.number().int().positive(), to: MasterIdSchema })).max(1000),
});
export const WarningJobSchema = z.object({
  ...event,
  warningId: IdSchema,
  channel: z.enum(['sms', 'broadcast', 'app', 'cap_feed']),
});
export const FactJobSchema = z.object({
  world: WorldIdSchema,
  callId: IdSchema,
  n: z.number().int().positive(),
  fact: z.enum(['delivered', 'answered']),
  via: z.enum(['app', 'voice', 'sms']),
});

export type OrderJob = z.infer<typeof OrderJobSchema>;
export type CallJob = z.infer<typeof CallJobSchema>;
export type WarningJob = z.infer<typeof WarningJobSchema>;
export type FactJob = z.infer<typeof FactJobSchema>;

export const TASKS = { order: 'order', call: 'call', warning: 'warning', fact: 'call_fact' } as const;

const WARNING_CHANNELS = ['sms', 'broadcast', 'app', 'cap_feed'] as const;
const CALL_CHANNELS = ['voice', 'sms', 'app'] as const;

const WANTED: ReadonlySet<string> = new Set(['OrderSaved', 'OrderEscalated', 'CallAttempted', 'WarningIssued']);

/** Enqueues in the append transaction: what was decided will go out, and nothing goes out that was not. */
export const outboxWork: TransactionalWork = {
  wants: (events) => events.some(({ type }) => WANTED.has(type)),
  run: (client, envelopes) => enqueueIn(client, jobsOf(envelopes)),
};

/** One job for each way out, so that a way that fails holds up no other. */
export function jobsOf(envelopes: readonly Envelope[]): JobSpec[] {
  const jobs: JobSpec[] = [];
  const calls: CallJob['calls'] = [];
  let first: Envelope | undefined;
  for (const envelope of envelopes) {
    if (!WANTED.has(envelope.type)) continue;
    const typed = parseEvent(envelope).event;
    if (typed.type === 'CallAttempted') {
      first ??= envelope;
      const { callId, n, to } = typed.body;
      calls.push({ callId, n, to });
    } else if (typed.type === 'WarningIssued') {
      const { warningId } = typed.body;
      jobs.push(...WARNING_CHANNELS.map((channel) => job(TASKS.warning, envelope, channel, { warningId })));
    } else if (typed.type === 'OrderSaved' || typed.type === 'OrderEscalated') {
      const { orderId } = typed.body;
      const channels = typed.type === 'OrderSaved' ? (['app', 'sms'] as const) : escalationChannels(typed.body.step);
      jobs.push(...channels.map((channel) => ({ ...job(TASKS.order, envelope, channel, { orderId }), priority: -1 })));
    }
  }
  if (first !== undefined) {
    const at = first;
    jobs.push(...CALL_CHANNELS.map((channel) => job(TASKS.call, at, channel, { calls })));
  }
  return jobs;
}

type Step = 'undelivered' | 're_ring' | 'offer_next' | 'leader' | 'not_departed';

/** [RES-11] Not delivered: SMS and a call; not accepted: a call. The other steps are alarms, not messages. */
function escalationChannels(step: Step): readonly OrderJob['channel'][] {
  if (step === 'undelivered' || step === 'offer_next') return ['sms', 'voice'];
  return step === 're_ring' ? ['app'] : [];
}

function job(task: string, { world, seq }: Envelope, channel: string, rest: object): JobSpec {
  return { task, key: `${task}/${world}/${seq}/${channel}`, payload: { world, seq, channel, ...rest } };
}
