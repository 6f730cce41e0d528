import type { Envelope, StreamName } from '@sitong/shared/kernel/envelope.ts';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import type { WorldClock } from '@sitong/shared/kernel/time.ts';
import type { Pool } from 'pg';
import { UnknownWorldError } from './errors.ts';
import type {
  AppendBatch,
  AppendOutcome,
  EventLog,
  Head,
  HeadMoved,
  NewWorld,
  Snapshot,
  TimelinePage,
  Verdict,
  VerifyRange,
  World,
} from './event-log.ts';
import { Heads } from './heads.ts';
import { appendToPostgres, type TransactionalWork } from './postgres-append.ts';
import { verifyInPostgres } from './postgres-chain.ts';
import { PostgresMarks } from './postgres-marks.ts';
import { PlacedAppends } from './postgres-placed-append.ts';
import { PostgresWorlds } from './postgres-worlds.ts';
import { prepareBatch } from './prepare.ts';
import { EVENT_COLUMNS, type EventRow, fromRow, toEnvelope } from './stored-event.ts';
import { asStored, type Upcast } from './upcasters.ts';

export interface PostgresEventLogOptions {
  /** Made by `createPool`: bigint as number, every wait bounded. Stays the caller's to end. */
  pool: Pool;
  /** For the connection that listens. */
  url: string;
  upcast?: Upcast;
  work?: TransactionalWork;
  /** Told of outages of the listening connection and the poll; both go on by themselves. */
  onError: (error: Error) => void;
}

/** The event log in PostgreSQL; any number of nodes may append and read at once. */
export class PostgresEventLog implements EventLog {
  readonly #pool: Pool;
  readonly #upcast: Upcast;
  readonly #work: TransactionalWork | undefined;
  readonly #heads: Heads;
  readonly #worlds: PostgresWorlds;
  readonly #marks: PostgresMarks;
  readonly #quick = new PlacedAppends();

  constructor({ pool, url, upcast = asStored, work, onError }: PostgresEventLogOptions) {
    this.#pool = pool;
    this.#upcast = upcast;
    this.#work = work;
    this.#heads = new Heads({ url, pool, onError });
    this.#worlds = new PostgresWorlds(pool);
    this.#marks = new PostgresMarks(pool);
  }

  async append(batch: AppendBatch): Promise<AppendOutcome[]> {
    const prepared = prepareBatch(batch);
    const outcomes = await appendToPostgres(this.#pool, batch, prepared, this.#quick, this.#work);
    let head = 0;
    for (const outcome of outcomes) {
      if (outcome.kind === 'appended' && outcome.envelopes.length > 0) head = outcome.toSeq;
    }
    if (head > 0) this.#heads.moved({ world: batch.world, seq: head });
    return outcomes;
  }

  async since(world: WorldId, seq: number, limit: number): Promise<Envelope[]> {
    const where = 'world = $1 AND seq > $2 ORDER BY seq LIMIT $3';
    const events = await this.#select('events_since', where, [world, seq, limit]);
    if (events.length === 0) await this.head(world); // a world that does not exist is an error, not an empty log
    return events;
  }

  async stream(world: WorldId, stream: StreamName): Promise<Envelope[]> {
    return this.#select('events_stream', 'world = $1 AND stream = $2 ORDER BY version', [world, stream]);
  }

  async timeline({ world, incidentId, streams = [], before, limit }: TimelinePage): Promise<Envelope[]> {
    if (streams.length > 0) {
      const also =
        'world = $1 AND (incident_id = $2 OR stream = ANY($5)) AND ($3::bigint IS NULL OR seq < $3) ORDER BY seq DESC LIMIT $4';
      return this.#select('events_timeline_also', also, [world, incidentId, before ?? null, limit, streams]);
    }
    const where = 'world = $1 AND incident_id = $2 AND ($3::bigint IS NULL OR seq < $3) ORDER BY seq DESC LIMIT $4';
    return this.#select('events_timeline', where, [world, incidentId, before ?? null, limit]);
  }

  async #select(name: string, where: string, values: unknown[]): Promise<Envelope[]> {
    const text = `SELECT ${EVENT_COLUMNS} FROM events WHERE ${where}`;
    const { rows } = await this.#pool.query<EventRow>({ name, text, values });
    return rows.map((row) => toEnvelope(fromRow(row), this.#upcast));
  }

  subscribe(listener: (moved: HeadMoved) => void): () => void {
    return this.#heads.subscribe(listener);
  }

  async verify(world: WorldId, range?: VerifyRange): Promise<Verdict> {
    const verdict = await verifyInPostgres(this.#pool, world, range);
    if (verdict === undefined) throw new UnknownWorldError(world);
    return verdict;
  }

  createWorld(world: NewWorld): Promise<void> {
    return this.#worlds.create(world);
  }

  worlds(): Promise<World[]> {
    return this.#worlds.list();
  }

  saveClock(world: WorldId, clock: WorldClock): Promise<void> {
    return this.#worlds.saveClock(world, clock);
  }

  closeWorld(world: WorldId): Promise<void> {
    return this.#worlds.close(world);
  }

  head(world: WorldId): Promise<Head> {
    return this.#worlds.head(world);
  }

  saveSnapshot(snapshot: Snapshot): Promise<void> {
    return this.#marks.saveSnapshot(snapshot);
  }

  loadSnapshot(world: WorldId, schema: number): Promise<Snapshot | undefined> {
    return this.#marks.loadSnapshot(world, schema);
  }

  loadCheckpoint(reader: string, world: WorldId): Promise<number> {
    return this.#marks.loadCheckpoint(reader, world);
  }

  saveCheckpoint(reader: string, world: WorldId, seq: number): Promise<void> {
    return this.#marks.saveCheckpoint(reader, world, seq);
  }

  close(): Promise<void> {
    return this.#heads.close();
  }
}
