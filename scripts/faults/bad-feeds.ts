import { setTimeout as pause } from 'node:timers/promises';
import { Screen } from '@sitong/server/testing/screen.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { z } from 'zod';
import type { Check, Scene } from './fault.ts';
import { ingestToken } from './token.ts';

const MINUTE_MS = 60_000;
const CountySchema = z.object({
  sensors: z.array(
    z.object({
      id: z.string(),
      cadenceS: z.number(),
      thresholds: z.array(
        z.object({ quantity: z.string(), raiseAt: z.number(), returnBelow: z.number(), minDurationS: z.number() }),
      ),
    }),
  ),
});
const AnswerSchema = z.object({ stored: z.number().optional(), duplicates: z.number().optional() });

/** A gauge that lies in every way a feed lies; only a true low reading after the high one may return its alarm. */
export async function badFeeds(scene: Scene): Promise<Check[]> {
  const { url, cookie } = scene;
  const token = await ingestToken(scene);
  const screen = await new Screen({ url, cookie, reconnects: true }).open();
  const { sensors } = CountySchema.parse(await (await fetch(`${url}/api/county`, { headers: { cookie } })).json());
  const sensor = sensors.find(({ thresholds }) => thresholds.some(({ quantity }) => quantity === 'level_m'));
  const marks = sensor?.thresholds.filter(({ quantity }) => quantity === 'level_m') ?? [];
  if (sensor === undefined || marks.length === 0) throw new Error('the demo county has no level gauge with a mark');
  const high = Math.max(...marks.map(({ raiseAt }) => raiseAt)) + 0.3;
  const low = Math.min(...marks.map(({ returnBelow }) => returnBelow)) - 1;
  const lastsMin = Math.ceil(Math.max(...marks.map(({ minDurationS }) => minDurationS)) / 60);
  const startMs = Date.now() - (lastsMin + 30) * MINUTE_MS;
  const send = async (
    rows: readonly (readonly [minute: number, value: number])[],
  ): Promise<{ status: number; body: unknown }> => {
    const readings = rows.map(([minute, value]) => ({
      sensor: sensor.id,
      quantity: 'level',
      value,
      observedAt: toTimestamp(startMs + minute * MINUTE_MS),
    }));
    const answer = await fetch(`${url}/api/ingest/readings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ readings }),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const alarm = () =>
    Object.values(screen.replica.state.monitoring.alarms).find(
      ({ cause }) => cause.kind === 'threshold' && cause.sensor === sensor.id,
    );
  const stillOver = async (what: string, act: () => Promise<unknown>): Promise<Check> => {
    await act();
    // Long enough for a wrong return to reach the screen: an event takes milliseconds.
    await pause(700);
    const status = alarm()?.status ?? 'gone';
    return { what: `${what}: the alarm stands`, holds: status === 'unacked', found: status };
  };
  const raising: (readonly [number, number])[] = Array.from({ length: lastsMin + 2 }, (_, n) => [n + 1, high] as const);
  await send([[0, low], ...raising]);
  await screen.until(() => alarm()?.status === 'unacked');
  const last = lastsMin + 2;
  const checks = [
    await stillOver('a low reading of before, late', () => send([[0.5, low]])),
    await stillOver('a hundred old readings, unordered', () =>
      send(Array.from({ length: 100 }, () => [scene.random() * last * 0.9, low] as const)),
    ),
    await stillOver('what was sent already, sent again', () => send(raising)),
  ];
  const again = AnswerSchema.parse((await send(raising)).body);
  checks.push({
    what: 'and told to be a duplicate',
    holds: again.stored === 0 && again.duplicates === raising.length,
    found: JSON.stringify(again).slice(0, 120),
  });
  let future = { status: 0, body: {} as unknown };
  checks.push(
    await stillOver('a low reading of tomorrow', async () => {
      future = await send([[1440, low]]);
    }),
  );
  checks.push({
    what: 'and refused with its reason',
    holds: future.status === 422,
    found: `${future.status} ${JSON.stringify(future.body).slice(0, 140)}`,
  });
  await send([[last + 5, low]]);
  await screen.until(() => alarm()?.status !== 'unacked', 5000);
  checks.push({
    what: 'a true low reading returns it',
    holds: alarm()?.status !== 'unacked',
    found: alarm()?.status ?? 'cleared',
  });
  screen.close();
  return checks;
}
