import { newId } from '@sitong/shared/kernel/ids.ts';
import { FENGYUAN } from '@sitong/shared/testing/county.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { sealerOf } from '../../plumbing/accounts/sealed.ts';
import { reportIncident } from '../../plumbing/realtime/intents.testing.ts';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';
import { sealedCaller } from '../vault-caller.ts';

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});

const ELSEWHERE = sealerOf(() => Buffer.alloc(32, 9));
const json = { 'content-type': 'application/json' };

async function logTexts(bearer: string): Promise<string> {
  return JSON.stringify(await app.get('/api/log', bearer));
}

describe('names', () => {
  it('come with pinyin keys and stay in the browser until something changes', async () => {
    const duty = await app.session('duty');
    const first = await app.fetch('/api/names', duty);
    const rows = (await first.json()) as { kind: string; name: string; pinyin: string }[];
    expect(rows.find(({ name }) => name === '善化村')?.pinyin).toBe('shanhuacun');
    const etag = first.headers.get('etag') ?? '';
    const again = await app.fetch('/api/names', duty, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });
});

describe('a number in full', () => {
  it('is shown to a desk with a reason, after who, whose and why stand in the log', async () => {
    const duty = await app.session('duty');
    const person = app.app.services.master.county.data.persons.find(({ phone }) => /^1\d{10}$/.test(phone));
    if (person === undefined) throw new Error('the tiny county has a mobile number');
    const answer = await app.fetch('/api/unmask', duty, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ person: person.id, reason: '电话叫应' }),
    });
    expect(await answer.json()).toEqual({ name: person.name, phone: person.phone });
    expect(await logTexts(duty)).not.toContain('电话叫应');
    const log = JSON.stringify(await app.get('/api/audit?type=PersonalDataShown', await app.session('admin')));
    expect(log).toContain(person.id);
    expect(log).toContain('电话叫应');
    expect(log).not.toContain(person.phone);
  });

  it('of a caller stands sealed in the database and is read with the key of the deployment alone', async () => {
    const duty = await app.session('duty');
    const phone = '13911112222';
    const [incidentId, commandId] = [newId(), newId()];
    const intent = {
      ...reportIncident(FENGYUAN, '河水上涨', incidentId),
      source: { kind: 'phone', caller: { name: '过路司机', phone } },
    };
    const answer = await app.fetch('/api/intents', duty, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ commandId, intent }),
    });
    expect(await answer.json()).toMatchObject({ ok: true });
    const { rows } = await app.database.pool.query('SELECT data FROM vault');
    expect(JSON.stringify(rows)).toMatch(/^\[\{"data":\{"sealed":"[\w+/=]{40,}"\}\}\]$/);
    const events = await app.database.pool.query(`SELECT string_agg(body::text, '') AS text FROM events`);
    expect(JSON.stringify(events.rows)).not.toContain(phone);
    const shown = await app.fetch('/api/unmask', duty, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ incidentId, reason: '回拨' }),
    });
    expect(await shown.json()).toEqual({ name: '过路司机', phone });
    await app.database.pool.query('UPDATE vault SET data = $1', [sealedCaller({ name: 'x', phone }, ELSEWHERE)]);
    const elsewhere = await app.fetch('/api/unmask', duty, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ incidentId, reason: '回拨' }),
    });
    expect([elsewhere.status, await elsewhere.text()]).toEqual([503, expect.stringContaining('SITONG_SECRET_KEY')]);
    // One that was kept before callers were sealed.
    await app.database.pool.query('UPDATE vault SET data = $1', [{ name: '旧', phone: '13900000000' }]);
    const old = await app.fetch('/api/unmask', duty, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ incidentId, reason: '回拨' }),
    });
    expect(await old.json()).toEqual({ name: '旧', phone: '13900000000' });
  });

  it('is not shown without a reason, nor to who is no desk, nor for another division', async () => {
    const post = async (who: string, body: object): Promise<number> =>
      (
        await app.fetch('/api/unmask', await app.session(who), {
          method: 'POST',
          headers: json,
          body: JSON.stringify(body),
        })
      ).status;
    const before = await logTexts(await app.session('duty'));
    expect(await post('duty', { person: 'p-leader', reason: '' })).toBe(422);
    expect(await post('team1', { person: 'p-leader', reason: '电话叫应' })).toBe(403);
    expect(await post('town', { person: 'p-leader', reason: '电话叫应' })).toBe(403);
    expect(await post('duty', { person: 'nobody', reason: '电话叫应' })).toBe(404);
    expect(await logTexts(await app.session('duty'))).toBe(before);
  });
});
