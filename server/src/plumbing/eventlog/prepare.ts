import { type Envelope, type NewEvent, StreamNameSchema } from '@sitong/shared/kernel/envelope.ts';
import { type Id, IdSchema } from '@sitong/shared/kernel/ids.ts';
import { toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { eventDigest } from './chain.ts';
import { InvalidCommandError } from './errors.ts';
import type { AppendBatch, AppendCommand, ExpectedVersion } from './event-log.ts';

/** One event's body, at most; pictures and files stand in their own tables. */
export const MAX_BODY_BYTES = 1_000_000;

/** An event with all the log does not have to decide, its texts as they will be stored. */
export interface PreparedEvent {
  envelope: Omit<Envelope, 'seq' | 'version'>;
  bodyText: string;
  /** Named by the stream or the body; otherwise the stream's earlier one counts. */
  incidentId: Id | undefined;
  digest: Buffer;
}

export interface PreparedCommand {
  commandId: Id;
  resultText: string;
  actorText: string;
  at: string;
  causedBy: number | undefined;
  expected: readonly ExpectedVersion[];
  events: readonly PreparedEvent[];
}

const TYPE = /^[A-Za-z][A-Za-z0-9]{0,63}$/;
const DIVISION = /^\d{12}$/;
const TAG = /^((person|team|unit):[0-9A-Za-z-]{1,64}|everyone)$/;
const INCIDENT_STREAM = 'incident/';

const uuidOf = (value: unknown): Id | undefined =>
  typeof value === 'string' && IdSchema.safeParse(value).success ? value.toLowerCase() : undefined;

function incidentOf(event: NewEvent): Id | undefined {
  if (event.stream.startsWith(INCIDENT_STREAM)) return uuidOf(event.stream.slice(INCIDENT_STREAM.length));
  const { body } = event;
  return typeof body === 'object' && body !== null && 'incidentId' in body ? uuidOf(body.incidentId) : undefined;
}

/** One stored form of an instant: milliseconds, +08:00. */
function instant(time: string, fail: (problem: string) => never): string {
  const ms = toMs(time);
  if (!Number.isFinite(ms)) fail(`is no time: ${time}`);
  return toTimestamp(ms);
}

function prepareCommand(batch: AppendBatch, command: AppendCommand): PreparedCommand {
  const failAt =
    (path: string) =>
    (problem: string): never => {
      throw new InvalidCommandError(command.commandId, path, problem);
    };
  if (!IdSchema.safeParse(command.commandId).success) failAt('commandId')('must be a UUID');
  const commandId = command.commandId.toLowerCase();
  const { person, post, seat, onBehalfOf } = command.actor;
  const actor = { person, ...(post && { post }), ...(seat && { seat }), ...(onBehalfOf && { onBehalfOf }) };
  const actorText = JSON.stringify(actor);
  const at = instant(command.at, failAt('at'));
  const recordedAt = instant(batch.recordedAt, failAt('recordedAt'));
  const { causedBy } = command;

  const events = command.events.map((event, index): PreparedEvent => {
    const path = `events[${index}]`;
    if (!StreamNameSchema.safeParse(event.stream).success)
      failAt(`${path}.stream`)(`is no stream name: ${event.stream}`);
    if (!TYPE.test(event.type)) failAt(`${path}.type`)(`is no event type: ${event.type}`);
    if (!DIVISION.test(event.division)) failAt(`${path}.division`)(`must have 12 digits: ${event.division}`);
    if (!event.audience.every((tag) => TAG.test(tag))) failAt(`${path}.audience`)('holds a malformed tag');
    const bodyText = JSON.stringify(event.body) ?? 'null';
    if (Buffer.byteLength(bodyText) > MAX_BODY_BYTES) failAt(`${path}.body`)(`exceeds ${MAX_BODY_BYTES} bytes`);
    const observedAt =
      event.observedAt === undefined ? undefined : instant(event.observedAt, failAt(`${path}.observedAt`));
    const { stream, type, schema, division } = event;
    const audience = [...event.audience];
    const fixed = { world: batch.world, stream, type, schema, commandId, at, recordedAt, division, audience };
    return {
      envelope: {
        ...fixed,
        ...(causedBy !== undefined && { causedBy }),
        actor,
        ...(observedAt !== undefined && { observedAt }),
        body: JSON.parse(bodyText) as unknown,
      },
      bodyText,
      incidentId: incidentOf(event),
      digest: eventDigest({ ...fixed, causedBy, actor: actorText, observedAt, body: bodyText }),
    };
  });

  const resultText = JSON.stringify(command.result) ?? 'null';
  return { commandId, resultText, actorText, at, causedBy, expected: command.expected, events };
}

/** Checks and normalises a batch before any lock is taken. Throws `InvalidCommandError`, naming command and path. */
export function prepareBatch(batch: AppendBatch): PreparedCommand[] {
  return batch.commands.map((command) => prepareCommand(batch, command));
}
