import { LIVE, newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { SHANHUA, WANGZHUANG } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { reportIncident } from '../../plumbing/realtime/intents.testing.ts';
import { ErrorSchema } from '../../testing/outer-contract.ts';
import { buildTestApp } from '../../testing/test-app.ts';
import { keepPastState, PastStates } from './past-state.ts';

const clock = { ms: Date.parse('2026-07-18T20:00:00+08:00') };
const test = await buildTestApp({ now: () => clock.ms });
const AnsweredSchema = z.object({ ok: z.literal(true), seq: z.number() });
const BookmarksSchema = z.object({
  bookmarks: z.array(z.object({ id: z.string(), moment: z.string(), text: z.string(), name: z.string().nullable() })),
});

async function send(method: 'POST' | 'DELETE', path: string, username: string, body?: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) };
  return test.fetch(path, await test.session(username), init);
}
const codeOf = async (answer: Response): Promise<string> => ErrorSchema.parse(await answer.json()).error.code;

async function bookmarks(world: string, username: string): Promise<z.infer<typeof BookmarksSchema>['bookmarks']> {
  const path = `/api/replay/${world}/bookmarks`;
  return BookmarksSchema.parse(await test.get(path, await test.session(username))).bookmarks;
}

async function drill(): Promise<string> {
  const begun = await send('POST', '/api/drills', 'duty', { scenario: 'storm', officers: 'hand', player: 'caller' });
  return z.object({ world: z.string() }).parse(await begun.json()).world;
}

const reported: string[] = [];
async function report(title: string, division: typeof SHANHUA | typeof WANGZHUANG = SHANHUA): Promise<number> {
  const incidentId = newId();
  const intent = { ...reportIncident(division, title, incidentId), notDuplicateOf: [...reported] };
  reported.push(incidentId);
  const answer = await send('POST', '/api/intents', 'duty', { commandId: newId(), intent });
  return AnsweredSchema.parse(await answer.json()).seq;
}

const CsvSchema = z.string().startsWith('\ufeff');
async function file(what: 'log' | 'ledger', username: string, from: number, to: number): Promise<string[]> {
  const body = { what, from: toTimestamp(from), to: toTimestamp(to) };
  const answer = await send('POST', `/api/replay/${LIVE}/export`, username, body);
  expect(answer.status).toBe(200);
  const bytes = Buffer.from(await answer.arrayBuffer()).toString('utf8');
  return CsvSchema.parse(bytes).trimEnd().split('\r\n');
}

describe('bookmarks of a drill', () => {
  const moment = '2026-07-18T20:40:30+08:00';

  it('are seen by all, are kept when the drill is closed, can still be set then; a retry sets none twice', async () => {
    const world = await drill();
    const first = { id: newId(), moment, text: '首令晚了' };
    expect((await send('POST', `/api/replay/${world}/bookmarks`, 'duty', first)).status).toBe(201);
    expect((await send('POST', `/api/replay/${world}/bookmarks`, 'duty', first)).status).toBe(200);
    expect((await send('DELETE', `/api/drills/${world}`, 'leader')).status).toBe(204);
    const later = { id: newId(), moment: '2026-07-18T20:50:00+08:00', text: '叫应补齐' };
    expect((await send('POST', `/api/replay/${world}/bookmarks`, 'leader', later)).status).toBe(201);
    const seen = await bookmarks(world, 'village');
    expect(seen.map(({ text }) => text)).toEqual(['首令晚了', '叫应补齐']);
    expect(seen[0]).toMatchObject({ moment: '2026-07-18T20:40:30.000+08:00', id: first.id });
    expect(seen[0]?.name).toBeTruthy();
  });

  it('are removed by their author or by one who leads, and the audit says who set and who removed', async () => {
    const world = await drill();
    const path = `/api/replay/${world}/bookmarks`;
    const id = newId();
    await send('POST', path, 'leader', { id, moment, text: '此处讲评' });
    const denied = await send('DELETE', `${path}/${id}`, 'duty');
    expect([denied.status, await codeOf(denied)]).toEqual([403, 'not_your_bookmark']);
    expect((await send('DELETE', `${path}/${id}`, 'commander')).status).toBe(204);
    expect(await bookmarks(world, 'leader')).toEqual([]);
    expect(await codeOf(await send('DELETE', `${path}/${id}`, 'commander'))).toBe('bookmark_unknown');
    const audit = await test.get(`/api/audit?who=${world}`, await test.session('admin'));
    const entries = z.object({
      entries: z.array(z.object({ person: z.string(), fact: z.object({ type: z.string() }) })),
    });
    const told = entries.parse(audit).entries.map(({ person, fact }) => `${person} ${fact.type}`);
    expect(told).toEqual(['p-commander BookmarkRemoved', 'p-leader BookmarkSet']);
  });

  it('are not set by a village officer, nor without words, nor in a world that is not', async () => {
    const world = await drill();
    const note = { id: newId(), moment, text: '看' };
    expect((await send('POST', `/api/replay/${world}/bookmarks`, 'village', note)).status).toBe(403);
    expect((await send('POST', `/api/replay/${world}/bookmarks`, 'duty', { ...note, text: ' ' })).status).toBe(422);
    expect(await codeOf(await send('POST', '/api/replay/drill-none0/bookmarks', 'duty', note))).toBe('world_unknown');
  });

  it('of the live world stand on what has been, and are read by those who run the county’s desk', async () => {
    const note = { id: newId(), moment: toTimestamp(clock.ms), text: '值班记' };
    const path = '/api/replay/live/bookmarks';
    expect((await send('POST', path, 'duty', note)).status).toBe(201);
    const ahead = { ...note, id: newId(), moment: toTimestamp(clock.ms + 60_000) };
    expect(await codeOf(await send('POST', path, 'duty', ahead))).toBe('moment_to_come');
    expect((await bookmarks('live', 'commander')).map(({ text }) => text)).toEqual(['值班记']);
    expect(await bookmarks('live', 'town')).toEqual([]);
  });
});

describe('GET /api/replay/:world/start', () => {
  const StartSchema = z.object({
    seq: z.number(),
    until: z.number(),
    state: z.object({ command: z.object({ incidents: z.record(z.string(), z.object({ title: z.string() })) }) }),
  });
  async function start(username: string, from: number, to: number) {
    const query = new URLSearchParams({ from: toTimestamp(from), to: toTimestamp(to) });
    return StartSchema.parse(await test.get(`/api/replay/live/start?${query}`, await test.session(username)));
  }
  const titles = ({ state }: z.infer<typeof StartSchema>): string[] =>
    Object.values(state.command.incidents).map(({ title }) => title);

  it('gives the state before the span as the reader may see it, and where in the log the span lies', async () => {
    clock.ms += 8 * 60_000;
    const beginMs = clock.ms;
    await report('此前一');
    await report('此前二', WANGZHUANG);
    clock.ms += 60_000;
    const during = await report('其间');
    clock.ms += 60_000;
    const after = await report('其后');
    const all = await start('duty', beginMs + 30_000, beginMs + 90_000);
    expect(titles(all)).toEqual(expect.arrayContaining(['此前一', '此前二']));
    expect(titles(all)).not.toContain('其间');
    expect(all.seq).toBeLessThan(during);
    expect(all.until).toBeGreaterThanOrEqual(during);
    expect(all.until).toBeLessThan(after);
    const own = titles(await start('town', beginMs + 30_000, beginMs + 90_000));
    expect(own).toContain('此前一');
    expect(own).not.toContain('此前二');
  });

  it('is not for a village, wants a span, and none of more than two days', async () => {
    const ask = async (username: string, query: string): Promise<Response> =>
      test.fetch(`/api/replay/live/start?${query}`, await test.session(username));
    expect((await ask('village', `from=${clock.ms}&to=${clock.ms}`)).status).toBe(403);
    expect(await codeOf(await ask('duty', `from=${clock.ms}`))).toBe('span_required');
    expect(await codeOf(await ask('duty', `from=${clock.ms}&to=${clock.ms - 1}`))).toBe('span_backwards');
    expect(await codeOf(await ask('duty', `from=${clock.ms - 3 * 86_400_000}&to=${clock.ms}`))).toBe('span_too_long');
  });

  it('folds to the state that the node itself holds, wherever it begins', async () => {
    const { runtime } = test.app.services.worlds.get(LIVE) ?? expect.fail('the live world is open');
    const { pool, log } = test.app.services;
    const past = new PastStates({ pool, log, schema: 0 });
    const { seq, state } = runtime;
    expect(await past.after(LIVE, seq)).toEqual(state);
    const half = Math.floor(seq / 2);
    const kept = JSON.stringify(await past.after(LIVE, half));
    await pool.query('INSERT INTO past_states (world, schema, seq, state) VALUES ($1, 0, $2, $3)', [LIVE, half, kept]);
    expect(await past.after(LIVE, seq)).toEqual(state);
  });

  it('begins at the state kept nearest before, and drops those of an earlier shape when it keeps one', async () => {
    const { pool, log } = test.app.services;
    const { seq, state } = (test.app.services.worlds.get(LIVE) ?? expect.fail('the live world is open')).runtime;
    await keepPastState({ pool, schema: 7 }, { world: LIVE, seq, state });
    await keepPastState({ pool, schema: 8 }, { world: LIVE, seq, state });
    const { rows } = await pool.query('SELECT DISTINCT schema FROM past_states WHERE world = $1 ORDER BY 1', [LIVE]);
    expect(rows).toEqual([{ schema: 8 }]);
    const asked: number[] = [];
    const since: typeof log.since = (world, after, limit) => {
      asked.push(after);
      return log.since(world, after, limit);
    };
    const past = new PastStates({ pool, log: { head: log.head.bind(log), since }, schema: 8 });
    const later = await report('后来的事');
    await past.after(LIVE, later);
    expect(Math.min(...asked)).toBe(seq);
  });
});

describe('POST /api/replay/:world/export', () => {
  it('hands out the log of the span: as the reader may see it, numbers masked, formulas as text, an audit entry', async () => {
    clock.ms += 8 * 60_000;
    const beginMs = clock.ms;
    const seq = await report('=1+1 报警人13912345678');
    const log = await file('log', 'duty', beginMs, clock.ms);
    expect(log[0]).toContain('"序号","世界时间"');
    const row = log.find((line) => line.startsWith(`${seq},`)) ?? '';
    expect(row).toContain('139****5678');
    expect(log.join()).not.toContain('13912345678');
    expect(row).toContain('"IncidentReported"');
    const audit = await test.get('/api/audit?type=DataExported', await test.session('admin'));
    const entries = z.object({
      entries: z.array(z.object({ fact: z.object({ body: z.object({ what: z.string() }) }) })),
    });
    expect(entries.parse(audit).entries[0]?.fact.body.what).toBe('replay_log');
  });

  it('hands out who was shown what when: empty where no screen of theirs was, nobody for what they may not see', async () => {
    clock.ms += 8 * 60_000;
    const beginMs = clock.ms;
    const seq = await report('甲');
    const elsewhere = await report('乙', WANGZHUANG);
    const [duty, commander, town] = [await test.live('duty'), await test.live('commander'), await test.live('town')];
    clock.ms += 12_000;
    duty.socket.emit('shown', { seq: elsewhere });
    commander.socket.emit('shown', { seq });
    town.socket.emit('shown', { seq: elsewhere });
    const rowsOf = async (of: number): Promise<string[][]> =>
      (await file('ledger', 'leader', beginMs, beginMs))
        .filter((line) => line.startsWith(`${of},`))
        .map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')))
        .map((cells) => [cells[5] ?? '', cells[9] ?? '']);
    const expected = [
      ['commander', '12'],
      ['duty', '12'],
      ['town', '12'],
    ];
    await expect.poll(() => rowsOf(seq), { timeout: 20_000, interval: 1000 }).toEqual(expect.arrayContaining(expected));
    const there = await rowsOf(elsewhere);
    expect(there).toContainEqual(['commander', '']);
    expect(there).toContainEqual(['duty', '12']);
    expect(there.map(([username]) => username)).not.toContain('town');
  });

  it('is for those who look back on the county alone', async () => {
    const body = { what: 'log', from: toTimestamp(clock.ms), to: toTimestamp(clock.ms) };
    for (const username of ['village', 'town', 'team1', 'wall'])
      expect((await send('POST', '/api/replay/live/export', username, body)).status).toBe(403);
  });
});
