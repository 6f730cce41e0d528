import type { Envelope, NewEvent } from '@sitong/shared/kernel/envelope.ts';
import type { WorldId } from '@sitong/shared/kernel/ids.ts';
import type { AppendCommand, ExpectedVersion } from '../eventlog/event-log.ts';
import type { Answer, DecideOn, Submission } from './submission.ts';

/** An intent that waits for its answer. */
export interface Waiting<Intent, Sender> {
  submission: Submission<Intent, Sender>;
  /** Races lost so far. */
  tries: number;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/** What a batch is decided on: the world as far as this node has read it. */
export interface Ground<State, Intent, Sender> {
  world: WorldId;
  state: State;
  seq: number;
  versionOf: (stream: string) => number;
  /** World time of the decisions. */
  time: { nowMs: number; now: string };
  /** Server time, RFC 3339. */
  recordedAt: string;
  decide: DecideOn<State, Intent, Sender>;
  evolve: (state: State, event: Envelope) => State;
}

export interface Turn<Intent, Sender> {
  /** In the order they were sent; a command without events is a refusal. */
  decided: { waiting: Waiting<Intent, Sender>; command: AppendCommand }[];
  /** Refused on events that are not in the log yet: to be decided again when they are. */
  notYet: Waiting<Intent, Sender>[];
}

/**
 * Decides a batch one after the other, each on a state that holds what the earlier ones did. A decision that throws
 * rejects its own intent and no other.
 */
export function decideInTurn<State, Intent, Sender>(
  batch: readonly Waiting<Intent, Sender>[],
  ground: Ground<State, Intent, Sender>,
): Turn<Intent, Sender> {
  const { world, time, recordedAt, decide, evolve } = ground;
  let working = ground.state;
  let seq = ground.seq;
  const versions = new Map<string, number>();
  const versionOf = (stream: string): number => versions.get(stream) ?? ground.versionOf(stream);
  const turn: Turn<Intent, Sender> = { decided: [], notYet: [] };
  for (const waiting of batch) {
    const { submission } = waiting;
    const base = {
      commandId: submission.commandId,
      actor: submission.actor,
      at: time.now,
      ...(submission.causedBy === undefined ? {} : { causedBy: submission.causedBy }),
    };
    try {
      const decision = decide(working, submission, time, versionOf);
      if (!decision.ok) {
        // A refusal is kept for ever, so it must not stand on events that may yet lose a race.
        if (working !== ground.state) turn.notYet.push(waiting);
        else {
          const command = { ...base, result: { ok: false, refused: decision.refusal }, expected: [], events: [] };
          turn.decided.push({ waiting, command });
        }
        continue;
      }
      const { events, reads } = decision.value;
      const expected = expectedVersions([...reads, ...events.map((event) => event.stream)], versionOf);
      let next = working;
      let nextSeq = seq;
      const raised = new Map<string, number>();
      for (const event of events) {
        const version = (raised.get(event.stream) ?? versionOf(event.stream)) + 1;
        raised.set(event.stream, version);
        nextSeq += 1;
        next = evolve(next, provisional(event, { ...base, world, seq: nextSeq, version, recordedAt }));
      }
      working = next;
      seq = nextSeq;
      for (const [stream, version] of raised) versions.set(stream, version);
      turn.decided.push({ waiting, command: { ...base, result: { ok: true }, expected, events } });
    } catch (error) {
      waiting.reject(error);
    }
  }
  return turn;
}

function expectedVersions(streams: readonly string[], versionOf: (stream: string) => number): ExpectedVersion[] {
  return [...new Set(streams)].map((stream) => ({ stream, version: versionOf(stream) }));
}

type Place = Pick<Envelope, 'world' | 'seq' | 'version' | 'commandId' | 'actor' | 'at' | 'recordedAt' | 'causedBy'>;

/** The event as it would be stored, for deciding the next intent of the same batch. */
function provisional(event: NewEvent, place: Place): Envelope {
  return { ...event, audience: [...event.audience], ...place };
}
