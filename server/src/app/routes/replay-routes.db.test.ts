import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildTestApp } from '../../testing/test-app.ts';

const test = await buildTestApp();
const START_MS = Math.floor(Date.now() / 1000) * 1000 - 600_000;
const AnswerSchema = z.object({
  positions: z.array(z.object({ terminal: z.string(), time: z.string(), lon: z.number() })),
});
const TrackSchema = z.object({ positions: z.array(z.unknown()) });

async function send(device: string, afterS: number, lon: number, token: string): Promise<void> {
  const path = `/api/ingest/osmand?id=${device}&lat=35.2&lon=${lon}&timestamp=${START_MS / 1000 + afterS}`;
  expect((await test.fetch(path, token, { method: 'POST' })).status).toBeLessThan(300);
}

async function at(ms: number, username: string, more = ''): Promise<{ terminal: string; lon: number }[]> {
  const path = `/api/positions/at?time=${encodeURIComponent(toTimestamp(ms))}${more}`;
  const { positions } = AnswerSchema.parse(await test.get(path, await test.session(username)));
  return positions.map(({ terminal, lon }) => ({ terminal, lon })).sort((a, b) => a.lon - b.lon);
}

describe('GET /api/positions/at', () => {
  it('gives each terminal where it was last seen then: not later, not from long before, only to who may see it', async () => {
    const token = await test.token(['ingest']);
    await send('replay-1', 0, 109.1, token);
    await send('replay-1', 120, 109.2, token);
    await send('replay-2', 60, 109.3, token);
    const duty = await test.session('duty');
    const stored = async (device: string): Promise<number> =>
      TrackSchema.parse(await test.get(`/api/positions?terminal=${device}`, duty)).positions.length;
    await expect.poll(() => stored('replay-1')).toBe(2);
    await expect.poll(() => stored('replay-2')).toBe(1);
    const after = (seconds: number, username = 'duty', more = '') => at(START_MS + seconds * 1000, username, more);
    expect(await after(-1)).toEqual([]);
    expect((await after(59)).map(({ lon }) => lon)).toEqual([109.1]);
    expect((await after(119)).map(({ lon }) => lon)).toEqual([109.1, 109.3]);
    expect((await after(120)).map(({ lon }) => lon)).toEqual([109.2, 109.3]);
    expect((await after(200, 'duty', '&lookBackS=100')).map(({ lon }) => lon)).toEqual([109.2]);
    expect(await after(200, 'village')).toEqual([]);
  });

  it('still tells it of a drill that is closed, and only to who may see it', async () => {
    const headers = { 'content-type': 'application/json' };
    const startAt = toTimestamp(START_MS);
    const body = JSON.stringify({ scenario: 'storm', officers: 'hand', player: 'caller', startAt });
    const begun = await test.fetch('/api/drills', await test.session('duty'), { method: 'POST', headers, body });
    const { world, token } = z.object({ world: z.string(), token: z.string() }).parse(await begun.json());
    await send('replay-3', 0, 109.4, token);
    const now = (): Promise<{ lon: number }[]> => at(START_MS + 5000, 'duty', `&world=${world}`);
    await expect.poll(now).toEqual([{ terminal: 'replay-3', lon: 109.4 }]);
    const ended = await test.fetch(`/api/drills/${world}`, await test.session('leader'), { method: 'DELETE' });
    expect(ended.status).toBe(204);
    expect(await now()).toEqual([{ terminal: 'replay-3', lon: 109.4 }]);
    expect(await at(START_MS + 5000, 'village', `&world=${world}`)).toEqual([]);
    const none = await test.fetch(`/api/positions/at?world=drill-none0&time=${START_MS}`, await test.session('duty'));
    expect(none.status).toBe(404);
  });

  it('asks for the moment', async () => {
    const answer = await test.fetch('/api/positions/at', await test.session('duty'));
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ error: { code: 'time_required' } });
  });
});
