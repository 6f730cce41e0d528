import type { Envelope, StreamName } from '@sitong/shared/kernel/envelope.ts';
import type { Id } from '@sitong/shared/kernel/ids.ts';
import { chainHash } from './chain.ts';
import type { PreparedCommand, PreparedEvent } from './prepare.ts';

/** A stream at a head: version 0 = no events yet. */
export interface KnownStream {
  version: number;
  incidentId: Id | undefined;
}

/** What a node knows of a world at one head. As long as that is still the head, all of it is exact. */
export interface KnownHead {
  seq: number;
  hash: Buffer;
  /** Least recently used first. */
  streams: Map<StreamName, KnownStream>;
}

export interface PlacedEvent {
  event: PreparedEvent;
  commandId: Id;
  seq: number;
  version: number;
  incidentId: Id | undefined;
  hash: Buffer;
}

export interface PlacedCommand {
  command: PreparedCommand;
  fromSeq: number;
  toSeq: number;
  envelopes: Envelope[];
}

export type Plan =
  /**
   * Every command fits: numbers, versions and hashes as they will be stored if the head is still `before`.
   * `after` holds only the streams that changed.
   */
  | { kind: 'placed'; before: KnownHead; after: KnownHead; commands: PlacedCommand[]; events: PlacedEvent[] }
  /** Ask for these streams first. */
  | { kind: 'unknown'; streams: StreamName[] }
  /** Some command repeats or conflicts: the database decides one by one. */
  | { kind: 'doubtful' };

const MOST_STREAMS = 20_000;
const EMPTY: KnownStream = { version: 0, incidentId: undefined };

/** Places a batch after a known head, as `append_commands` would. Pure. */
export function planAfter(before: KnownHead, prepared: readonly PreparedCommand[]): Plan {
  const changed = new Map<StreamName, KnownStream>();
  const unknown = new Set<StreamName>();
  const written = new Set(prepared.flatMap(({ events }) => events.map(({ envelope }) => envelope.stream)));
  const ids = new Set(prepared.map(({ commandId }) => commandId));
  if (ids.size < prepared.length) return { kind: 'doubtful' };

  const lookUp = (stream: StreamName): KnownStream | undefined => changed.get(stream) ?? before.streams.get(stream);
  const commands: PlacedCommand[] = [];
  const events: PlacedEvent[] = [];
  let { seq, hash } = before;
  for (const command of prepared) {
    for (const { stream, version } of command.expected) {
      // A stream said to be new and written here needs no look: its first version is unique in the table.
      if (version === 0 && lookUp(stream) === undefined && written.has(stream)) changed.set(stream, EMPTY);
      const known = lookUp(stream);
      if (known === undefined) unknown.add(stream);
      else if (known.version !== version) return { kind: 'doubtful' };
    }
    const fromSeq = seq + 1;
    const envelopes = command.events.map((event): Envelope => {
      const { stream } = event.envelope;
      const known = lookUp(stream);
      if (known === undefined) unknown.add(stream);
      const version = (known?.version ?? 0) + 1;
      const incidentId = event.incidentId ?? known?.incidentId;
      seq += 1;
      hash = chainHash(hash, seq, version, incidentId, event.digest);
      if (known !== undefined) changed.set(stream, { version, incidentId });
      events.push({ event, commandId: command.commandId, seq, version, incidentId, hash });
      return { ...event.envelope, seq, version };
    });
    commands.push({ command, fromSeq, toSeq: seq, envelopes });
  }
  if (unknown.size > 0) return { kind: 'unknown', streams: [...unknown] };
  return { kind: 'placed', before, after: { seq, hash, streams: changed }, commands, events };
}

/** Takes over what an append changed; forgets the streams unused for longest. */
export function advance(known: KnownHead, after: KnownHead): KnownHead {
  for (const [stream, state] of after.streams) {
    known.streams.delete(stream);
    known.streams.set(stream, state);
  }
  for (const stream of known.streams.keys()) {
    if (known.streams.size <= MOST_STREAMS) break;
    known.streams.delete(stream);
  }
  return { seq: after.seq, hash: after.hash, streams: known.streams };
}
