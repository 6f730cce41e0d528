import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { LUOCHENG, SHANHUA } from '@sitong/shared/testing/county.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { reportIncident } from '../../plumbing/realtime/intents.testing.ts';
import { buildTestApp } from '../../testing/test-app.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'sitong-sight-'));
const test = await buildTestApp({ env: { DATA_DIR: dataDir } });
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** The smallest picture that passes as one. */
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffda0004ffffffd9', 'hex');

async function send(username: string, id: string = newId()): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(JPEG)], { type: 'image/jpeg' }), 'a.jpg');
  const answer = await test.fetch(`/api/photos?id=${id}`, await test.session(username), { method: 'POST', body: form });
  expect(answer.status).toBe(200);
  return id;
}

/** Incidents of this file, none of them the same as another. */
const told: string[] = [];

const seen = async (username: string, id: string): Promise<number> =>
  (await test.fetch(`/api/photos/${id}`, await test.session(username))).status;

async function tell(id: string, division: typeof SHANHUA | typeof LUOCHENG, title: string): Promise<void> {
  const incident = { ...reportIncident(division, title), notDuplicateOf: told, photos: [id] };
  const answer = await test.fetch('/api/intents', await test.session('duty'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ commandId: newId(), intent: incident }),
  });
  expect(await answer.json()).toMatchObject({ ok: true });
  told.push(incident.incidentId);
}

describe('a picture', () => {
  it('is shown to the county and to who sent it; its id alone opens nothing, and says not even that it is there', async () => {
    const id = await send('team1');
    expect([await seen('team1', id), await seen('duty', id), await seen('wall', id)]).toEqual([200, 200, 200]);
    for (const other of ['team2', 'town', 'village']) expect(await seen(other, id)).toBe(404);
    const answer = await test.fetch(`/api/photos/${id}`, await test.session('team2'));
    const none = await test.fetch(`/api/photos/${newId()}`, await test.session('team2'));
    expect(await answer.text()).toBe(await none.text());
  });

  it('is not shown to who sends the same id again', async () => {
    const id = await send('team1');
    await send('village', id);
    expect(await seen('village', id)).toBe(404);
  });

  it('is shown where what tells of it is seen, and to nobody of another place', async () => {
    const [here, elsewhere] = [await send('duty'), await send('duty')];
    await tell(here, SHANHUA, '善化村');
    await tell(elsewhere, LUOCHENG, '洛城村');
    expect([await seen('village', here), await seen('town', here)]).toEqual([200, 200]);
    expect([await seen('village', elsewhere), await seen('town', elsewhere)]).toEqual([404, 404]);
  });

  it('a program sees those that its own world tells of', async () => {
    const [shown, unused] = [await send('duty'), await send('duty')];
    await tell(shown, SHANHUA, '善化村二');
    const of = async (id: string) => (await test.fetch(`/api/photos/${id}`, await test.token(['read']))).status;
    expect([await of(shown), await of(unused)]).toEqual([200, 404]);
  });
});
