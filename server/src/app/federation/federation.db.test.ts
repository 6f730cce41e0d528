import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { withTestDatabase } from '../../testing/database.ts';
import { type FaultyLine, faultyLine } from '../../testing/faulty-line.ts';
import { HandClock } from '../../testing/released-warning.ts';
import { openCounty, type WorkingCounty } from './county.testing.ts';
import { CountyReader } from './county-reader.ts';
import { CountyStore } from './county-store.ts';

/**
 * Three counties, each with its server, database and log, read by their province over real sockets on lines that are
 * cut. Time is virtual: one clock for all, moved on by the test, on which servers and readers live.
 */
const clock = new HandClock(Date.parse('2026-07-18T18:00:00+08:00'));
const province = await withTestDatabase();
const store = new CountyStore(province.pool);
const counties: WorkingCounty[] = [];
for (const prefix of ['610525', '610526', '610527']) counties.push(await openCounty(prefix, clock));
const [cutOff, ...others] = counties;
if (cutOff === undefined) throw new Error('no county');

/** Readers asleep until the virtual clock has come so far. */
const asleep = new Set<{ untilMs: number; wake: () => void }>();
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const sleeper = { untilMs: clock.now() + ms, wake: resolve };
    asleep.add(sleeper);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
function later(seconds: number): void {
  clock.later(seconds);
  for (const sleeper of asleep) {
    if (sleeper.untilMs > clock.now()) continue;
    asleep.delete(sleeper);
    sleeper.wake();
  }
}

interface Line {
  county: WorkingCounty;
  line: FaultyLine;
  token: string;
  reader: CountyReader;
}
const errors: unknown[] = [];
let dying: 'before the commit' | 'after the commit' | undefined;
/** A store whose process dies once, at the worst moments there are. */
const mortal: Pick<CountyStore, 'cursor' | 'keep'> = {
  cursor: (county) => store.cursor(county),
  keep: async (page, from, nowMs) => {
    const how = dying;
    dying = undefined;
    if (how === 'before the commit') throw new Error('died before the commit');
    const kept = await store.keep(page, from, nowMs);
    if (how === 'after the commit') throw new Error('died after the commit');
    return kept;
  },
};
function readerOf({ county, line, token }: Omit<Line, 'reader'>): CountyReader {
  return new CountyReader({
    county: { county: county.code, url: line.url, token },
    store: mortal,
    now: clock.now,
    pause,
    onError: (error) => errors.push(error),
  }).start();
}
const lines: Line[] = [];
for (const county of counties) {
  const parts = { county, line: await faultyLine(county.app.url, Math.random), token: await county.outboxToken() };
  lines.push({ ...parts, reader: readerOf(parts) });
}
afterAll(async () => {
  for (const { reader, line } of lines) {
    await reader.close();
    await line.close();
  }
});

const lineOf = (county: WorkingCounty): Line => {
  const found = lines.find((line) => line.county === county);
  if (found === undefined) throw new Error('no line');
  return found;
};
async function restart(county: WorkingCounty): Promise<void> {
  const line = lineOf(county);
  await line.reader.close();
  line.reader = readerOf(line);
}

/** What a county told and what the province has of it, each in its order. */
async function both(county: WorkingCounty) {
  const { rows } = await county.app.database.pool.query<{ seq: number; kind: string; subject: string; body: string }>(
    `SELECT seq, kind, subject, body FROM upward_outbox WHERE world = 'live' ORDER BY seq`,
  );
  const told = rows.map((row) => ({ ...row, body: JSON.parse(row.body) as unknown }));
  const read = (await store.items(county.code, 0, 10_000)).map(({ seq, kind, subject, body }) => ({
    seq,
    kind,
    subject,
    body,
  }));
  return { told, read };
}

/** Every county read to its last item; time goes on meanwhile, so that sleeping readers try again. */
async function allCurrent(): Promise<void> {
  await vi.waitFor(
    async () => {
      later(5);
      for (const county of counties) {
        const { told, read } = await both(county);
        expect(read.length).toBe(told.length);
      }
    },
    { timeout: 30_000, interval: 50 },
  );
}

/** What people were told is done, by county: the incidents and papers that must be in the province, and those that must not. */
const ledger = new Map(counties.map(({ code }) => [code, { upward: new Set<string>(), own: new Set<string>() }]));
async function work(county: WorkingCounty, kind: number): Promise<void> {
  const entry = ledger.get(county.code);
  if (kind === 0) entry?.upward.add(await county.warn());
  else if (kind === 1) entry?.upward.add(await county.reportIncident(2));
  else if (kind === 2) entry?.own.add(await county.reportIncident(4));
  else {
    const incident = await county.reportIncident(4);
    entry?.own.add(incident);
    entry?.upward.add(await county.sendFirstReport(incident));
  }
}

async function nothingLost(): Promise<void> {
  for (const county of counties) {
    const { told, read } = await both(county);
    // The same items, under the same numbers, in the same order: none lost, none doubled.
    expect(read).toEqual(told);
    const subjects = new Set(read.map(({ subject }) => subject));
    const { upward, own } = ledger.get(county.code) ?? { upward: new Set(), own: new Set() };
    expect([...upward].filter((subject) => !subjects.has(subject))).toEqual([]);
    expect([...own].filter((subject) => subjects.has(subject))).toEqual([]);
  }
}

describe('a province reads the outboxes of its counties', () => {
  it('[FED-10] one county cut off for an hour: the others go on, and it is caught up whole and in order', async () => {
    for (const county of counties) await work(county, 1);
    await allCurrent();
    const { line, reader } = lineOf(cutOff);
    line.become({ kind: 'cut' });
    await vi.waitFor(() => expect(reader.state.kind).toBe('cut'), { timeout: 20_000 });
    const before = (await both(cutOff)).read.length;
    for (let minute = 0; minute < 60; minute += 1) {
      later(60);
      if (minute % 6 === 0) for (const county of counties) await work(county, (minute / 6) % 4);
    }
    await vi.waitFor(
      async () => {
        for (const county of others) expect((await both(county)).read).toEqual((await both(county)).told);
      },
      { timeout: 20_000, interval: 50 },
    );
    expect((await both(cutOff)).read.length).toBe(before);
    expect(reader.state).toMatchObject({ kind: 'cut' });
    if (reader.state.kind === 'cut') expect(clock.now() - reader.state.sinceMs).toBeGreaterThanOrEqual(3_500_000);
    expect((await both(cutOff)).told.length).toBeGreaterThanOrEqual(before + 8);
    line.become({ kind: 'through' });
    await allCurrent();
    await nothingLost();
    await vi.waitFor(() => expect(reader.state.kind).toBe('current'), { timeout: 20_000 });
    expect(errors).toEqual([]);
  }, 120_000);

  it('[FED-11] whatever breaks, and whenever the reader dies: nothing lost, nothing twice, order kept', async () => {
    const step = fc.record({ what: fc.integer({ min: 0, max: 7 }), where: fc.integer({ min: 0, max: 2 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (steps) => {
        for (const { what, where } of steps) {
          const county = counties[where] ?? cutOff;
          const { line } = lineOf(county);
          if (what < 4) await work(county, what);
          else if (what === 4) line.become({ kind: 'cut' });
          else if (what === 5) line.cutMidFrame('client');
          else if (what === 6) await restart(county);
          else dying = where === 0 ? 'before the commit' : 'after the commit';
          later(7);
        }
        for (const { line } of lines) line.become({ kind: 'through' });
        await allCurrent();
        await nothingLost();
      }),
      { numRuns: 4, endOnFailure: true },
    );
  }, 120_000);

  it('[FED-12] a second reader beside the first doubles nothing', async () => {
    const twin = readerOf(lineOf(cutOff));
    try {
      for (let n = 0; n < 4; n += 1) await work(cutOff, n);
      await allCurrent();
      await nothingLost();
    } finally {
      await twin.close();
    }
  }, 60_000);

  it('[FED-13] a county that was put back to an earlier moment is not read on silently; read anew, nothing is overwritten', async () => {
    const county = others[0] ?? cutOff;
    await allCurrent();
    // Stopped first: a page it is still storing would bring the right hash back.
    await lineOf(county).reader.close();
    await province.pool.query('UPDATE federated_counties SET cursor_hash = $2 WHERE county = $1', [
      county.code,
      'cd'.repeat(32),
    ]);
    await restart(county);
    await vi.waitFor(() => expect(lineOf(county).reader.state.kind).toBe('history_changed'), { timeout: 20_000 });
    const stored = await province.pool.query('SELECT 1 FROM federated_items WHERE county = $1', [county.code]);
    expect(await store.beginHistory(county.code)).toBe(true);
    await allCurrent();
    await nothingLost();
    const again = await province.pool.query('SELECT 1 FROM federated_items WHERE county = $1', [county.code]);
    expect(again.rowCount).toBe(2 * (stored.rowCount ?? 0));
  }, 60_000);

  it('[FED-14] the wrong county, the wrong token and the wrong world store nothing, and say why', async () => {
    const [county, other] = [counties[1] ?? cutOff, counties[2] ?? cutOff];
    const ask = async (code: string, token: string) => {
      const reader = new CountyReader({
        county: { county: code, url: county.app.url, token },
        store,
        now: clock.now,
        pause,
        onError: (error) => errors.push(error),
      }).start();
      await vi.waitFor(() => expect(reader.state.kind).toBe('refused'), { timeout: 20_000 });
      await reader.close();
      return 'why' in reader.state ? reader.state.why : '';
    };
    expect(await ask('610599000000', await county.outboxToken())).toContain(`this is county ${county.code}`);
    expect(await ask('610598000000', await other.outboxToken())).toContain('bad_token');
    expect(await ask('610597000000', await county.app.token(['read']))).toContain('scope_required');
    for (const code of ['610599000000', '610598000000', '610597000000'])
      expect(await store.items(code, 0, 10)).toEqual([]);
  }, 60_000);
});
