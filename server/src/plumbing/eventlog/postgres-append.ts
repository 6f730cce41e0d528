import { setTimeout as sleep } from 'node:timers/promises';
import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import pg from 'pg';
import { LogUnavailableError, UnknownWorldError } from './errors.ts';
import type { AppendBatch, AppendOutcome } from './event-log.ts';
import { outcomesOfPlan, type PlacedAppends } from './postgres-placed-append.ts';
import type { PreparedCommand } from './prepare.ts';

/** An append is answered or refused within 5 s (reliability §3); a little is left for the way back. */
const DEADLINE_MS = 4_800;
const RETRY_AFTER_MS = 50;
const UNKNOWN_WORLD = 'ST001';

/** Work of the same transaction as the events: read models, outbox jobs. */
export interface TransactionalWork {
  /** False for most batches, which then need one round trip instead of three. */
  wants(events: readonly { type: string; body: unknown }[]): boolean;
  /** Runs before the commit, only with what was really appended. An error rolls everything back. */
  run(client: pg.ClientBase, envelopes: readonly Envelope[]): Promise<void>;
}

const APPEND = `SELECT append_commands($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
  $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) AS answer`;

/**
 * Appends in one statement. A broken connection is tried again on a fresh one while time remains:
 * command ids make that harmless (the second try then answers `duplicate`).
 */
export async function appendToPostgres(
  pool: pg.Pool,
  batch: AppendBatch,
  prepared: readonly PreparedCommand[],
  quick: PlacedAppends,
  work: TransactionalWork | undefined,
): Promise<AppendOutcome[]> {
  if (prepared.length === 0) return [];
  const transactional = work?.wants(prepared.flatMap(({ events }) => events.map(({ envelope }) => envelope)))
    ? work
    : undefined;
  const deadline = Date.now() + DEADLINE_MS;
  let outcome: 'not_appended' | 'unknown' = 'not_appended';
  for (let attempt = 1; ; attempt += 1) {
    let sent = false;
    try {
      // The pool's own bound of 3 s is enough the first time.
      const client = attempt === 1 ? await pool.connect() : await connectBefore(deadline, pool);
      let broken: Error | undefined;
      try {
        sent = true;
        return await run(client, deadline, batch, prepared, quick, transactional);
      } catch (error) {
        broken = error instanceof Error ? error : new Error(String(error));
        throw error;
      } finally {
        // After any error the connection may still be busy or inside a transaction.
        client.release(broken);
      }
    } catch (error) {
      quick.forget(batch.world);
      if (error instanceof pg.DatabaseError && error.code === UNKNOWN_WORLD) throw new UnknownWorldError(batch.world);
      const answer = afterError(error);
      if (answer === 'bug') throw error;
      if (sent && answer !== 'refused') outcome = 'unknown';
      if (answer === 'refused' || Date.now() + RETRY_AFTER_MS >= deadline)
        throw new LogUnavailableError(outcome, error);
      await sleep(RETRY_AFTER_MS);
    }
  }
}

async function connectBefore(deadline: number, pool: pg.Pool): Promise<pg.PoolClient> {
  const waiting = pool.connect();
  const late = AbortSignal.timeout(Math.max(1, deadline - Date.now()));
  const timeout = new Promise<never>((_resolve, reject) => {
    late.addEventListener('abort', () => reject(new Error('no connection in time')), { once: true });
  });
  try {
    return await Promise.race([waiting, timeout]);
  } catch (error) {
    // A connection that comes after all goes straight back.
    waiting.then(
      (client) => client.release(),
      () => undefined,
    );
    throw error;
  }
}

/** The quick way where it is open, else command by command in the database. */
async function run(
  client: pg.PoolClient,
  deadline: number,
  batch: AppendBatch,
  prepared: readonly PreparedCommand[],
  quick: PlacedAppends,
  work: TransactionalWork | undefined,
): Promise<AppendOutcome[]> {
  const left = (): number => Math.max(1, deadline - Date.now());
  const plan = await quick.plan(client, batch.world, prepared);
  if (plan !== undefined) {
    const outcomes = outcomesOfPlan(plan);
    const place = (): Promise<boolean> => quick.place(client, batch, plan, left());
    const done = work === undefined ? await place() : await inTransaction(client, place, outcomes, work);
    if (done) {
      quick.committed(batch.world, plan);
      return outcomes;
    }
  }
  quick.forget(batch.world);
  const query = { name: 'append_commands', text: APPEND, values: parametersOf(batch, prepared), query_timeout: left() };
  if (work === undefined) return outcomesOf(batch, prepared, await client.query<Answer>(query));
  const outcomes: AppendOutcome[] = [];
  const append = async (): Promise<boolean> => {
    outcomes.push(...outcomesOf(batch, prepared, await client.query<Answer>(query)));
    return true;
  };
  await inTransaction(client, append, outcomes, work);
  return outcomes;
}

/** `append`, then the work for what it appended, in one transaction; rolled back when `append` says false. */
async function inTransaction(
  client: pg.PoolClient,
  append: () => Promise<boolean>,
  outcomes: readonly AppendOutcome[],
  work: TransactionalWork,
): Promise<boolean> {
  await client.query('BEGIN');
  if (!(await append())) {
    await client.query('ROLLBACK');
    return false;
  }
  const appended = outcomes.flatMap((outcome) => (outcome.kind === 'appended' ? outcome.envelopes : []));
  if (appended.length > 0) await runWork(work, client, appended);
  await client.query('COMMIT');
  return true;
}

class TransactionalWorkError extends Error {
  override name = 'TransactionalWorkError';
}

async function runWork(work: TransactionalWork, client: pg.ClientBase, appended: readonly Envelope[]): Promise<void> {
  try {
    await work.run(client, appended);
  } catch (cause) {
    if (cause instanceof pg.DatabaseError) throw cause;
    throw new TransactionalWorkError(`work beside the events failed: ${String(cause)}`, { cause });
  }
}

/** `refused`: the server said no before committing. `lost`: nobody knows. `bug`: our own mistake. */
function afterError(error: unknown): 'refused' | 'lost' | 'bug' {
  if (error instanceof TransactionalWorkError) return 'bug';
  if (!(error instanceof pg.DatabaseError) || error.code === undefined) return 'lost';
  const kind = error.code.slice(0, 2);
  // 08 connection, 57P0x shutdown, 53300 too many connections, 55P03 lock timeout, 57014 statement timeout, 53100 disk full.
  if (kind === '08' || error.code.startsWith('57P') || error.code === '53300') return 'lost';
  if (kind === '53' || kind === '55' || kind === '57' || kind === '58' || kind === '40' || kind === '25')
    return 'refused';
  return 'bug';
}

function parametersOf(batch: AppendBatch, prepared: readonly PreparedCommand[]): unknown[] {
  const expected = prepared.flatMap((command) => command.expected);
  const events = prepared.flatMap((command) => command.events);
  return [
    batch.world,
    batch.recordedAt,
    prepared.map((c) => c.commandId),
    prepared.map((c) => c.resultText),
    prepared.map((c) => c.actorText),
    prepared.map((c) => c.causedBy ?? null),
    prepared.map((c) => c.at),
    prepared.map((c) => c.expected.length),
    prepared.map((c) => c.events.length),
    expected.map((x) => x.stream),
    expected.map((x) => x.version),
    events.map((e) => e.envelope.stream),
    events.map((e) => e.envelope.type),
    events.map((e) => e.envelope.schema),
    events.map((e) => e.envelope.observedAt ?? null),
    events.map((e) => e.envelope.division),
    events.map((e) => e.envelope.audience.join(',')),
    events.map((e) => e.incidentId ?? null),
    events.map((e) => e.bodyText),
    events.map((e) => e.digest),
  ];
}

interface Answer {
  answer: string;
}

/** Reads the lines described at the SQL function. */
function outcomesOf(
  batch: AppendBatch,
  prepared: readonly PreparedCommand[],
  { rows }: pg.QueryResult<Answer>,
): AppendOutcome[] {
  const lines = rows[0]?.answer.split('\n') ?? [];
  return prepared.map(({ commandId, events }, i): AppendOutcome => {
    const [kind = '', first = '', second = '', third = ''] = lines[i]?.split(' ') ?? [];
    switch (kind) {
      case 'appended': {
        const fromSeq = Number(first);
        const versions = third.split(',').map(Number);
        const envelopes = events.map(
          ({ envelope }, k): Envelope => ({ ...envelope, seq: fromSeq + k, version: versions[k] ?? Number.NaN }),
        );
        return { kind, commandId, fromSeq, toSeq: Number(second), envelopes };
      }
      case 'duplicate': {
        const result: unknown = JSON.parse(lines[i]?.slice(`${kind} ${first} `.length) ?? '');
        return { kind, commandId, result, seq: Number(first) };
      }
      case 'conflict':
        return { kind, commandId, stream: first, expected: Number(second), actual: Number(third) };
      default:
        throw new Error(`append to ${batch.world}: no outcome for command ${commandId}`);
    }
  });
}
