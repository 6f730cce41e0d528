import type { App } from '@sitong/server/app.ts';
import { HandClock } from '@sitong/server/testing/released-warning.ts';
import { LIVE } from '@sitong/shared/kernel/ids.ts';
import type { SensorRow } from '@sitong/shared/kernel/master/ground.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import pg from 'pg';
import { STILL_MS } from '../../../web/visual/still-time.ts';
import { chanceOf } from '../../scenario/chance.ts';
import { dayFrom } from '../../scenario/story/day.ts';
import { type ReadingRow, readingsOf } from '../../scenario/story/readings.ts';
import { openPictureHouse } from '../picture-house.ts';
import { type Recording, record } from '../recording.ts';
import { CountyOffice } from './county-office.ts';
import { pastWarning, smallMatter } from './earlier.ts';
import { MATTERS, VILLAGES_WARNED } from './matters.ts';
import { LAST_HEARD, morning, nightAlarms, OUT_OF_ORDER } from './morning.ts';

/** Plays five quiet weeks up to the morning of the pictures, and hands over the live world as it then lies. */
export async function recordOrdinaryDay(): Promise<Recording> {
  const clock = new HandClock(Date.parse('2026-06-10T08:00:00+08:00'));
  const house = await openPictureHouse(clock.now, async () => undefined);
  try {
    const url = await house.app.listen();
    const office = new CountyOffice(house.app, clock);
    const before = MATTERS.filter(({ reported }) => reported < '2026-07-05');
    let last = '';
    for (const matter of before) last = await smallMatter(office, matter);
    await pastWarning(office, VILLAGES_WARNED);
    for (const matter of MATTERS.slice(before.length)) last = await smallMatter(office, matter);
    await nightAlarms(office);
    await morning(office);
    office.at('2026-07-18 08:29:40');
    await sensorsSpeak(house.app, url, office);
    office.at('2026-07-18 08:30:00');
    const pool = new pg.Pool({ connectionString: house.databaseUrl });
    try {
      return await record(pool, LIVE, last);
    } finally {
      await pool.end();
    }
  } finally {
    await house.close();
  }
}

/** Six calm hours of every gauge, and where teams stand. */
async function sensorsSpeak(app: App, url: string, office: CountyOffice): Promise<void> {
  const token = await app.services.apiTokens.create('pictures', ['ingest'], LIVE, 'pictures');
  const post = async (path: string, readings?: readonly ReadingRow[]): Promise<void> => {
    for (let from = 0; from === 0 || from < (readings?.length ?? 0); from += 1000) {
      const answer = await fetch(`${url}${path}`, {
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(readings === undefined
          ? {}
          : { method: 'POST', body: JSON.stringify({ readings: readings.slice(from, from + 1000) }) }),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    }
  };
  const { county } = app.services.master;
  await post('/api/ingest/readings', calmReadings(county.data.sensors));
  const signals = app.lane.of(LIVE);
  if (signals === undefined) throw new Error('the live world has no signals');
  for (const [n, team] of county.data.teams.entries()) {
    const { lon, lat } = team.base;
    if (team.id.startsWith('team-v-')) continue;
    await signals.bind(`team${n}`, team.id, 'p-leader');
    const at = { lon: `${lon}`, lat: `${lat}`, timestamp: `${Math.floor(office.now() / 1000) - (n % 20)}`, batt: '88' };
    await post(`/api/ingest/osmand?${new URLSearchParams({ id: `team${n}`, ...at })}`);
  }
}

/** The storm's own hours before it, with a drizzle in place of its first rain, and the gas sensors' last minute. */
function calmReadings(sensors: readonly SensorRow[]): readonly ReadingRow[] {
  const before = readingsOf(sensors, dayFrom(toTimestamp(STILL_MS)), chanceOf(7))[0]?.rows ?? [];
  const calm = before
    .filter(({ sensor }) => sensor !== OUT_OF_ORDER)
    .map((row) => (row.quantity === 'rain' ? { ...row, value: Number((row.value / 40).toFixed(1)) } : row));
  const lastMinute = sensors
    .filter(({ kind }) => kind === 'gas')
    .map(({ id }) => ({ sensor: id, quantity: 'gas' as const, value: 3, observedAt: toTimestamp(STILL_MS - 60_000) }));
  const lastOfAll = { sensor: OUT_OF_ORDER, quantity: 'displacement' as const, value: 7.2, observedAt: LAST_HEARD };
  return [...calm, ...lastMinute, lastOfAll];
}
