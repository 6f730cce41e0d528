import type { Actor, Envelope, NewEvent, StreamName } from '@sitong/shared/kernel/envelope.ts';
import type { Id, WorldId } from '@sitong/shared/kernel/ids.ts';
import type { Timestamp, WorldClock } from '@sitong/shared/kernel/time.ts';

export type WorldKind = 'live' | 'drill';
export type WorldStatus = 'open' | 'closed';

/** A world as stored; drills run on their own clock (design §9). */
export interface World {
  id: WorldId;
  kind: WorldKind;
  title: string;
  clock: WorldClock;
  status: WorldStatus;
  headSeq: number;
  createdAt: Timestamp;
}

export type NewWorld = Pick<World, 'id' | 'kind' | 'title' | 'clock'>;

/** The version of every stream a decision READ, not only of those it writes. 0 = the stream has no events yet. */
export interface ExpectedVersion {
  stream: StreamName;
  version: number;
}

/** One decided command. A command without events is kept too, so that its retry gets the same answer. */
export interface AppendCommand {
  /** UUIDv7 made by the sender; a second append with the same id changes nothing. */
  commandId: Id;
  /** JSON kept with the command id and handed back to a retry. */
  result: unknown;
  expected: readonly ExpectedVersion[];
  events: readonly NewEvent[];
  actor: Actor;
  /** Sequence number of the event that led to this command. */
  causedBy?: number;
  /** World time. */
  at: Timestamp;
}

/** Commands of one world that share one transaction, applied in order. */
export interface AppendBatch {
  world: WorldId;
  commands: readonly AppendCommand[];
  /** Server clock. */
  recordedAt: Timestamp;
}

/**
 * One per command, in the order given. A conflict harms no other command of its batch, except those that expect a
 * stream it would have written: they were decided on events that never came, and conflict too, whatever the version.
 */
export type AppendOutcome =
  | { kind: 'appended'; commandId: Id; fromSeq: number; toSeq: number; envelopes: readonly Envelope[] }
  /** `seq`: the head after the first append of this command. */
  | { kind: 'duplicate'; commandId: Id; result: unknown; seq: number }
  | { kind: 'conflict'; commandId: Id; stream: StreamName; expected: number; actual: number };

export interface Head {
  world: WorldId;
  /** 0 = no events yet. */
  seq: number;
  /** SHA-256 of the last row, hex. Exported off-host, it proves later that nothing before it was changed or cut off. */
  hash: string;
}

export interface HeadMoved {
  world: WorldId;
  seq: number;
}

export interface TimelinePage {
  world: WorldId;
  incidentId: Id;
  /** Streams that belong to it without naming it. */
  streams?: readonly StreamName[];
  /** Only events before this sequence number. */
  before?: number;
  limit: number;
}

export interface Snapshot {
  world: WorldId;
  /** The state holds every event up to and including this one. */
  seq: number;
  /** Version of the state's shape; another version is never loaded. */
  schema: number;
  /** JSON. */
  state: unknown;
}

export type Tampering = 'altered' | 'missing' | 'reordered' | 'truncated';

export type Verdict =
  | { kind: 'ok'; world: WorldId; checked: number; head: Head }
  | { kind: 'bad'; world: WorldId; seq: number; what: Tampering; detail: string };

export interface VerifyRange {
  /** First sequence number to check, 1 by default. */
  from?: number;
  /** Last one, the head by default. */
  to?: number;
  /** Heads exported earlier; each must still be in the log. */
  heads?: readonly Head[];
}

/**
 * The one log (design §2 law 1): append-only, gap-free in each world, commit order is read order.
 * Errors: `UnknownWorldError` (no such world), `InvalidCommandError` (a bug in the caller, nothing appended),
 * `LogUnavailableError` (outage; says whether the outcome is known).
 */
export interface EventLog {
  /** Does nothing when the world exists. */
  createWorld(world: NewWorld): Promise<void>;
  worlds(): Promise<World[]>;
  saveClock(world: WorldId, clock: WorldClock): Promise<void>;
  closeWorld(world: WorldId): Promise<void>;

  /** Answers after commit, or throws within 5 s. */
  append(batch: AppendBatch): Promise<AppendOutcome[]>;
  /** Events after `seq` in order, at most `limit`. */
  since(world: WorldId, seq: number, limit: number): Promise<Envelope[]>;
  /** All events of one stream in order. */
  stream(world: WorldId, stream: StreamName): Promise<Envelope[]>;
  head(world: WorldId): Promise<Head>;
  /** Events of one incident and of the streams given with it, newest first, each once. */
  timeline(page: TimelinePage): Promise<Envelope[]>;

  /** Calls back whenever a head moved, also by another node; at the latest 1 s after the commit. Returns the way to stop. */
  subscribe(listener: (moved: HeadMoved) => void): () => void;

  /** Keeps the last three of each world. */
  saveSnapshot(snapshot: Snapshot): Promise<void>;
  /** The newest of this shape whose place in the log is still the same history. */
  loadSnapshot(world: WorldId, schema: number): Promise<Snapshot | undefined>;

  /** How far a named reader (reaction, view) has come; 0 at first. */
  loadCheckpoint(reader: string, world: WorldId): Promise<number>;
  saveCheckpoint(reader: string, world: WorldId, seq: number): Promise<void>;

  /** Names the first bad row. Rows appended meanwhile are left for the next run. */
  verify(world: WorldId, range?: VerifyRange): Promise<Verdict>;
  close(): Promise<void>;
}
