import { describe, expect, it } from 'vitest';
import { genesisHash } from './chain.ts';
import type { AppendCommand } from './event-log.ts';
import { advance, type KnownHead, planAfter } from './known-head.ts';
import { MemoryEventLog } from './memory-event-log.ts';
import { prepareBatch } from './prepare.ts';
import { AT, batch, command, event, id } from './testing.ts';

const start = (): KnownHead => ({ seq: 0, hash: genesisHash('live'), streams: new Map() });
const knowing = (...streams: string[]): KnownHead => ({
  ...start(),
  streams: new Map(streams.map((stream) => [stream, { version: 0, incidentId: undefined }])),
});
const plan = (known: KnownHead, ...commands: AppendCommand[]) => planAfter(known, prepareBatch(batch(commands)));

describe('planAfter', () => {
  it('[LOG-69] places events as the log itself would, hash for hash', async () => {
    const log = new MemoryEventLog({ now: () => AT });
    const incident = `incident/${id()}` as const;
    let known = knowing(incident, 'order/1');
    for (let round = 0; round < 5; round += 1) {
      const commands = [
        command([event(incident), event('order/1', round === 0 ? { incidentId: incident.slice(9) } : {})]),
        command([event('order/1')], [{ stream: incident, version: round + 1 }]),
        command([]),
      ];
      const outcomes = await log.append(batch(commands));
      const placed = plan(known, ...commands);
      if (placed.kind !== 'placed') throw new Error(placed.kind);
      expect(placed.commands.map(({ envelopes }) => envelopes)).toEqual(
        outcomes.map((outcome) => (outcome.kind === 'appended' ? outcome.envelopes : undefined)),
      );
      known = advance(known, placed.after);
      const head = { world: 'live', seq: known.seq, hash: known.hash.toString('hex') };
      expect(head).toEqual(await log.head('live'));
    }
  });

  it('[LOG-70] asks for streams it has never seen, read or written', () => {
    const one = command([event('a/1'), event('b/1')], [{ stream: 'c/1', version: 2 }]);
    expect(plan(knowing('a/1'), one)).toEqual({ kind: 'unknown', streams: ['c/1', 'b/1'] });
  });

  it('[LOG-71] takes a stream for new when the command says so and writes it', () => {
    expect(plan(start(), command([event('a/1')], [{ stream: 'a/1', version: 0 }]))).toMatchObject({ kind: 'placed' });
    expect(plan(start(), command([event('b/1')], [{ stream: 'a/1', version: 0 }]))).toMatchObject({ kind: 'unknown' });
  });

  it('[LOG-72] leaves repeats and conflicts to the database', () => {
    const one = command([event('a/1')]);
    expect(plan(knowing('a/1'), one, one)).toEqual({ kind: 'doubtful' });
    expect(plan(knowing('a/1'), command([], [{ stream: 'a/1', version: 1 }]))).toEqual({ kind: 'doubtful' });
  });
});
