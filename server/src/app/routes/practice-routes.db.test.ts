import { newId } from '@sitong/shared/kernel/ids.ts';
import { practiceAt } from '@sitong/shared/kernel/practice-schedule.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { IntentAnswerSchema } from '@sitong/shared/protocol/down.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Screen } from '../../testing/screen.ts';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';

const AnswerSchema = z.object({
  version: z.number(),
  inForce: z.number(),
  nextAt: z.string().optional(),
  values: z.record(z.string(), z.union([z.number(), z.string()])),
  hash: z.string(),
  fields: z.array(z.object({ path: z.string(), unit: z.string(), shipped: z.unknown(), source: z.string() })),
  history: z.array(
    z.object({
      version: z.number(),
      state: z.string(),
      origin: z.string(),
      madeBy: z.string(),
      reason: z.string(),
      fromWorld: z.string().optional(),
    }),
  ),
});

let nowMs = Date.UTC(2026, 6, 18, 12, 0);
let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp({ now: () => nowMs });
});

async function practice(who: string, world?: string): Promise<z.infer<typeof AnswerSchema>> {
  const query = world === undefined ? '' : `?world=${world}`;
  return AnswerSchema.parse(await test.get(`/api/practice${query}`, await test.session(who)));
}

async function send(who: string, intent: Intent, world = 'live') {
  const response = await test.fetch(`/api/intents?world=${world}`, await test.session(who), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ commandId: newId(), intent }),
  });
  const told: unknown = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(told));
  return IntentAnswerSchema.parse(told);
}

const set = (values: Record<string, number>, sawVersion: number, effectiveFrom?: string): Intent => ({
  type: 'SetPractice',
  values,
  reason: '汛期加密',
  sawVersion,
  ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
});

describe('local practice over HTTP', () => {
  it('a world begins with what we ship, every value described', async () => {
    const { version, inForce, values, fields, history } = await practice('town');
    expect({ version, inForce, reRingS: values['order.reRingS'] }).toEqual({ version: 1, inForce: 1, reRingS: 60 });
    expect(fields.map(({ path }) => path).sort()).toEqual(Object.keys(values).sort());
    expect(history).toMatchObject([{ version: 1, state: 'in_force', origin: 'shipped', madeBy: 'system' }]);
  });

  it('only an administrator changes it, with who and why on record; every screen follows, whatever it sees', async () => {
    const refused = await send('commander', set({ 'order.reRingS': 45 }, 1));
    expect(refused).toMatchObject({ ok: false, refused: { code: 'role_required' } });
    const screens = await Promise.all(
      ['town', 'team1', 'wall'].map(async (who) =>
        new Screen({ url: test.url, token: await test.session(who) }).open(),
      ),
    );
    const answer = await send('admin', set({ 'order.reRingS': 45 }, 1));
    if (!answer.ok) throw new Error(JSON.stringify(answer));
    for (const screen of screens) {
      await screen.reaches(answer.seq);
      const book = screen.replica.state.command.practice['now'];
      expect(practiceAt(book, nowMs).order.reRingS).toBe(45);
      screen.close();
    }
    expect((await practice('duty')).history[0]).toMatchObject({ version: 2, madeBy: 'admin', reason: '汛期加密' });
  });

  it('what waits takes effect by the clock alone, and a restart keeps all of it', async () => {
    const from = toTimestamp(nowMs + 1_500_000);
    expect(await send('admin', set({ 'order.feedbackMin': 20 }, 2, from))).toMatchObject({ ok: true });
    const before = await practice('duty');
    expect(before).toMatchObject({ version: 3, inForce: 2, nextAt: from });
    expect(before.history[0]?.state).toBe('waiting');
    await test.restart();
    expect(await practice('duty')).toEqual(before);
    nowMs += 1_500_000;
    const after = await practice('duty');
    expect(after).toMatchObject({ version: 3, inForce: 3 });
    expect(after.values).toMatchObject({ 'order.reRingS': 45, 'order.feedbackMin': 20 });
    expect(after.hash).not.toBe(before.hash);
  });

  it('a change is tried on the last seven days before it is made', async () => {
    const { pool } = test.app.services;
    const saved = (s: number, accepted: number | null) => [
      newId(),
      new Date(nowMs - 3_600_000 + s * 1000),
      accepted === null ? null : new Date(nowMs - 3_600_000 + (s + accepted) * 1000),
    ];
    for (const [n, row] of [saved(0, 20), saved(60, 50), saved(120, 100), saved(180, null)].entries())
      await pool.query(
        `INSERT INTO order_view (world, id, number, incident_id, team, task, status, division, saved_at, accepted_at)
         VALUES ('live', $1, $2, $1, 'team-1', '转移', 'saved', '610525000000', $3, $4)`,
        [row[0], 900 + n, row[1], row[2]],
      );
    const ask = async (query: string) => test.get(`/api/practice/past?${query}`, await test.session('admin'));
    // 45 s is in force: 50 s, 100 s and the one nobody accepted come to it; at 80 s the first of them does not.
    expect(await ask('path=order.reRingS&value=80')).toMatchObject({ counted: 'orders', of: 4, now: 3, after: 2 });
    expect(await ask('path=response.incidentFrom&value=4')).toMatchObject({ of: 0, now: 0, after: 0 });
    expect(await ask('path=alarm.incomingFrom&value=4')).toMatchObject({ of: 0, now: 0, after: 0 });
    const at = (minutes: number): string => toTimestamp(nowMs - minutes * 60_000);
    const [sensor] = test.app.services.master.county.data.sensors;
    if (sensor === undefined) throw new Error('the tiny county has a sensor');
    for (const minutes of [600, 595, 300, 295])
      await pool.query(
        `INSERT INTO readings (world, sensor, quantity, observed_at, received_at, value, quality)
         VALUES ('live', $1, 'rain', $2, $2, 0, 'good')`,
        [sensor.id, at(minutes)],
      );
    const silent = await ask(`path=sensor.silentAfterCadences&value=${(294 * 60) / sensor.cadenceS}`);
    expect(silent).toMatchObject({ counted: 'silences', of: 1, now: 1, after: 1 });
    const calm = await ask(`path=sensor.silentAfterCadences&value=${(296 * 60) / sensor.cadenceS}`);
    expect(calm).toMatchObject({ now: 1, after: 0 });
    const untold = await test.fetch('/api/practice/past?path=road.county&value=1', await test.session('admin'));
    expect(untold.status).toBe(404);
  });

  it('a drill begins with a copy of live, and goes its own way', async () => {
    const { runtime } = await test.app.services.worlds.startDrill({
      title: '演练',
      scenario: 'storm',
      startAt: '2026-07-18T19:30:00+08:00',
      speed: 1,
    });
    const copy = await practice('duty', runtime.world);
    expect(copy.values).toEqual((await practice('duty')).values);
    expect(copy.history).toMatchObject([{ version: 1, origin: 'world', fromWorld: 'live/3' }]);
    expect(await send('admin', set({ 'order.reRingS': 30 }, 1), runtime.world)).toMatchObject({ ok: true });
    expect((await practice('duty', runtime.world)).values['order.reRingS']).toBe(30);
    expect((await practice('duty')).values['order.reRingS']).toBe(45);
  });
});
