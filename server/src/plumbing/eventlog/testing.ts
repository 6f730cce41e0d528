import type { NewEvent, StreamName } from '@sitong/shared/kernel/envelope.ts';
import { type Id, newId } from '@sitong/shared/kernel/ids.ts';
import type { AppendBatch, AppendCommand, AppendOutcome, EventLog, ExpectedVersion } from './event-log.ts';

/** Builders for this room's tests: valid by default, a test overrides only what it is about. */
export const AT = '2026-07-12T03:04:05.678+08:00';

export function event(stream: StreamName, body: unknown = { n: 1 }, override: Partial<NewEvent> = {}): NewEvent {
  return { stream, type: 'Noted', schema: 1, division: '610525101000', audience: [], body, ...override };
}

export function command(
  events: readonly NewEvent[],
  expected: readonly ExpectedVersion[] = [],
  override: Partial<AppendCommand> = {},
): AppendCommand {
  return {
    commandId: newId(),
    result: { ok: true },
    expected,
    events,
    actor: { person: 'p-1', post: 'duty' },
    at: AT,
    ...override,
  };
}

export function batch(commands: readonly AppendCommand[], world = 'live'): AppendBatch {
  return { world, commands, recordedAt: AT };
}

/** Appends one command and gives its only outcome. */
export async function appendOne(log: EventLog, one: AppendCommand, world = 'live'): Promise<AppendOutcome> {
  const [outcome] = await log.append(batch([one], world));
  if (outcome === undefined) throw new Error('append gave no outcome');
  return outcome;
}

/** Appends `count` events to one stream, a command each. */
export async function appendMany(
  log: EventLog,
  count: number,
  stream: StreamName = 'note/1',
  world = 'live',
): Promise<void> {
  for (let n = 1; n <= count; n += 1) await appendOne(log, command([event(stream, { n })]), world);
}

export const drillWorld = (
  id: string,
): {
  id: string;
  kind: 'drill';
  title: string;
  clock: { anchorWorldMs: number; anchorServerMs: number; speed: number; running: 'running' };
} => ({
  id,
  kind: 'drill',
  title: '演练',
  clock: { anchorWorldMs: 1000, anchorServerMs: 2000, speed: 10, running: 'running' },
});

export const id = (): Id => newId();
