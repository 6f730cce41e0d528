import { chainHash } from '@sitong/server/plumbing/eventlog/chain.ts';
import { type PreparedCommand, prepareBatch } from '@sitong/server/plumbing/eventlog/prepare.ts';
import { openDatabase } from '@sitong/server/plumbing/persistence/open-database.ts';
import { CopyWriter, copyText } from '@sitong/server/plumbing/signals/copy-writer.ts';
import type { NewEvent } from '@sitong/shared/kernel/envelope.ts';
import { LIVE, newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type pg from 'pg';
import { z } from 'zod';
import { openPool } from './database.ts';

const quiet = (): void => undefined;
const COUNTY = '610525000000';
const NUMBERS = 'numbers/incident';
const VILLAGE = '610525101201';
const POINT = { lon: 109.93, lat: 35.19 };
/** Events of one incident from report to archive. */
const STORY = 40;
/** Every so many-th incident was one of a response with tasks of its plan: streams that do not name it. */
export const LINKED_EVERY = 8;
const TASKS = 4;
const STORIES_AT_ONCE = 50;
const AT_ONCE_WAITING = 60_000;
const YEAR_MS = 365 * 86_400_000;

/** A response to one incident, activated, its tasks done and archived, and ended again. */
function response(incidentId: string, number: number, atMs: number): NewEvent[] {
  const responseId = newId();
  const at = toTimestamp(atMs);
  const signature = { mode: 'signed', person: 'p-duty', post: 'duty-officer', at };
  const common = { schema: 1, division: COUNTY, audience: [] };
  const event = (type: string, body: object): NewEvent => ({
    ...common,
    stream: `response/${responseId}`,
    type,
    body: { responseId, ...body },
  });
  const tasks = Array.from({ length: TASKS }, (_, n) => {
    const taskId = newId();
    const of = (type: string, body: object): NewEvent => ({
      ...common,
      stream: `task/${taskId}`,
      type,
      body: { taskId, ...body },
    });
    return [
      of('TaskCreated', {
        number: number * TASKS + n,
        title: `巡查第 ${n} 段`,
        group: '综合协调组',
        ownerPost: 'duty-officer',
        dueAt: at,
        proof: 'text',
        responseId,
        dependsOn: [],
      }),
      of('TaskDone', { result: '已巡查', photos: [] }),
      of('TaskArchived', {}),
    ];
  });
  return [
    event('ResponseActivated', { number, hazard: 'landslide', level: 4, signature, incidentIds: [incidentId] }),
    ...tasks.flat(),
    event('ResponseEnded', { signature, summary: '险情解除' }),
  ];
}

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
  const linked = number % LINKED_EVERY === 0 ? response(incidentId, number, atMs) : [];
  const place = { point: POINT, division: VILLAGE, name: `第 ${number} 处`, by: 'map' };
  const told = { owner: 'p-duty', seat: '', text: '雨后塌方', photos: [] };
  return [
    {
      stream: NUMBERS,
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
    ...linked,
    ...Array.from({ length: STORY - 6 - linked.length }, (_, n) =>
      event('IncidentNoteAdded', { text: `第 ${n} 次现场情况：道路已清理 ${n} 米`, photos: [] }),
    ),
    event('IncidentControlled', { text: '' }),
    event('IncidentEnded', { text: '' }),
    event('IncidentClosed', { summary: '已处置', checked: [] }),
  ];
}

const EVENTS = `COPY events (world, seq, stream, version, type, schema, command_id, actor, at, recorded_at, division,
  audience, body, incident_id, hash) FROM STDIN`;
const COMMANDS = 'COPY commands (world, command_id, from_seq, to_seq, result) FROM STDIN';

/** Where the log stands: its head, and the version of the one stream that goes on from story to story. */
const HeadSchema = z
  .array(z.object({ seq: z.coerce.number(), hash: z.instanceof(Buffer), numbers: z.coerce.number() }))
  .length(1);
const CountSchema = z.array(z.object({ events: z.coerce.number(), last: z.coerce.number() })).length(1);

/** Gives events number, version and hash as an append does, and writes them as rows for COPY. */
class Chain {
  seq: number;
  hash: Buffer;
  readonly #versions: Map<string, number>;

  constructor(seq: number, hash: Buffer, numbers: number) {
    this.seq = seq;
    this.hash = hash;
    this.#versions = new Map([[NUMBERS, numbers]]);
  }

  rowsOf({ commandId, resultText, actorText, at, events }: PreparedCommand): { events: string; command: string } {
    const from = this.seq + 1;
    let rows = '';
    for (const { envelope, bodyText, incidentId, digest } of events) {
      const { stream, type, schema, recordedAt, division } = envelope;
      const version = (this.#versions.get(stream) ?? 0) + 1;
      this.#versions.set(stream, version);
      this.seq += 1;
      this.hash = chainHash(this.hash, this.seq, version, incidentId, digest);
      rows += `live\t${this.seq}\t${stream}\t${version}\t${type}\t${schema}\t${commandId}\t${copyText(actorText)}\t${at}\t${recordedAt}\t${division}\t{}\t${copyText(bodyText)}\t${incidentId ?? '\\N'}\t\\\\x${this.hash.toString('hex')}\n`;
    }
    // A story's own streams end with it.
    for (const { envelope } of events) if (envelope.stream !== NUMBERS) this.#versions.delete(envelope.stream);
    return { events: rows, command: `live\t${commandId}\t${from}\t${this.seq}\t${copyText(resultText)}\n` };
  }
}

function stories(count: number, firstNumber: number, atMs: number): PreparedCommand[] {
  const at = toTimestamp(atMs);
  const commands = Array.from({ length: count }, (_, i) => ({
    commandId: newId(),
    result: { ok: true },
    expected: [],
    events: story(firstNumber + i, atMs),
    actor: { person: 'p-duty' },
    at,
  }));
  return prepareBatch({ world: LIVE, recordedAt: at, commands });
}

/** Brings the log of a data folder, whose server is not running, to so many events; the lists with it. */
export async function makeLong(dataDir: string, events: number): Promise<{ seconds: number }> {
  const startedMs = performance.now();
  const log = { info: quiet, warn: quiet, error: quiet };
  const database = await openDatabase({ databaseUrl: undefined, dataDir, log });
  try {
    await lengthen(database.url, events);
  } finally {
    await database.close();
  }
  return { seconds: (performance.now() - startedMs) / 1000 };
}

/**
 * The same for a database nobody else writes to. The rows are those an append would have written (numbers, versions,
 * chain, commands, head), by COPY: a million one append after another take longer than all that is measured on them.
 */
export async function lengthen(url: string, events: number): Promise<void> {
  const pool = openPool(url, 2);
  try {
    const [standing] = HeadSchema.parse(
      (
        await pool.query(
          `SELECT head_seq AS seq, head_hash AS hash,
             (SELECT coalesce(max(version), 0) FROM events WHERE world = 'live' AND stream = $1) AS numbers
           FROM worlds WHERE id = 'live'`,
          [NUMBERS],
        )
      ).rows,
    );
    if (standing === undefined) throw new Error('the world is not there');
    await write(pool, new Chain(standing.seq, standing.hash, standing.numbers), events);
    // The lists as the read model would have them, in one statement.
    await pool.query(
      `INSERT INTO incident_view (world, id, number, hazard, title, grade, status, division, place, lon, lat,
         reported_at, changed_at, closed_at)
       SELECT world, (b->>'incidentId')::uuid, (b->>'number')::int, b->>'hazard', b->>'title', (b->>'grade')::int, 'closed',
         division, b->'place'->>'name', $2::float8, $3::float8, at, at, at
       FROM (SELECT world, division, at, body::json AS b FROM events
         WHERE world = 'live' AND type = 'IncidentReported' AND seq > $1) e ON CONFLICT DO NOTHING`,
      [standing.seq, POINT.lon, POINT.lat],
    );
    await pool.query(
      `INSERT INTO incident_link (world, incident_id, stream, response_id)
       SELECT world, incident::uuid, stream, (b->>'responseId')::uuid
       FROM (SELECT world, stream, body::jsonb AS b FROM events
         WHERE world = 'live' AND type = 'ResponseActivated' AND seq > $1) e,
         jsonb_array_elements_text(b->'incidentIds') AS incident`,
      [standing.seq],
    );
    await pool.query(
      `INSERT INTO incident_link (world, incident_id, stream, response_id)
       SELECT link.world, link.incident_id, task.stream, link.response_id
       FROM (SELECT stream, (body::json->>'responseId')::uuid AS response FROM events
         WHERE world = 'live' AND type = 'TaskCreated' AND seq > $1) task
       JOIN incident_link link ON link.world = 'live' AND link.response_id = task.response`,
      [standing.seq],
    );
    // What the county told upward of each: that it was reported, and that it was closed.
    await pool.query(
      `INSERT INTO upward_outbox (world, seq, kind, subject, at, body)
       SELECT e.world, e.seq, 'incident', e.incident_id, e.at, json_build_object('number', v.number, 'hazard', v.hazard,
         'title', v.title, 'grade', v.grade, 'status', CASE e.type WHEN 'IncidentClosed' THEN 'closed' ELSE 'reported' END,
         'division', v.division, 'place', v.place, 'lon', v.lon, 'lat', v.lat,
         'reportedAt', to_char(e.at AT TIME ZONE 'Asia/Shanghai', $2), 'changedAt', to_char(e.at AT TIME ZONE 'Asia/Shanghai', $2))::text
       FROM events e JOIN incident_view v ON v.world = e.world AND v.id = e.incident_id
       WHERE e.world = 'live' AND e.type IN ('IncidentReported', 'IncidentClosed') AND e.seq > $1`,
      [standing.seq, 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"'],
    );
    // As a log of years has long been; left to itself the database would do it while somebody measures.
    await pool.query('VACUUM (ANALYZE) events, commands, incident_view, incident_link, upward_outbox');
  } finally {
    await pool.end();
  }
}

/** Makes the next rows while the database writes the last ones. */
async function write(pool: pg.Pool, chain: Chain, events: number): Promise<void> {
  const failed: unknown[] = [];
  const writer = (statement: string, what: string): CopyWriter =>
    new CopyWriter({
      pool,
      statement,
      what,
      flushAtRows: 10_000,
      flushEveryMs: 50,
      mostWaiting: Number.POSITIVE_INFINITY,
      onError: (error) => failed.push(error),
    });
  const rows = writer(EVENTS, 'events');
  const commands = writer(COMMANDS, 'commands');
  let number = 100;
  let written: Promise<void> = Promise.resolve();
  while (chain.seq < events) {
    const count = Math.min(STORIES_AT_ONCE, Math.ceil((events - chain.seq) / STORY));
    const made = stories(count, number + 1, Date.now() - YEAR_MS + (YEAR_MS * chain.seq) / events).map((one) =>
      chain.rowsOf(one),
    );
    number += count;
    const two = Promise.all([
      rows.push(made.map((one) => one.events).join(''), count * STORY),
      commands.push(made.map((one) => one.command).join(''), count),
    ]);
    written = Promise.all([written, two]).then(() => undefined);
    // Bounded, and a turn for the sockets.
    if (rows.waiting > AT_ONCE_WAITING) await two;
    else await new Promise((resolve) => setImmediate(resolve));
  }
  await written;
  await Promise.all([rows.close(), commands.close()]);
  if (failed.length > 0) throw new Error('the log could not be written', { cause: failed[0] });
  await pool.query(`UPDATE worlds SET head_seq = $1, head_hash = $2 WHERE id = 'live'`, [chain.seq, chain.hash]);
  const [count] = CountSchema.parse(
    (await pool.query(`SELECT count(*) AS events, max(seq) AS last FROM events WHERE world = 'live'`)).rows,
  );
  if (count?.events !== chain.seq || count.last !== chain.seq)
    throw new Error(`the log has ${count?.events} events, not ${chain.seq}`);
}
