import { newId } from '@sitong/shared/kernel/ids.ts';
import { SHANHUA } from '@sitong/shared/testing/county.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ErrorSchema } from '../../testing/outer-contract.ts';
import { buildTestApp } from '../../testing/test-app.ts';

const test = await buildTestApp();
const StartedSchema = z.object({ world: z.string(), token: z.string(), status: z.string(), worldNow: z.string() });
const ListSchema = z.object({
  drills: z.array(z.object({ world: z.string(), status: z.string(), player: z.string() })),
});
const JSON_TYPE = { 'content-type': 'application/json' };

afterEach(async () => {
  const session = await test.session('leader');
  const { drills } = ListSchema.parse(await test.get('/api/drills', session));
  for (const { world, status } of drills)
    if (status !== 'closed') await test.fetch(`/api/drills/${world}`, session, { method: 'DELETE' });
});

async function startDrill(username = 'duty') {
  const body = JSON.stringify({ scenario: 'storm', officers: 'hand', speed: 20, player: 'caller' });
  const session = await test.session(username);
  return test.fetch('/api/drills', session, { method: 'POST', headers: JSON_TYPE, body });
}

async function started() {
  return StartedSchema.parse(await (await startDrill()).json());
}

function report() {
  return {
    commandId: newId(),
    intent: {
      type: 'ReportIncident',
      incidentId: newId(),
      hazard: 'flash_flood',
      title: '山洪 善化村',
      grade: 3,
      place: { point: { lon: 109.8769, lat: 35.3453 }, division: SHANHUA, name: '善化村', by: 'name' },
      source: { kind: 'duty' },
      text: '',
      photos: [],
      notDuplicateOf: [],
      figures: [],
    },
  };
}

function send(
  world: string,
  bearer: string,
  actAs: string | undefined,
  path = '/api/intents',
  method = 'POST',
  body: unknown = report(),
) {
  const headers = { ...JSON_TYPE, ...(actAs === undefined ? {} : { 'x-act-as': actAs }) };
  return test.fetch(`${path}?world=${world}`, bearer, { method, headers, body: JSON.stringify(body) });
}

async function codeOf(response: Response): Promise<string> {
  return ErrorSchema.parse(await response.json()).error.code;
}

describe('drills over HTTP', () => {
  it('begins a drill in its own world, on its own clock, and everyone signed in may enter it at once', async () => {
    const drill = await started();
    expect(drill.world).toMatch(/^drill-/);
    expect(drill.worldNow.slice(0, 16)).toBe('2026-07-18T19:30');
    expect(await test.get('/api/session', await test.session('town'))).toMatchObject({
      worlds: expect.arrayContaining([drill.world]),
    });
    const { drills } = ListSchema.parse(await test.get('/api/drills', await test.session('wall')));
    expect(drills).toContainEqual({ world: drill.world, status: 'running', player: 'caller' });
  });

  it('lets nobody play a scenario twice at once, nor into a drill that has ended', async () => {
    const { world } = await started();
    const session = await test.session('duty');
    const again = (): Promise<Response> =>
      test.fetch(`/api/drills/${world}/player`, session, {
        method: 'POST',
        headers: JSON_TYPE,
        body: JSON.stringify({ officers: 'scripted' }),
      });
    const atWork = await again();
    expect([atWork.status, await codeOf(atWork)]).toEqual([409, 'player_at_work']);
    await test.fetch(`/api/drills/${world}`, session, { method: 'DELETE' });
    const over = await again();
    expect([over.status, await codeOf(over)]).toEqual([409, 'drill_over']);
  });

  it('tells those who look at the list that it has changed', async () => {
    const stop = new AbortController();
    const wall = await test.session('wall');
    const news = await test.fetch('/api/drills/news', wall, { signal: stop.signal });
    expect(news.headers.get('content-type')).toBe('text/event-stream');
    const reader = news.body?.pipeThrough(new TextDecoderStream()).getReader();
    await started();
    let heard = '';
    while (!heard.includes('data: changed')) heard += (await reader?.read())?.value ?? '';
    stop.abort();
  });

  it('keeps to as many drills at once as a node carries', async () => {
    for (let n = 0; n < 4; n++) expect((await startDrill()).status).toBe(201);
    expect(await codeOf(await startDrill())).toBe('too_many_drills');
  });

  it('is begun by officers and the administrator only', async () => {
    for (const username of ['town', 'village', 'team1', 'wall']) expect((await startDrill(username)).status).toBe(403);
  });

  it('lends the officers of the drill to its script, in that drill and never in the live world', async () => {
    const drill = await started();
    await test.session('duty');
    const answer = await (await send(drill.world, drill.token, 'duty')).json();
    expect(answer).toMatchObject({ ok: true });
    expect(await codeOf(await send('live', drill.token, 'duty'))).toBe('other_world');
    const live = await test.token(['command'], 'live');
    expect(await codeOf(await send('live', live, 'duty'))).toBe('live_world');
    expect(await codeOf(await send(drill.world, live, 'duty'))).toBe('live_world');
    const ingest = await test.token(['ingest', 'read'], drill.world);
    expect(await codeOf(await send(drill.world, ingest, 'duty'))).toBe('scope_required');
    expect((await send(drill.world, drill.token, undefined)).status).toBe(401);
  });

  it('lends nobody for anything but acting: no administrator, no wall, no other route', async () => {
    const drill = await started();
    await test.session('admin');
    expect(await codeOf(await send(drill.world, drill.token, 'admin'))).toBe('cannot_act_as');
    expect(await codeOf(await send(drill.world, drill.token, 'person:nobody'))).toBe('cannot_act_as');
    expect(await codeOf(await send(drill.world, drill.token, 'leader', '/api/drills', 'POST', {}))).toBe(
      'not_for_scripts',
    );
    expect(await codeOf(await send(drill.world, drill.token, 'leader', '/api/session', 'DELETE', {}))).toBe(
      'not_for_scripts',
    );
  });

  it('plays a village officer without an account, with no more than an officer of that village may', async () => {
    const drill = await started();
    const answer = await (await send(drill.world, drill.token, 'person:p-village-s')).json();
    expect(answer).toMatchObject({ ok: true });
    const clock = { commandId: newId(), intent: { type: 'SetWorldClock', speed: 1, running: 'paused' } };
    const refused = await (
      await send(drill.world, drill.token, 'person:p-village-s', '/api/intents', 'POST', clock)
    ).json();
    expect(refused).toMatchObject({ ok: false, refused: { code: 'role_required' } });
  });

  it('ends: the world closes, its tokens are revoked, its log stays', async () => {
    const drill = await started();
    const session = await test.session('leader');
    expect((await test.fetch(`/api/drills/${drill.world}`, session, { method: 'DELETE' })).status).toBe(204);
    const { drills } = ListSchema.parse(await test.get('/api/drills', session));
    expect(drills.find(({ world }) => world === drill.world)).toMatchObject({ status: 'closed' });
    expect(await codeOf(await send(drill.world, drill.token, 'duty'))).toBe('bad_token');
    const page = z.object({ events: z.array(z.object({ type: z.string() })) });
    const { events } = page.parse(await test.get(`/api/log?world=${drill.world}`, session));
    expect(events.map(({ type }) => type)).toEqual(['DrillStarted', 'PracticeAdopted', 'DrillEnded']);
    expect((await test.fetch('/api/drills/live', session, { method: 'DELETE' })).status).toBe(409);
  });
});
