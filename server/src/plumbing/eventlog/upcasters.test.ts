import { describe, expect, it } from 'vitest';
import { UnreadableEventError } from './errors.ts';
import { MemoryEventLog } from './memory-event-log.ts';
import { AT, appendOne, command, event } from './testing.ts';
import { upcasting } from './upcasters.ts';

/** How levels were written in two earlier shapes of `LevelRead`: feet, then metres under another name. */
const upcast = upcasting([
  { type: 'LevelRead', from: 1, up: (body) => ({ level: Math.round(numberOf(body, 'feet') * 30.48) / 100 }) },
  { type: 'LevelRead', from: 2, up: (body) => ({ levelM: numberOf(body, 'level') }) },
]);

function numberOf(body: unknown, key: string): number {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, key) : undefined;
  if (typeof value !== 'number') throw new Error(`no ${key}`);
  return value;
}

describe('a log of an earlier shape', () => {
  const makeLog = async () => {
    const log = new MemoryEventLog({ now: () => AT, upcast });
    await appendOne(log, command([event('gauge/1', { feet: 10 }, { type: 'LevelRead', schema: 1 })]));
    await appendOne(log, command([event('gauge/1', { level: 3.1 }, { type: 'LevelRead', schema: 2 })]));
    await appendOne(log, command([event('gauge/1', { levelM: 3.2 }, { type: 'LevelRead', schema: 3 })]));
    await appendOne(log, command([event('gauge/1', { feet: 1 }, { type: 'Other', schema: 1 })]));
    return log;
  };

  it('[LOG-41] is read in today’s shape, step by step', async () => {
    const events = await (await makeLog()).since('live', 0, 10);
    expect(events.map(({ schema, body }) => [schema, body])).toEqual([
      [3, { levelM: 3.05 }],
      [3, { levelM: 3.1 }],
      [3, { levelM: 3.2 }],
      [1, { feet: 1 }],
    ]);
  });

  it('[LOG-42] still verifies: what is stored is never rewritten', async () => {
    expect(await (await makeLog()).verify('live')).toMatchObject({ kind: 'ok', checked: 4 });
  });

  it('[LOG-43] a body that no step can read is an error naming the row', async () => {
    const log = new MemoryEventLog({ now: () => AT, upcast });
    await appendOne(log, command([event('gauge/1', { broken: true }, { type: 'LevelRead', schema: 1 })]));
    await expect(log.since('live', 0, 1)).rejects.toThrow(UnreadableEventError);
    await expect(log.since('live', 0, 1)).rejects.toThrow(/event live\/1 cannot be read: no feet/);
  });

  it('[LOG-44] two steps for the same shape are refused', () => {
    const step = { type: 'A', from: 1, up: (body: unknown) => body };
    expect(() => upcasting([step, step])).toThrow(/two upcasters for A\/1/);
  });
});
