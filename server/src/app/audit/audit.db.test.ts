import { AuditFactSchema } from '@sitong/shared/kernel/audit.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildTestApp } from '../../testing/test-app.ts';

const test = await buildTestApp();
const PASSWORD = 'pa55-test-only';
const AuditSchema = z.object({
  entries: z.array(z.object({ seq: z.number(), at: z.string(), person: z.string(), fact: AuditFactSchema })),
  next: z.number().optional(),
});
const LogSchema = z.object({
  events: z.array(z.looseObject({ seq: z.number(), type: z.string(), body: z.unknown() })),
});

let admin = '';
beforeAll(async () => {
  admin = await test.session('admin');
  await test.session('duty');
});

function post(path: string, body: unknown, bearer?: string): Promise<Response> {
  return test.fetch(path, bearer, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
const signIn = (username: string, password: string) => post('/api/session', { username, password });
const audit = async (query = '') => AuditSchema.parse(await test.get(`/api/audit${query}`, admin));
const facts = async (query = '') => (await audit(query)).entries.map(({ fact }) => fact);
const flush = () => test.app.services.audit.flush();

describe('the audit', () => {
  it('holds a sign-in and a sign-out of its own, with who and from where', async () => {
    const token = /sitong=([^;]+)/.exec((await signIn('duty', PASSWORD)).headers.get('set-cookie') ?? '')?.[1] ?? '';
    expect((await test.fetch('/api/session', token, { method: 'DELETE' })).status).toBe(204);
    expect(await facts('?who=duty')).toMatchObject([
      { type: 'SignedOut', body: { username: 'duty', why: 'signed_out' } },
      { type: 'SignedIn', body: { username: 'duty', second: 'none', address: '127.0.0.1' } },
    ]);
  });

  it('sums failed sign-ins, and never keeps a name that is no account: it may be a password', async () => {
    await signIn('duty', 'wrong-1');
    await signIn('duty', 'wrong-2');
    await signIn('Geheim-2026-getippt', 'x');
    await flush();
    expect(await facts('?type=SignInsFailed')).toMatchObject([
      { body: { count: 3, unknownNames: 1, names: [{ username: 'duty', count: 2 }] } },
    ]);
    const { rows } = await test.database.pool.query("SELECT string_agg(body || actor, ' ') AS whole FROM events");
    expect(JSON.stringify(rows)).not.toMatch(/Geheim|wrong-1/);
  });

  it('holds what a person was denied over either lane and over HTTP', async () => {
    const wall = await test.live('wall');
    const intent = { type: 'EnterDutyLog', text: 'x' } as const;
    const answer: unknown = await wall.socket.emitWithAck('intent', { commandId: newId(), intent });
    expect(answer).toMatchObject({ ok: false, refused: { code: 'role_required' } });
    const team = await test.session('team1');
    await post('/api/intents', { commandId: newId(), intent }, team);
    expect((await test.fetch('/api/accounts', team)).status).toBe(403);
    await flush();
    const denied = await facts('?type=ActsDenied');
    expect(denied).toHaveLength(2);
    expect(JSON.stringify(denied)).toContain('GET /api/accounts');
    expect(JSON.stringify(denied)).toContain('EnterDutyLog');
  });

  it('holds each look at a masked number with its reason, and no number', async () => {
    const duty = await test.session('duty');
    const answer = await post('/api/unmask', { person: 'p-leader', reason: '核实到岗' }, duty);
    const { phone } = z.object({ phone: z.string() }).parse(await answer.json());
    const [entry] = await facts('?who=p-leader');
    expect(entry).toMatchObject({ type: 'PersonalDataShown', body: { person: 'p-leader', reason: '核实到岗' } });
    expect(JSON.stringify(entry)).not.toContain(phone);
  });

  it('is found by person, kind and time, page by page', async () => {
    const whole = await audit('?limit=500');
    expect(whole.entries.map(({ seq }) => seq)).toEqual(whole.entries.map(({ seq }) => seq).toSorted((a, b) => b - a));
    const first = await audit('?limit=2');
    const second = await audit(`?limit=2&before=${first.next}`);
    expect([...first.entries, ...second.entries]).toEqual(whole.entries.slice(0, 4));
    const at = whole.entries[2]?.at ?? '';
    const since = await audit(`?from=${encodeURIComponent(at)}`);
    expect(since.entries.every((entry) => Date.parse(entry.at) >= Date.parse(at))).toBe(true);
    expect(
      (await audit(`?to=${encodeURIComponent(at)}`)).entries.every((entry) => Date.parse(entry.at) < Date.parse(at)),
    ).toBe(true);
    expect((await facts('?type=SignedIn')).every(({ type }) => type === 'SignedIn')).toBe(true);
  });

  it('leaves as CSV that no spreadsheet runs, and the export is an entry itself', async () => {
    await post('/api/unmask', { person: 'p-leader', reason: '=HYPERLINK("http://x","y")' }, await test.session('duty'));
    const answer = await post('/api/audit/export', { type: 'PersonalDataShown' }, admin);
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const csv = await answer.text();
    expect(csv.split('\r\n')[0]).toBe('"seq","at","person","name","type","body"');
    for (const cell of csv.matchAll(/(?:^|,)"((?:[^"]|"")*)"/gm)) expect(cell[1]).not.toMatch(/^[=+\-@]/);
    expect(await facts('?type=DataExported')).toMatchObject([{ body: { what: 'audit', rows: 2 } }]);
  });

  it('is seen by administrators, and by nobody else: not in the list, not in the log, not on the live lane', async () => {
    for (const who of ['duty', 'leader', 'commander', 'town', 'village', 'team1', 'wall']) {
      const bearer = await test.session(who);
      expect([who, (await test.fetch('/api/audit', bearer)).status]).toEqual([who, 403]);
      const { events } = LogSchema.parse(await test.get('/api/log', bearer));
      expect([who, events.filter(({ type }) => /^(Sign|Acts|Personal|Data|Administered)/.test(type))]).toEqual([
        who,
        [],
      ]);
    }
    expect((await test.fetch('/api/audit', await test.token(['read']))).status).toBe(403);
    const own = LogSchema.parse(await test.get('/api/log', admin));
    expect(own.events.some(({ type }) => type === 'SignedIn')).toBe(true);
    const desk = await test.live('duty');
    const seen: unknown[] = [];
    desk.socket.on('events', (batch: unknown) => seen.push(batch));
    await signIn('leader', 'wrong');
    await flush();
    const intent = { type: 'EnterDutyLog', text: '后来的一条' } as const;
    await post('/api/intents', { commandId: newId(), intent }, await test.session('duty'));
    await desk.next('events', (batch) => JSON.stringify(batch).includes('后来的一条'));
    expect(JSON.stringify(seen)).toContain('后来的一条');
    expect(JSON.stringify(seen)).not.toMatch(/SignInsFailed|SignedIn/);
  });

  it('keeps its place in what a program reads, and nothing of its content', async () => {
    const { events } = LogSchema.parse(await test.get('/api/log?limit=1000', await test.token(['read'])));
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, n) => n + 1));
    const held = events.filter(({ type }) => type === 'Withheld');
    expect(held.length).toBeGreaterThan(5);
    expect(held.every(({ body }) => JSON.stringify(body) === '{}')).toBe(true);
    expect(JSON.stringify(held)).not.toMatch(/duty|127\.0\.0\.1|核实/);
  });

  it('cannot be written by a person, and never in a drill', async () => {
    const fact = { type: 'SignedIn', body: { username: 'x', second: 'none', device: '', address: '' } } as const;
    const forged = await post('/api/intents', { commandId: newId(), intent: { type: 'RecordAudit', fact } }, admin);
    expect(await forged.json()).toMatchObject({ ok: false, refused: { code: 'role_required' } });
  });

  it('grows the log and not the memory: the open state holds nothing of it', () => {
    const state = JSON.stringify(test.app.services.worlds.get('live')?.runtime.state);
    expect(state).not.toMatch(/SignedIn|bad_credentials|核实到岗/);
  });
});
