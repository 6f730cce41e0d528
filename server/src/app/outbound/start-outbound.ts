import { LIVE, type WorldId } from '@sitong/shared/kernel/ids.ts';
import { HOUR_MS } from '@sitong/shared/kernel/time.ts';
import type { Pool } from 'pg';
import { AppChannel } from '../../channels/app/app-channel.ts';
import { CapFeedChannel } from '../../channels/cap-feed/cap-feed-channel.ts';
import type { Channel, ChannelId } from '../../channels/channel.ts';
import { simulatedWay } from '../../channels/simulated/ways.ts';
import { fillReleaseViews } from '../../pillars/release/views/release-views.ts';
import { JobQueue } from '../../plumbing/jobs/job-queue.ts';
import type { Services } from '../services.ts';
import { type Around, kindOf } from './around.ts';
import { CallJobSchema, FactJobSchema, OrderJobSchema, TASKS, WarningJobSchema } from './outbox-jobs.ts';
import { sendCalls, tellFact } from './send-calls.ts';
import { sendOrder } from './send-order.ts';
import { sendWarning } from './send-warning.ts';

/** A phone signed in within this time answers for its owner. */
const SIGNED_IN_H = 12;

export type Channels = (id: ChannelId, world: WorldId) => Channel;

export interface Outbound {
  jobs: JobQueue;
  close(): Promise<void>;
}

/**
 * Starts the way out: jobs enqueued with the events are carried out, retried, or kept as dead letters.
 * `prepareJobs` has made the queue's tables before the first append.
 */
export async function startOutbound(
  services: Services,
  databaseUrl: string,
  channels: Channels = waysOf(services),
): Promise<Outbound> {
  const { worlds, master, pool, config, logger, now, log } = services;
  const onError = (error: unknown, what: string): void => logger.error({ err: error }, what);
  worlds.onOpen(({ runtime }) => {
    fillReleaseViews(pool, log, runtime.world).catch((error: unknown) =>
      onError(error, 'the lists of warnings and reports were not made anew; they are at the next start'),
    );
  });
  const around: Around = {
    world: (id) => worlds.get(id),
    county: () => master.county,
    channel: channels,
    signedIn: (persons) => signedInAmong(pool, persons, new Date(now() - SIGNED_IN_H * HOUR_MS)),
    playsPeople: (world) => (world !== LIVE || config.demo.enabled ? 'yes' : 'no'),
    enqueue: (jobs) => queue.add(jobs),
  };
  /**
   * A job is told to every node the moment its event is committed, and the node that takes it may not have read that
   * event yet, or not even the world: without this look it would find nothing to send and call the job done.
   */
  const caughtUp = async <Job extends { world: WorldId; seq?: number }>(job: Job): Promise<Job> => {
    const runtime = (await worlds.find(job.world))?.runtime;
    if (runtime !== undefined && (job.seq === undefined || runtime.seq < job.seq)) await runtime.caughtUp();
    return job;
  };
  const queue: JobQueue = new JobQueue({
    databaseUrl,
    onError,
    tasks: {
      [TASKS.order]: async (payload) => sendOrder(await caughtUp(OrderJobSchema.parse(payload)), around),
      [TASKS.call]: async (payload) => sendCalls(await caughtUp(CallJobSchema.parse(payload)), around),
      [TASKS.warning]: async (payload) => sendWarning(await caughtUp(WarningJobSchema.parse(payload)), around),
      [TASKS.fact]: async (payload) => tellFact(await caughtUp(FactJobSchema.parse(payload)), around),
    },
  });
  await queue.start();
  return { jobs: queue, close: () => queue.close() };
}

/** Without credentials every gateway is a simulator; in a drill everything is. */
function waysOf({ master }: Pick<Services, 'master'>): Channels {
  return (id, world) => {
    if (id === 'cap_feed') return new CapFeedChannel(kindOf(world));
    if (id === 'app' && world === LIVE) return new AppChannel();
    return simulatedWay(id, master.county.county);
  };
}

async function signedInAmong(pool: Pool, persons: readonly string[], since: Date): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ person: string }>(
    `SELECT DISTINCT a.person FROM sessions s JOIN accounts a ON a.username = s.username
     WHERE s.ended_at IS NULL AND s.created_at >= $1 AND a.person = ANY($2)`,
    [since, persons],
  );
  return new Set(rows.map(({ person }) => person));
}
