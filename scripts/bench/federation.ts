import { type Asked, askCounty } from '@sitong/server/app/federation/ask-county.ts';
import { CountyStore, type Cursor } from '@sitong/server/app/federation/county-store.ts';
import type { TakenPage } from '@sitong/server/app/federation/upward-item.ts';
import { migrate } from '@sitong/server/plumbing/persistence/migrate.ts';
import { createPool } from '@sitong/server/plumbing/persistence/pool.ts';
import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { dropFolder, newFolder, startProcess } from '@sitong/server/testing/server-process.ts';
import type pg from 'pg';
import { tokenOf } from '../faults/token.ts';
import { databaseOf } from './database.ts';
import { exactly } from './goal.ts';
import { type BenchReport, machine } from './report.ts';

const COUNTY = '610525000000';
const EMPTY_ASKS = 200;
/** An incident head as long as they are. */
const HEAD = {
  number: 142,
  hazard: 'flash_flood',
  title: '善化村山洪，沟口道路中断',
  grade: 2,
  status: 'responding',
  division: '610525101233',
  place: '善化村',
  lon: 109.877664,
  lat: 35.345843,
  reportedAt: '2026-07-18T21:00:00.000+08:00',
  changedAt: '2026-07-18T21:05:00.000+08:00',
};

/** What one item costs a county that is read and a province that reads it, and what one line costs while nothing happens. */
export async function benchFederation(quick: boolean): Promise<BenchReport> {
  const before = machine();
  const count = quick ? 1000 : 4000;
  const dataDir = newFolder('bench-federation');
  const server = await startProcess({ dataDir });
  const url = await server.url();
  const base = databaseOf(dataDir);
  const county = createPool({ url: base, name: 'bench', max: 2, onError: () => undefined });
  try {
    const ledger = new Ledger();
    const load = new Load({ ledger, cookie: await server.signIn('duty'), lines: 20, perSecond: 2000 });
    await load.start(url);
    await ledger.reaches(count, 300_000);
    await load.settle();
    await load.stop();
    await county.query(
      `INSERT INTO upward_outbox SELECT 'live', seq, 'incident', gen_random_uuid(), at, $1 FROM events
       WHERE world = 'live' ORDER BY seq LIMIT $2`,
      [JSON.stringify(HEAD), count],
    );
    await county.query('CREATE DATABASE province');
    const province = new URL(base);
    province.pathname = '/province';
    await migrate(province.toString());
    const below = createPool({ url: province.toString(), name: 'bench', max: 2, onError: () => undefined });
    try {
      const token = await tokenOf({ dataDir }, 'outbox');
      const store = new CountyStore(below);
      const line = { county: COUNTY, url, token };
      const read = await caughtUp(line, store, () => cpuS(url));
      const idle = await asksInVain(line, await store.cursor(COUNTY), () => cpuS(url));
      const floorS = await bare(county, below, count);
      const stored = (await store.counties())[0]?.items ?? 0;
      return {
        bench: 'federation',
        at: new Date().toISOString(),
        machine: before,
        rows: [
          { figure: 'items caught up', value: count / read.wallS, unit: '/s', floor: count / floorS },
          { figure: 'CPU of the county for an item', value: (read.countyS * 1e6) / count, unit: 'µs' },
          { figure: 'CPU of the province for an item', value: (read.provinceS * 1e6) / count, unit: 'µs' },
          { figure: 'bytes of an item on the wire', value: read.bytes / count, unit: 'B' },
          { figure: 'CPU of the county for asking in vain', value: (idle.countyS * 1e6) / EMPTY_ASKS, unit: 'µs' },
          { figure: 'CPU of the province for asking in vain', value: (idle.provinceS * 1e6) / EMPTY_ASKS, unit: 'µs' },
          { figure: 'items missing', value: count - stored, unit: '', goal: [exactly(0)] },
        ],
        notes: [
          `${count} heads in pages of 500, over HTTP, each page stored with its cursor in one transaction; floor: the same rows from one database to the other by bare pg`,
          'CPU of the two Node processes; their databases and this bench share the machine',
        ],
      };
    } finally {
      await below.end();
    }
  } finally {
    await county.end();
    await server.end('SIGTERM');
    await dropFolder(dataDir);
  }
}

type Line = Parameters<typeof askCounty>[0];
const signal = new AbortController().signal;
const ownS = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

async function cpuS(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1] ?? Number.NaN);
}

function pageOf(asked: Asked): TakenPage {
  if (asked.kind !== 'page') throw new Error(asked.why);
  return asked.page;
}

async function caughtUp(line: Line, store: CountyStore, county: () => Promise<number>) {
  const [countyBefore, provinceBefore, startedMs] = [await county(), ownS(), performance.now()];
  let bytes = 0;
  for (;;) {
    const cursor = await store.cursor(line.county);
    const page = pageOf(await askCounty(line, cursor, { wait: 'no', signal }));
    await store.keep(page, cursor, Date.now());
    bytes += JSON.stringify(page).length;
    if (page.upTo === page.head) break;
  }
  const wallS = (performance.now() - startedMs) / 1000;
  const provinceS = ownS() - provinceBefore;
  return { wallS, provinceS, countyS: (await county()) - countyBefore, bytes };
}

async function asksInVain(line: Line, cursor: Cursor, county: () => Promise<number>) {
  const [countyBefore, provinceBefore] = [await county(), ownS()];
  for (let n = 0; n < EMPTY_ASKS; n += 1) pageOf(await askCounty(line, cursor, { wait: 'no', signal }));
  const provinceS = ownS() - provinceBefore;
  return { provinceS, countyS: (await county()) - countyBefore };
}

/** The same rows in pages of 500 from one database into the other, and nothing else. */
async function bare(from: pg.Pool, to: pg.Pool, count: number): Promise<number> {
  await to.query('CREATE TABLE bare (seq bigint PRIMARY KEY, kind text, subject uuid, at timestamptz, body text)');
  const startedMs = performance.now();
  for (let after = 0, left = count; left > 0; ) {
    const { rows } = await from.query<{ seq: number; kind: string; subject: string; at: Date; body: string }>(
      `SELECT seq, kind, subject, at, body FROM upward_outbox WHERE world = 'live' AND seq > $1 ORDER BY seq LIMIT 500`,
      [after],
    );
    await to.query(
      'INSERT INTO bare SELECT * FROM unnest($1::bigint[], $2::text[], $3::uuid[], $4::timestamptz[], $5::text[])',
      [
        rows.map(({ seq }) => seq),
        rows.map(({ kind }) => kind),
        rows.map(({ subject }) => subject),
        rows.map(({ at }) => at),
        rows.map(({ body }) => body),
      ],
    );
    after = rows.at(-1)?.seq ?? after;
    left -= rows.length;
    if (rows.length === 0) throw new Error('the outbox has fewer rows than were put in');
  }
  return (performance.now() - startedMs) / 1000;
}
