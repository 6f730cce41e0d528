import type { StreamName } from '@sitong/shared/kernel/envelope.ts';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import pg from 'pg';
import type { AppendBatch, AppendOutcome } from './event-log.ts';
import { advance, type KnownHead, type Plan, planAfter } from './known-head.ts';
import type { PreparedCommand } from './prepare.ts';

const UNIQUE_VIOLATION = '23505';

type Placed = Extract<Plan, { kind: 'placed' }>;

/**
 * Takes the head row only if it is still the one planned for; then, and only then, inserts. An append by
 * another node in between, a repeated command or a stream that exists already leaves everything as it was.
 */
const PLACE = `WITH head AS (
    UPDATE worlds SET head_seq = $4, head_hash = $5 WHERE id = $1 AND head_seq = $2 AND head_hash = $3
    RETURNING CASE WHEN $4 > $2 THEN pg_notify('sitong_events', $1 || ' ' || $4) END
  ), kept AS (
    INSERT INTO commands (world, command_id, from_seq, to_seq, result)
    SELECT $1, c.* FROM head, unnest($6::uuid[], $7::bigint[], $8::bigint[], $9::text[]) AS c
  ), appended AS (
    INSERT INTO events (world, recorded_at, seq, stream, version, type, schema, command_id, caused_by, actor, at,
      observed_at, division, audience, body, incident_id, hash)
    SELECT $1, $10::timestamptz, seq, stream, version, type, schema, command_id, caused_by, actor, at,
      observed_at, division, string_to_array(audience, ','), body, incident_id, hash
    FROM head, unnest($11::bigint[], $12::text[], $13::int[], $14::text[], $15::int[], $16::uuid[], $17::bigint[],
      $18::text[], $19::timestamptz[], $20::timestamptz[], $21::text[], $22::text[], $23::text[], $24::uuid[], $25::bytea[])
      AS e (seq, stream, version, type, schema, command_id, caused_by, actor, at,
        observed_at, division, audience, body, incident_id, hash)
  ) SELECT FROM head`;

/** One moment of the world: its head, and the last event of each stream asked for. */
const LOOK = `SELECT w.head_seq, w.head_hash, s.stream, e.version, e.incident_id
  FROM worlds w
  LEFT JOIN unnest($2::text[]) AS s (stream) ON true
  LEFT JOIN LATERAL (SELECT version, incident_id FROM events
    WHERE world = w.id AND stream = s.stream ORDER BY version DESC LIMIT 1) e ON true
  WHERE w.id = $1`;

interface LookRow {
  head_seq: number;
  head_hash: Buffer;
  stream: string | null;
  version: number | null;
  incident_id: string | null;
}

/**
 * The quick way into the log: this node remembers each world's head and streams, so most appends are one
 * statement that does nothing but write. What it remembers is only ever used under a check of the head itself.
 */
export class PlacedAppends {
  readonly #known = new Map<WorldId, KnownHead>();

  forget(world: WorldId): void {
    this.#known.delete(world);
  }

  /** A plan that can be tried, or undefined when the database has to decide command by command. */
  async plan(client: pg.ClientBase, world: WorldId, prepared: readonly PreparedCommand[]): Promise<Placed | undefined> {
    let known = this.#known.get(world) ?? (await this.#look(client, world, streamsOf(prepared)));
    if (known === undefined) return undefined;
    let plan = planAfter(known, prepared);
    if (plan.kind === 'unknown') {
      known = await this.#look(client, world, plan.streams);
      if (known !== undefined) plan = planAfter(known, prepared);
    }
    return plan.kind === 'placed' ? plan : undefined;
  }

  async #look(client: pg.ClientBase, world: WorldId, streams: readonly StreamName[]): Promise<KnownHead | undefined> {
    const { rows } = await client.query<LookRow>({ name: 'look_at_head', text: LOOK, values: [world, streams] });
    const first = rows[0];
    if (first === undefined) return undefined;
    const earlier = this.#known.get(world);
    // At another head nothing remembered is certain any more.
    const keep = earlier?.seq === first.head_seq && earlier.hash.equals(first.head_hash);
    const known: KnownHead = {
      seq: first.head_seq,
      hash: first.head_hash,
      streams: keep ? earlier.streams : new Map(),
    };
    for (const { stream, version, incident_id } of rows) {
      if (stream !== null) known.streams.set(stream, { version: version ?? 0, incidentId: incident_id ?? undefined });
    }
    this.#known.set(world, known);
    return known;
  }

  /** Tries the plan. False: nothing was written, the head has moved or a key was taken. */
  async place(client: pg.ClientBase, batch: AppendBatch, plan: Placed, timeoutMs: number): Promise<boolean> {
    try {
      const query = { name: 'place_events', text: PLACE, values: valuesOf(batch, plan), query_timeout: timeoutMs };
      return (await client.query(query)).rowCount === 1;
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION) return false;
      throw error;
    }
  }

  /** After the commit. Another append of this node may have been faster: then its knowledge stays. */
  committed(world: WorldId, { before, after }: Placed): void {
    const known = this.#known.get(world);
    if (known?.seq === before.seq && known.hash.equals(before.hash)) this.#known.set(world, advance(known, after));
  }
}

export function outcomesOfPlan({ commands }: Placed): AppendOutcome[] {
  return commands.map(({ command: { commandId }, fromSeq, toSeq, envelopes }) => ({
    kind: 'appended',
    commandId,
    fromSeq,
    toSeq,
    envelopes,
  }));
}

function streamsOf(prepared: readonly PreparedCommand[]): StreamName[] {
  const streams = prepared.flatMap(({ expected, events }) => [
    ...expected.map(({ stream }) => stream),
    ...events.map(({ envelope }) => envelope.stream),
  ]);
  return [...new Set(streams)];
}

function valuesOf(batch: AppendBatch, { before, after, commands, events }: Placed): unknown[] {
  const actors = new Map(commands.map(({ command }) => [command.commandId, command.actorText]));
  return [
    batch.world,
    before.seq,
    before.hash,
    after.seq,
    after.hash,
    commands.map(({ command }) => command.commandId),
    commands.map(({ fromSeq }) => fromSeq),
    commands.map(({ toSeq }) => toSeq),
    commands.map(({ command }) => command.resultText),
    batch.recordedAt,
    events.map(({ seq }) => seq),
    events.map(({ event }) => event.envelope.stream),
    events.map(({ version }) => version),
    events.map(({ event }) => event.envelope.type),
    events.map(({ event }) => event.envelope.schema),
    events.map(({ commandId }) => commandId),
    events.map(({ event }) => event.envelope.causedBy ?? null),
    events.map(({ commandId }) => actors.get(commandId)),
    events.map(({ event }) => event.envelope.at),
    events.map(({ event }) => event.envelope.observedAt ?? null),
    events.map(({ event }) => event.envelope.division),
    events.map(({ event }) => event.envelope.audience.join(',')),
    events.map(({ event }) => event.bodyText),
    events.map(({ incidentId }) => incidentId ?? null),
    events.map(({ hash }) => hash),
  ];
}
