/**
 * Stored positions a second end to end: JT/T 808 frames over TCP on loopback, through the real app, until
 * every fix is committed and answered; beside its floor, the same rows by bare COPY, and its rivals (a unique
 * index with COPY through a staging table; one INSERT a fix).
 *
 *   node server/src/plumbing/signals/ingest.bench.ts [positions=200000]
 *
 * Server, database and terminals share the cores of one machine.
 */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { COUNTY_SEED } from '@sitong/shared/testing/county.ts';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import pino from 'pino';
import { buildApp } from '../../app.ts';
import { parseConfig } from '../../config.ts';
import { FrameReader } from '../../ingest/jt808/frame-reader.ts';
import { encodeFrame } from '../../ingest/jt808/frame-writer.ts';
import { encodeLocation } from '../../ingest/jt808/location.ts';
import { MSG } from '../../ingest/jt808/message-ids.ts';
import { MasterStore } from '../master/master-store.ts';
import { startEmbedded } from '../persistence/embedded.ts';
import { migrate } from '../persistence/migrate.ts';
import { positionRow } from './position-history.ts';

const POSITIONS = Number(process.argv[2] ?? 200_000);
const LINKS = 50;
/** Frames a terminal has under way before it waits for answers. */
const WINDOW = 200;
/** The rate of the promise, offered for some seconds. */
const PACE = 20_000;
const PACED_S = 6;
const SINGLE_INSERTS = 2000;
const PAGE = 8000;
let round = 0;

interface Figure {
  name: string;
  positions: number;
  seconds: number;
  perSecond: number;
}

const figures: Figure[] = [];
function note(name: string, positions: number, startedMs: number): void {
  const seconds = (performance.now() - startedMs) / 1000;
  figures.push({ name, positions, seconds, perSecond: Math.round(positions / seconds) });
}

const dataDir = mkdtempSync(join(tmpdir(), 'sitong-bench-'));
const quiet = { info: () => undefined, warn: () => undefined, error: (...what: unknown[]) => console.error(...what) };
const database = await startEmbedded({ dataDir, log: quiet });
try {
  await migrate(database.url);
  const pool = new pg.Pool({ connectionString: database.url });
  await new MasterStore(pool).seed(COUNTY_SEED, 'bench', new Date());
  const parsed = parseConfig({ PORT: '0', JT808_PORT: '0', SITONG_DEMO: '0' }, process.cwd());
  if (parsed.kind === 'refused') throw new Error(parsed.problems[0]?.sentence);
  const app = await buildApp({
    config: parsed.config,
    databaseUrl: database.url,
    logger: pino({ level: 'error' }),
    now: Date.now,
  });
  const door = await app.lane.openJt808({ host: '127.0.0.1', port: 0, requireAuth: false });

  await endToEnd(door.port, Math.round(POSITIONS / 10));
  const eventsBefore = await latencies(app, 50);
  const started = performance.now();
  const cpu = process.cpuUsage();
  const under = latencies(app, 100);
  await endToEnd(door.port, POSITIONS);
  note('JT/T 808 over TCP, committed and answered', POSITIONS, started);
  const used = process.cpuUsage(cpu);
  const eventsUnder = await under;
  const pacedAt = performance.now();
  const whilePaced = latencies(app, 200);
  const paced = PACE * PACED_S;
  await endToEnd(door.port, paced, PACE / LINKS);
  note(`the same, offered at ${PACE} a second`, paced, pacedAt);
  const eventsPaced = await whilePaced;
  const { rows } = await pool.query<{ n: number }>('SELECT count(*)::int AS n FROM positions');
  const stored = rows[0]?.n ?? 0;
  const sent = POSITIONS + Math.round(POSITIONS / 10) + paced;
  const live = app.lane.of('live')?.table.size ?? 0;
  await app.close();

  const text = sampleRows(Math.min(POSITIONS, 200_000));
  await pool.query('TRUNCATE positions');
  let from = performance.now();
  for (const page of text) await copy(pool, 'positions', page);
  note('floor: the same rows by bare COPY', text.length * PAGE, from);

  await pool.query('TRUNCATE positions');
  await pool.query('CREATE UNIQUE INDEX positions_once ON positions (world, terminal, observed_at)');
  from = performance.now();
  for (const page of text) {
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query('CREATE TEMP TABLE staging (LIKE positions) ON COMMIT DROP');
    await pipeline(Readable.from([page]), client.query(copyFrom('COPY staging FROM STDIN')));
    await client.query('INSERT INTO positions SELECT * FROM staging ON CONFLICT DO NOTHING');
    await client.query('COMMIT');
    client.release();
  }
  note('rival: unique index, COPY to a staging table', text.length * PAGE, from);
  await pool.query('DROP INDEX positions_once');

  from = performance.now();
  for (let i = 0; i < SINGLE_INSERTS; i++) {
    await pool.query(
      `INSERT INTO positions VALUES ('live', $1, now() + $2 * interval '1 ms', now(), 109.9, 35.2, 40, 90, 'v', 'jt808')`,
      [`single-${i % 100}`, i],
    );
  }
  note('naive: one INSERT a fix', SINGLE_INSERTS, from);
  await pool.end();

  console.table(figures);
  const summary = {
    bench: 'ingest',
    links: LINKS,
    sent,
    stored,
    lost: sent - stored,
    liveTerminals: live,
    processCpuUsPerPosition: (used.user + used.system) / POSITIONS,
    eventMs: { idle: eventsBefore, paced: eventsPaced, flatOut: eventsUnder },
    figures,
  };
  console.log(JSON.stringify(summary));
  if (stored !== sent) throw new Error(`${sent - stored} positions were answered and are not stored`);
} finally {
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
}

function sampleRows(n: number): string[] {
  const now = Date.now();
  const pages: string[] = [];
  for (let i = 0; i + PAGE <= n; i += PAGE) {
    let text = '';
    for (let j = i; j < i + PAGE; j++)
      text += positionRow(
        'live',
        `t${j % 2000}`,
        now - j * 10,
        now,
        109.9 + (j % 1000) / 1e4,
        35.2,
        40,
        90,
        'v',
        'jt808',
      );
    pages.push(text);
  }
  return pages;
}

async function copy(pool: pg.Pool, table: string, text: string): Promise<void> {
  const client = await pool.connect();
  await pipeline(Readable.from([text]), client.query(copyFrom(`COPY ${table} FROM STDIN`)));
  client.release();
}

/** Each link speaks for 40 vehicles; every answer is counted. */
async function endToEnd(port: number, positions: number, perSecond = Number.POSITIVE_INFINITY): Promise<void> {
  const each = Math.floor(positions / LINKS);
  await Promise.all(
    Array.from({ length: LINKS }, (_, link) =>
      oneLink(port, link, each + (link < positions % LINKS ? 1 : 0), perSecond),
    ),
  );
}

async function oneLink(port: number, link: number, positions: number, perSecond: number): Promise<void> {
  round += 1;
  const nowS = Math.floor(Date.now() / 1000);
  const wires: Buffer[] = [];
  for (let i = 0; i < positions; i++) {
    const vehicle = i % 40;
    const terminal = String(13_900_000_000 + (round % 100) * 10_000 + link * 100 + vehicle).padStart(12, '0');
    // A second for each fix of a vehicle, the newest one now.
    const observedAtMs = (nowS - Math.floor((positions - i) / 40)) * 1000;
    const lon = 109.8 + ((link * 40 + vehicle) % 300) / 1000;
    const body = encodeLocation({
      lon,
      lat: 35.2 + i / 1e6,
      observedAtMs,
      fix: 'valid',
      speedKmh: 40,
      courseDeg: 90,
      altitudeM: 700,
    });
    wires.push(encodeFrame({ terminal, version: '2013', msgId: MSG.location, serial: i & 0xffff, body }));
  }
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  const reader = new FrameReader();
  let answered = 0;
  let written = 0;
  const beganMs = performance.now();
  await new Promise<void>((resolve, reject) => {
    const more = (): void => {
      const offered = Math.ceil(((performance.now() - beganMs) / 1000) * perSecond);
      const to = Math.min(wires.length, answered + WINDOW, offered);
      if (perSecond === Number.POSITIVE_INFINITY && to - written < WINDOW / 4 && to < wires.length) return;
      if (to > written) socket.write(Buffer.concat(wires.slice(written, to)));
      written = to;
    };
    const pacer = setInterval(more, 50);
    socket.on('connect', more);
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      reader.push(chunk);
      while (reader.next()) answered += 1;
      if (answered < wires.length) return more();
      clearInterval(pacer);
      resolve();
    });
  });
  socket.end();
}

/** Milliseconds from an intent to its commit, p50 and p99, one after another. */
async function latencies(app: Awaited<ReturnType<typeof buildApp>>, n: number): Promise<{ p50: number; p99: number }> {
  const world = app.services.worlds.get('live');
  const times: number[] = [];
  for (let i = 0; i < n; i++) {
    const at = performance.now();
    const alarmId = crypto.randomUUID();
    await world?.submitSystem(crypto.randomUUID(), {
      type: 'RaiseAlarm',
      alarmId,
      priority: 4,
      cause: { kind: 'source_lost', source: alarmId },
      division: COUNTY_SEED.county,
      audience: [],
    });
    times.push(performance.now() - at);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  times.sort((a, b) => a - b);
  const rank = (share: number): number => Math.round((times[Math.floor((n - 1) * share)] ?? 0) * 10) / 10;
  return { p50: rank(0.5), p99: rank(0.99) };
}
