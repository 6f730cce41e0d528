import { PostgresEventLog } from '@sitong/server/plumbing/eventlog/postgres-event-log.ts';
import { openDatabase } from '@sitong/server/plumbing/persistence/open-database.ts';
import { createPool } from '@sitong/server/plumbing/persistence/pool.ts';
import type { NewEvent } from '@sitong/shared/kernel/envelope.ts';
import { LIVE, newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';

const quiet = (): void => undefined;
const COUNTY = '610525000000';
const VILLAGE = '610525101201';
const POINT = { lon: 109.93, lat: 35.19 };
/** Events of one incident from report to archive. */
const STORY = 40;
const STORIES_AT_ONCE = 50;
const YEAR_MS = 365 * 86_400_000;

/** One incident that was reported, worked on and closed: nothing of it is open any more. */
function story(number: number, atMs: number): NewEvent[] {
  const incidentId = newId();
  const event = (type: string, body: object): NewEvent => ({
    stream: `incident/${incidentId}`,
    type,
    schema: 1,
    division: VILLAGE,
    audience: [],
    body: { incidentId, ...body },
  });
  const place = { point: POINT, division: VILLAGE, name: `第 ${number} 处`, by: 'map' };
  const told = { owner: 'p-duty', seat: '', text: '雨后塌方', photos: [] };
  return [
    {
      stream: 'numbers/incident',
      type: 'IncidentNumberTaken',
      schema: 1,
      division: COUNTY,
      audience: [],
      body: { n: number },
    },
    event('IncidentReported', {
      number,
      hazard: 'landslide',
      title: `滑坡 ${number}`,
      grade: 3,
      place,
      source: { kind: 'duty' },
      occurredAt: toTimestamp(atMs),
      ...told,
    }),
    event('IncidentVerified', { text: '' }),
    ...Array.from({ length: STORY - 6 }, (_, n) =>
      event('IncidentNoteAdded', { text: `第 ${n} 次现场情况：道路已清理 ${n} 米`, photos: [] }),
    ),
    event('IncidentControlled', { text: '' }),
    event('IncidentEnded', { text: '' }),
    event('IncidentClosed', { summary: '已处置', checked: [] }),
  ];
}

/** Brings the log of a data folder, whose server is not running, to so many events; the lists with it. */
export async function makeLong(dataDir: string, events: number): Promise<{ seconds: number }> {
  const startedMs = performance.now();
  const database = await openDatabase({
    databaseUrl: undefined,
    dataDir,
    log: { info: quiet, warn: quiet, error: quiet },
  });
  const pool = createPool({ url: database.url, name: 'sitong-bench', max: 2, onError: quiet });
  const log = new PostgresEventLog({ pool, url: database.url, onError: quiet });
  try {
    let { seq } = await log.head(LIVE);
    const from = seq;
    let number = 100;
    while (seq < events) {
      const count = Math.min(STORIES_AT_ONCE, Math.ceil((events - seq) / STORY));
      const atMs = Date.now() - YEAR_MS + (YEAR_MS * seq) / events;
      const at = toTimestamp(atMs);
      const commands = Array.from({ length: count }, () => ({
        commandId: newId(),
        result: { ok: true },
        expected: [],
        events: story(++number, atMs),
        actor: { person: 'p-duty' },
        at,
      }));
      await log.append({ world: LIVE, recordedAt: at, commands });
      seq += count * STORY;
    }
    // The lists as the read model would have them, in one statement.
    await pool.query(`SET statement_timeout = 0`);
    await pool.query(
      `INSERT INTO incident_view (world, id, number, hazard, title, grade, status, division, place, lon, lat,
         reported_at, changed_at, closed_at)
       SELECT world, (b->>'incidentId')::uuid, (b->>'number')::int, b->>'hazard', b->>'title', (b->>'grade')::int, 'closed',
         division, b->'place'->>'name', $2::float8, $3::float8, at, at, at
       FROM (SELECT world, division, at, body::json AS b FROM events
         WHERE world = 'live' AND type = 'IncidentReported' AND seq > $1) e ON CONFLICT DO NOTHING`,
      [from, POINT.lon, POINT.lat],
    );
    await pool.query('ANALYZE events, commands, incident_view');
  } finally {
    await log.close();
    await pool.end();
    await database.close();
  }
  return { seconds: (performance.now() - startedMs) / 1000 };
}
