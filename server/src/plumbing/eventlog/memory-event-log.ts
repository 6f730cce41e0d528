import type { Envelope, StreamName } from '@sitong/shared/kernel/envelope.ts';
import type { Id, WorldId } from '@sitong/shared/kernel/ids.ts';
import { LIVE_CLOCK, type Timestamp, type WorldClock } from '@sitong/shared/kernel/time.ts';
import { chainHash, genesisHash } from './chain.ts';
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
import { type PreparedCommand, prepareBatch } from './prepare.ts';
import { type StoredEvent, toEnvelope } from './stored-event.ts';
import { asStored, type Upcast } from './upcasters.ts';
import { verifyChain } from './verify.ts';

const SNAPSHOTS_KEPT = 3;

interface MemoryWorld {
  world: World;
  events: StoredEvent[];
  hash: Buffer;
  streams: Map<StreamName, { version: number; incidentId: Id | undefined }>;
  commands: Map<Id, { resultText: string; toSeq: number }>;
  snapshots: { snapshot: Snapshot; text: string; hash: Buffer }[];
}

/** The log for simulation and pure tests: same rules, nothing survives the process. */
export class MemoryEventLog implements EventLog {
  readonly #worlds = new Map<WorldId, MemoryWorld>();
  readonly #checkpoints = new Map<string, number>();
  readonly #listeners = new Set<(moved: HeadMoved) => void>();
  readonly #upcast: Upcast;
  readonly #now: () => Timestamp;

  constructor({ now, upcast = asStored }: { now: () => Timestamp; upcast?: Upcast }) {
    this.#now = now;
    this.#upcast = upcast;
    this.#create({ id: 'live', kind: 'live', title: '实战', clock: LIVE_CLOCK });
  }

  #create(world: NewWorld): void {
    if (this.#worlds.has(world.id)) return;
    this.#worlds.set(world.id, {
      world: { ...world, status: 'open', headSeq: 0, createdAt: this.#now() },
      events: [],
      hash: genesisHash(world.id),
      streams: new Map(),
      commands: new Map(),
      snapshots: [],
    });
  }

  #get(id: WorldId): MemoryWorld {
    const world = this.#worlds.get(id);
    if (world === undefined) throw new UnknownWorldError(id);
    return world;
  }

  async append(batch: AppendBatch): Promise<AppendOutcome[]> {
    const prepared = prepareBatch(batch);
    if (prepared.length === 0) return [];
    const world = this.#get(batch.world);
    const before = world.events.length;
    const undone = new Set<StreamName>();
    const outcomes = prepared.map((command) => {
      const outcome = this.#appendOne(world, command, undone);
      if (outcome.kind !== 'appended') for (const { envelope } of command.events) undone.add(envelope.stream);
      return outcome;
    });
    const seq = world.events.length;
    world.world.headSeq = seq;
    if (seq > before)
      for (const listener of this.#listeners) queueMicrotask(() => listener({ world: batch.world, seq }));
    return outcomes;
  }

  /** `undone`: streams that an earlier command of the batch would have written and did not. */
  #appendOne(world: MemoryWorld, command: PreparedCommand, undone: ReadonlySet<StreamName>): AppendOutcome {
    const { commandId } = command;
    const earlier = world.commands.get(commandId);
    if (earlier) return { kind: 'duplicate', commandId, result: JSON.parse(earlier.resultText), seq: earlier.toSeq };
    for (const { stream, version: expected } of command.expected) {
      const actual = world.streams.get(stream)?.version ?? 0;
      if (actual !== expected || undone.has(stream)) return { kind: 'conflict', commandId, stream, expected, actual };
    }
    const fromSeq = world.events.length + 1;
    for (const { envelope, bodyText, incidentId: named, digest } of command.events) {
      const before = world.streams.get(envelope.stream);
      const version = (before?.version ?? 0) + 1;
      const incidentId = named ?? before?.incidentId;
      world.streams.set(envelope.stream, { version, incidentId });
      const seq = world.events.length + 1;
      world.hash = chainHash(world.hash, seq, version, incidentId, digest);
      const { causedBy, observedAt } = envelope;
      const texts = { actor: command.actorText, body: bodyText, causedBy, observedAt };
      world.events.push({ ...envelope, ...texts, seq, version, incidentId, hash: world.hash });
    }
    const toSeq = world.events.length;
    world.commands.set(commandId, { resultText: command.resultText, toSeq });
    const envelopes = command.events.map(({ envelope }, k): Envelope => {
      const stored = world.events[fromSeq - 1 + k];
      return { ...envelope, seq: fromSeq + k, version: stored?.version ?? 0 };
    });
    return { kind: 'appended', commandId, fromSeq, toSeq, envelopes };
  }

  async since(world: WorldId, seq: number, limit: number): Promise<Envelope[]> {
    return this.#read(this.#get(world).events.slice(seq, seq + limit));
  }

  async stream(world: WorldId, stream: StreamName): Promise<Envelope[]> {
    return this.#read(this.#get(world).events.filter((event) => event.stream === stream));
  }

  async timeline({ world, incidentId, streams = [], before, limit }: TimelinePage): Promise<Envelope[]> {
    const { events } = this.#get(world);
    const earlier = before === undefined ? events : events.slice(0, Math.max(0, before - 1));
    return this.#read(
      earlier
        .filter((event) => event.incidentId === incidentId || streams.includes(event.stream))
        .reverse()
        .slice(0, limit),
    );
  }

  #read(events: readonly StoredEvent[]): Envelope[] {
    return events.map((event) => toEnvelope(event, this.#upcast));
  }

  async head(world: WorldId): Promise<Head> {
    const { events, hash } = this.#get(world);
    return { world, seq: events.length, hash: hash.toString('hex') };
  }

  subscribe(listener: (moved: HeadMoved) => void): () => void {
    const own = (moved: HeadMoved): void => listener(moved);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  async createWorld(world: NewWorld): Promise<void> {
    this.#create(world);
  }

  async worlds(): Promise<World[]> {
    return [...this.#worlds.values()].map(({ world }) => ({ ...world }));
  }

  async saveClock(world: WorldId, clock: WorldClock): Promise<void> {
    this.#get(world).world.clock = clock;
  }

  async closeWorld(world: WorldId): Promise<void> {
    this.#get(world).world.status = 'closed';
  }

  async saveSnapshot(snapshot: Snapshot): Promise<void> {
    const { events, snapshots } = this.#get(snapshot.world);
    const event = events[snapshot.seq - 1];
    if (event === undefined) return;
    const same = snapshots.findIndex(({ snapshot: s }) => s.seq === snapshot.seq && s.schema === snapshot.schema);
    if (same >= 0) snapshots.splice(same, 1);
    snapshots.push({ snapshot, text: JSON.stringify(snapshot.state), hash: event.hash });
    snapshots.sort((a, b) => b.snapshot.seq - a.snapshot.seq);
    const ofShape = snapshots.filter(({ snapshot: s }) => s.schema === snapshot.schema && s.seq !== snapshot.seq);
    for (const old of ofShape.slice(SNAPSHOTS_KEPT - 1)) snapshots.splice(snapshots.indexOf(old), 1);
  }

  async loadSnapshot(world: WorldId, schema: number): Promise<Snapshot | undefined> {
    const found = this.#get(world).snapshots.find(({ snapshot }) => snapshot.schema === schema);
    return found && { ...found.snapshot, state: JSON.parse(found.text) as unknown };
  }

  async loadCheckpoint(reader: string, world: WorldId): Promise<number> {
    return this.#checkpoints.get(`${reader}\n${world}`) ?? 0;
  }

  async saveCheckpoint(reader: string, world: WorldId, seq: number): Promise<void> {
    const key = `${reader}\n${world}`;
    this.#checkpoints.set(key, Math.max(seq, this.#checkpoints.get(key) ?? 0));
  }

  async verify(world: WorldId, range?: VerifyRange): Promise<Verdict> {
    const { events } = this.#get(world);
    const head = await this.head(world);
    return verifyChain(
      {
        world,
        head,
        lastSeq: events.length,
        hashAt: async (seq) => (seq === 0 ? genesisHash(world) : events[seq - 1]?.hash),
        pages: async function* (from, to) {
          yield events.slice(from - 1, to);
        },
      },
      range,
    );
  }

  async close(): Promise<void> {
    this.#listeners.clear();
  }
}
