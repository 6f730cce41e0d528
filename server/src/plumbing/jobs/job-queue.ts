import { type Runner, run, runMigrations, Logger as WorkerLogger } from 'graphile-worker';
import pg from 'pg';
import { connectionConfig } from '../persistence/pool.ts';
import { enqueueIn, JOBS_SCHEMA, type JobSpec } from './job-spec.ts';

/** Does the work of one job. A throw is tried again later; returning is done. */
export type JobTask = (payload: unknown) => Promise<void>;

/** `dead`: every try failed; it stays until a person starts it again or an administrator removes it. */
export type JobState = 'waiting' | 'running' | 'retrying' | 'dead';

export interface JobRow {
  id: string;
  task: string;
  key: string | undefined;
  state: JobState;
  attempts: number;
  mostAttempts: number;
  runAt: Date;
  createdAt: Date;
  lastError: string | undefined;
}

export interface JobQueueOptions {
  databaseUrl: string;
  tasks: Readonly<Record<string, JobTask>>;
  onError: (error: unknown, what: string) => void;
}

const CONCURRENCY = 4;
/** New jobs are told by NOTIFY; only a job whose time comes later is found by this look. */
const LOOK_EVERY_MS = 2000;
/** No job works longer; one still locked after this was held by a process that died. */
const LOST_AFTER_S = 60;

/** Makes or updates the queue's own tables. Before the first append that enqueues. */
export async function prepareJobs(databaseUrl: string): Promise<void> {
  const pgPool = jobPool(databaseUrl, () => undefined, 1);
  try {
    await runMigrations({ pgPool, schema: JOBS_SCHEMA, logger: quiet });
  } finally {
    await pgPool.end();
  }
}

/** What a failed job says is kept with the job and shown by `list`; nothing needs printing. */
const quiet = new WorkerLogger(() => () => undefined);

/**
 * A worker that gets no connection fails outside every promise we hold, which would end the process: it waits out what
 * an outage may last instead. Nobody waits for it.
 */
const PATIENCE_MS = 120_000;

function jobPool(url: string, onError: (error: Error) => void, max: number, patienceMs?: number): pg.Pool {
  // Job ids are int8 and stay text: the queue hands them back as it got them.
  const { types: _numbers, ...config } = connectionConfig(url, 'sitong-jobs');
  const pool = new pg.Pool({
    ...config,
    max,
    ...(patienceMs === undefined ? {} : { connectionTimeoutMillis: patienceMs }),
  });
  pool.on('error', onError);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  return pool;
}

/** Outbound work: retried with back-off, kept as a dead letter when every try failed. */
export class JobQueue {
  readonly #options: JobQueueOptions;
  readonly #pool: pg.Pool;
  #runner: Runner | undefined;
  #unlock: NodeJS.Timeout | undefined;

  constructor(options: JobQueueOptions) {
    this.#options = options;
    this.#pool = jobPool(
      options.databaseUrl,
      (error) => options.onError(error, 'a connection of the job queue broke; it is made again'),
      CONCURRENCY + 2,
      PATIENCE_MS,
    );
  }

  /** Begins to work; the tables are there (`prepareJobs`). */
  async start(): Promise<void> {
    const { tasks, onError } = this.#options;
    this.#runner = await run({
      pgPool: this.#pool,
      schema: JOBS_SCHEMA,
      concurrency: CONCURRENCY,
      pollInterval: LOOK_EVERY_MS,
      noHandleSignals: true,
      gracefulShutdownAbortTimeout: 3000,
      logger: quiet,
      taskList: Object.fromEntries(
        Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => task(payload)]),
      ),
    });
    this.#runner.promise.catch((error: unknown) => onError(error, 'the job queue stopped'));
    const freeLost = (): void => {
      this.#freeLost().catch((error: unknown) => onError(error, 'jobs of a lost process were not freed'));
    };
    freeLost();
    this.#unlock = setInterval(freeLost, LOST_AFTER_S * 1000);
    this.#unlock.unref();
  }

  /** A process that was killed holds its jobs for four hours by the queue's own rule: far too long for a call. */
  async #freeLost(): Promise<void> {
    await this.#pool.query(
      `SELECT ${JOBS_SCHEMA}.force_unlock_workers(array(SELECT DISTINCT locked_by FROM ${JOBS_SCHEMA}.jobs
        WHERE locked_at < now() - make_interval(secs => $1)))`,
      [LOST_AFTER_S],
    );
  }

  async add(jobs: readonly JobSpec[]): Promise<void> {
    await enqueueIn(this.#pool, jobs);
  }

  /** Newest first; `dead` alone lists the dead letters. */
  async list(which: 'all' | 'dead', limit: number): Promise<JobRow[]> {
    const { rows } = await this.#pool.query<{
      id: string;
      task_identifier: string;
      key: string | null;
      attempts: number;
      max_attempts: number;
      run_at: Date;
      created_at: Date;
      last_error: string | null;
      locked_at: Date | null;
    }>(
      `SELECT id::text, task_identifier, key, attempts, max_attempts, run_at, created_at, last_error, locked_at
       FROM ${JOBS_SCHEMA}.jobs WHERE $1 = 'all' OR (attempts >= max_attempts AND locked_at IS NULL)
       ORDER BY created_at DESC, id DESC LIMIT $2`,
      [which, limit],
    );
    return rows.map((row) => ({
      id: row.id,
      task: row.task_identifier,
      key: row.key ?? undefined,
      state: stateOf(row),
      attempts: row.attempts,
      mostAttempts: row.max_attempts,
      runAt: row.run_at,
      createdAt: row.created_at,
      lastError: row.last_error ?? undefined,
    }));
  }

  /** Starts a dead letter afresh. False when there is no such job, or it is at work. */
  async retry(id: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      `SELECT 1 FROM ${JOBS_SCHEMA}.reschedule_jobs(ARRAY[$1]::bigint[], now(), NULL, 0)`,
      [id],
    );
    if ((rowCount ?? 0) > 0) await this.#pool.query(`SELECT pg_notify('jobs:insert', '{"r":0,"count":1}')`);
    return (rowCount ?? 0) > 0;
  }

  async close(): Promise<void> {
    clearInterval(this.#unlock);
    await this.#runner?.stop();
    await this.#pool.end();
  }
}

function stateOf(row: { attempts: number; max_attempts: number; locked_at: Date | null }): JobState {
  if (row.locked_at !== null) return 'running';
  if (row.attempts >= row.max_attempts) return 'dead';
  return row.attempts > 0 ? 'retrying' : 'waiting';
}
