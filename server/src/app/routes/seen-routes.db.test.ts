import { newId } from '@sitong/shared/kernel/ids.ts';
import { SHANHUA, WANGZHUANG } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { reportIncident } from '../../plumbing/realtime/intents.testing.ts';
import { ErrorSchema } from '../../testing/outer-contract.ts';
import { buildTestApp } from '../../testing/test-app.ts';

const test = await buildTestApp();
const StartedSchema = z.object({ world: z.string() });
const AnsweredSchema = z.object({ ok: z.literal(true), seq: z.number() });
const SeenSchema = z.object({
  people: z.array(z.object({ username: z.string(), name: z.string(), seenAt: z.string().nullable() })),
});

async function post(path: string, username: string, body: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  return (await test.fetch(path, await test.session(username), init)).json();
}

async function seen(world: string, seq: number): Promise<{ name: string; by: 'seen' | 'not_yet' }[]> {
  const { people } = SeenSchema.parse(
    await test.get(`/api/replay/${world}/seen?seq=${seq}`, await test.session('leader')),
  );
  return people.map(({ username, seenAt }) => ({ name: username, by: seenAt === null ? 'not_yet' : 'seen' }));
}

describe('GET /api/replay/:world/seen', () => {
  it('tells who had a screen that showed it, who had one that did not yet, and nobody who may not see it; also when the drill is closed', async () => {
    const begun = await post('/api/drills', 'duty', { scenario: 'storm', officers: 'hand', player: 'caller' });
    const { world } = StartedSchema.parse(begun);
    const report = async (division: typeof SHANHUA | typeof WANGZHUANG, title: string): Promise<number> => {
      const intent = reportIncident(division, title);
      const answer = await post(`/api/intents?world=${world}`, 'duty', { commandId: newId(), intent });
      return AnsweredSchema.parse(answer).seq;
    };
    const first = await report(SHANHUA, '善化村');
    const elsewhere = await report(WANGZHUANG, '王庄镇');
    const [duty, commander, town] = [
      await test.live('duty', { world }),
      await test.live('commander', { world }),
      await test.live('town', { world }),
    ];
    duty.socket.emit('shown', { seq: first });
    commander.socket.emit('shown', { seq: elsewhere });
    town.socket.emit('shown', { seq: elsewhere });
    const both = [
      { name: 'commander', by: 'seen' },
      { name: 'duty', by: 'seen' },
      { name: 'town', by: 'seen' },
    ];
    await expect.poll(() => seen(world, first), { timeout: 10_000 }).toEqual(both);
    // The town officer of Fengyuan stands past it and never had it; the duty officer had not come so far.
    const other = [
      { name: 'commander', by: 'seen' },
      { name: 'duty', by: 'not_yet' },
    ];
    expect(await seen(world, elsewhere)).toEqual(other);
    await test.fetch(`/api/drills/${world}`, await test.session('leader'), { method: 'DELETE' });
    expect(await seen(world, elsewhere)).toEqual(other);
  });

  it('tells it of the live world too', async () => {
    const intent = reportIncident(SHANHUA, '善化村');
    const { seq } = AnsweredSchema.parse(await post('/api/intents', 'duty', { commandId: newId(), intent }));
    const commander = await test.live('commander', { world: 'live' });
    commander.socket.emit('shown', { seq });
    await expect.poll(() => seen('live', seq), { timeout: 10_000 }).toEqual([{ name: 'commander', by: 'seen' }]);
  });

  it('says that there is no such event, no such world', async () => {
    const leader = await test.session('leader');
    const code = async (path: string): Promise<string> =>
      ErrorSchema.parse(await (await test.fetch(path, leader)).json()).error.code;
    expect(await code('/api/replay/drill-none0/seen?seq=1')).toBe('world_unknown');
    expect(await code('/api/replay/live/seen?seq=9000')).toBe('event_unknown');
    const { world } = StartedSchema.parse(
      await post('/api/drills', 'duty', { scenario: 'storm', officers: 'hand', player: 'caller' }),
    );
    expect(await code(`/api/replay/${world}/seen?seq=9000`)).toBe('event_unknown');
  });
});
