import type { StreamName } from '@sitong/shared/kernel/envelope.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withTestDatabase } from '../../testing/database.ts';
import type { AppendCommand, AppendOutcome, EventLog } from './event-log.ts';
import { MemoryEventLog } from './memory-event-log.ts';
import { PostgresEventLog } from './postgres-event-log.ts';
import { AT, batch, command, event } from './testing.ts';
import { emptyLog } from './testing-database.ts';

const { pool, url } = await withTestDatabase();

/** One step: a batch of fresh commands, retries of earlier ones and rivals that read an old version. */
const streams: readonly StreamName[] = ['team/1', 'team/2', 'order/1'];
const one = fc.record({
  retry: fc.option(fc.nat(30), { nil: undefined, freq: 3 }),
  reads: fc.array(fc.record({ stream: fc.constantFrom(...streams), lag: fc.constantFrom(0, 0, 0, 1) }), {
    maxLength: 2,
  }),
  writes: fc.array(fc.constantFrom(...streams), { maxLength: 3 }),
});
const program = fc.array(fc.array(one, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 });

/** The plainest thing that could be right. */
class Model {
  readonly log: { stream: StreamName; commandId: string }[] = [];
  readonly done = new Map<string, unknown>();
  version(stream: StreamName): number {
    return this.log.filter((row) => row.stream === stream).length;
  }
  /** `undone`: streams that earlier commands of the batch would have written and did not. */
  apply(c: AppendCommand, undone: Set<StreamName>): AppendOutcome['kind'] {
    const kind = this.#outcome(c, undone);
    if (kind !== 'appended') for (const { stream } of c.events) undone.add(stream);
    return kind;
  }
  #outcome(c: AppendCommand, undone: ReadonlySet<StreamName>): AppendOutcome['kind'] {
    if (this.done.has(c.commandId)) return 'duplicate';
    const off = c.expected.some(({ stream, version }) => this.version(stream) !== version || undone.has(stream));
    if (off) return 'conflict';
    this.done.set(c.commandId, c.result);
    for (const { stream } of c.events) this.log.push({ stream, commandId: c.commandId });
    return 'appended';
  }
}

async function followsModel(
  log: EventLog,
  steps: typeof program extends fc.Arbitrary<infer T> ? T : never,
): Promise<void> {
  const model = new Model();
  const sent: AppendCommand[] = [];
  for (const step of steps) {
    const commands = step.map(({ retry, reads, writes }): AppendCommand => {
      const earlier = retry === undefined ? undefined : sent[retry % Math.max(1, sent.length)];
      if (earlier) return earlier;
      const expected = reads.map(({ stream, lag }) => ({ stream, version: Math.max(0, model.version(stream) - lag) }));
      return command(
        writes.map((stream) => event(stream)),
        expected,
        { commandId: newId(), result: sent.length },
      );
    });
    sent.push(...commands);
    const outcomes = await log.append(batch(commands));
    const undone = new Set<StreamName>();
    for (const [i, c] of commands.entries()) {
      const outcome = outcomes[i];
      expect(outcome?.kind).toBe(model.apply(c, undone));
      if (outcome?.kind === 'duplicate') expect(outcome.result).toBe(model.done.get(c.commandId));
    }
  }
  const rows = await log.since('live', 0, 10_000);
  expect(rows.map(({ stream, commandId }) => ({ stream, commandId }))).toEqual(model.log);
  expect(rows.map(({ seq }) => seq)).toEqual(model.log.map((_, i) => i + 1));
  for (const stream of streams) {
    expect((await log.stream('live', stream)).map(({ version }) => version)).toEqual(
      Array.from({ length: model.version(stream) }, (_, i) => i + 1),
    );
  }
  expect(await log.verify('live')).toMatchObject({ kind: 'ok', checked: model.log.length });
}

describe('any interleaving of commands, retries and rivals', () => {
  it('[LOG-45] leaves the memory log as the model says', async () => {
    await fc.assert(
      fc.asyncProperty(program, (steps) => followsModel(new MemoryEventLog({ now: () => AT }), steps)),
      { numRuns: 200 },
    );
  });

  it('[LOG-46] leaves the PostgreSQL log as the model says', async () => {
    await fc.assert(
      fc
        .asyncProperty(program, (steps) =>
          followsModel(new PostgresEventLog({ pool, url, onError: () => undefined }), steps),
        )
        .beforeEach(() => emptyLog(pool)),
      { numRuns: 40 },
    );
  });
});
