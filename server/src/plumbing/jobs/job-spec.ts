import type { ClientBase } from 'pg';

/** Own schema beside our tables; `graphile-worker` keeps and migrates it by itself. */
export const JOBS_SCHEMA = 'sitong_jobs';

/** With its back-off (e¹, e², … seconds) eight tries take about half an hour; then a job is a dead letter. */
const MOST_ATTEMPTS = 8;

/** One piece of work for later. A second job of the same key takes the place of one that still waits. */
export interface JobSpec {
  task: string;
  payload: unknown;
  key: string;
  /** Milliseconds from now, by the machine's own clock; at once when absent. */
  delayMs?: number;
  /** Lower runs first, 0 by default. */
  priority?: number;
  /** Tries before it is a dead letter, 8 by default. */
  mostAttempts?: number;
}

/** Enqueues in the caller's transaction: the jobs exist exactly when what they follow from is committed. */
export async function enqueueIn(client: Pick<ClientBase, 'query'>, jobs: readonly JobSpec[]): Promise<void> {
  if (jobs.length === 0) return;
  const specs = jobs.map(({ task, payload, key, delayMs, priority, mostAttempts = MOST_ATTEMPTS }) => ({
    identifier: task,
    payload,
    job_key: key,
    max_attempts: mostAttempts,
    ...(delayMs === undefined ? {} : { run_at: new Date(Date.now() + delayMs).toISOString() }),
    ...(priority === undefined ? {} : { priority }),
  }));
  await client.query(
    `SELECT count(*) FROM ${JOBS_SCHEMA}.add_jobs(
      array(SELECT json_populate_recordset(null::${JOBS_SCHEMA}.job_spec, $1::json)))`,
    [JSON.stringify(specs)],
  );
}
