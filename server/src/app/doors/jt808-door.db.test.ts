import { newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { LocationToSend } from '../../ingest/jt808/location.ts';
import { connectTerminal, type TerminalClient } from '../../ingest/jt808/terminal-client.ts';
import { RefusedSchema, TerminalsSchema, TrackSchema } from '../../testing/outer-contract.ts';
import { buildTestApp } from '../../testing/test-app.ts';

const test = await buildTestApp();
const read = await test.token(['read']);
const HOST = '127.0.0.1';

async function dial(terminal: string, version: '2013' | '2019' = '2013', requireAuth = false): Promise<TerminalClient> {
  const door = test.app.lane.jt808 ?? (await test.app.lane.openJt808({ host: HOST, port: 0, requireAuth }));
  return connectTerminal({ host: HOST, port: door.port, terminal, version });
}

/** Terminals tell whole seconds. */
const at = (over: Partial<LocationToSend> = {}): LocationToSend => ({
  lon: 109.93,
  lat: 35.19,
  observedAtMs: Math.floor(Date.now() / 1000) * 1000,
  fix: 'valid',
  speedKmh: 40,
  courseDeg: 90,
  altitudeM: 700,
  ...over,
});

async function terminal(number: string) {
  const { terminals } = TerminalsSchema.parse(await test.get('/api/terminals', read));
  return terminals.find((one) => one.number === number || one.id === number);
}

async function track(id: string) {
  return TrackSchema.parse(await test.get(`/api/positions?terminal=${id}&from=0`, read)).positions;
}

async function bind(id: string, team: string, as = 'admin'): Promise<Response> {
  const init = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ team }) };
  return test.fetch(`/api/terminals/${id}/binding`, await test.session(as), init);
}

async function intend(as: string, intent: Intent, world = 'live'): Promise<void> {
  const body = JSON.stringify({ commandId: newId(), intent });
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const answer = await test.fetch(`/api/intents?world=${world}`, await test.session(as), init);
  expect(await answer.json()).toMatchObject({ ok: true });
}

/** An incident at 善化村, an order to go there, accepted, and the team on its way. */
async function sendOut(team: string, leader: string, orderId: string, world = 'live'): Promise<void> {
  const incidentId = newId();
  const place = { point: seatOf(SHANHUA), division: SHANHUA, name: '善化村', by: 'name' } as const;
  await intend(
    'duty',
    {
      type: 'ReportIncident',
      incidentId,
      hazard: 'flash_flood',
      title: '善化村山洪',
      grade: 3,
      place,
      source: { kind: 'duty' },
      text: '',
      photos: [],
      notDuplicateOf: [],
      figures: [],
    },
    world,
  );
  await intend(
    'duty',
    {
      type: 'DispatchTeam',
      orderId,
      incidentId,
      team,
      exclusive: true,
      voice: false,
      content: {
        task: '转移沟口组群众',
        skills: ['evacuation'],
        destination: { name: '善化村沟口', point: seatOf(SHANHUA), division: SHANHUA },
        hazards: '山洪',
        protection: '救生衣',
        feedbackMin: 30,
      },
    },
    world,
  );
  await intend(leader, { type: 'AcceptOrder', orderId, voice: false }, world);
  await intend(leader, { type: 'ReportTeamStatus', team, to: 'departed', cause: 'person' }, world);
}

const state = () => {
  const world = test.app.services.worlds.get('live');
  if (world === undefined) throw new Error('no live world');
  return world.runtime.state;
};

describe('JT/T 808 door', () => {
  it('a terminal nobody registered is listed as unknown, stored, and shown on a screen', async () => {
    const screen = await test.live('duty');
    const car = await dial('013912345678');
    expect(await car.sendLocation(at())).toMatchObject({ kind: 'reply', result: 'ok' });
    // The answer means committed.
    expect(await track('13912345678')).toMatchObject([{ lon: 109.93, lat: 35.19, fix: 'valid', source: 'jt808' }]);
    expect(await terminal('013912345678')).toMatchObject({
      id: '13912345678',
      bound: false,
      lon: 109.93,
      speedKmh: 40,
      courseDeg: 90,
      fix: 'valid',
      source: 'jt808',
    });
    await screen.until(() => screen.shown('13912345678') !== undefined);
    expect(screen.shown('13912345678')).toMatchObject({ lon: 109.93, lat: 35.19, speedKmh: 40, courseDeg: 90 });
    await car.close();
  });

  it('old and invalid fixes are answered and stored, and never look fresh', async () => {
    const car = await dial('013900000001');
    const now = at();
    await car.sendLocation(now);
    const hourAgo = { ...now, observedAtMs: now.observedAtMs - 3_600_000, lat: 35 };
    expect(await car.sendLocation(hourAgo)).toMatchObject({ result: 'ok' });
    expect(await car.sendLocation({ ...now, fix: 'invalid', lat: 36 })).toMatchObject({ result: 'ok' });
    expect(await terminal('13900000001')).toMatchObject({ lat: 35.19, time: toTimestamp(now.observedAtMs) });
    expect((await track('13900000001')).map(({ lat }) => lat)).toEqual([35, 35.19]);
    await car.close();
  });

  it('one device is one terminal, whatever zeros its protocol pads with', async () => {
    const old = await dial('013900000002');
    await old.sendLocation(at({ observedAtMs: Math.floor(Date.now() / 1000) * 1000 - 5000 }));
    const renewed = await dial('00000000013900000002', '2019');
    await renewed.sendLocation(at({ lat: 35.2 }));
    expect(await track('13900000002')).toHaveLength(2);
    expect(await terminal('13900000002')).toMatchObject({ number: '00000000013900000002', lat: 35.2 });
    await Promise.all([old.close(), renewed.close()]);
  });

  it('a bound terminal belongs to its team: its leader sees it, with the name of the team', async () => {
    const leader = await test.live('team1');
    const car = await dial('013900000003');
    await car.sendLocation(at());
    expect((await bind('13900000003', 'team-9')).status).toBe(422);
    expect((await bind('13900000003', 'team-1', 'duty')).status).toBe(403);
    expect((await bind('13900000003', 'team-1')).status).toBe(200);
    await leader.until(() => leader.shown('13900000003') !== undefined);
    const unit = [...leader.units.values()].find((one) => one.terminal === '13900000003');
    expect(unit).toMatchObject({ team: 'team-1', label: '县消防一队' });
    expect(leader.shown('13912345678')).toBeUndefined();
    await car.close();
  });

  it('faults are listed with their bytes', async () => {
    const car = await dial('013900000004');
    await car.sendLocation(at({ observedAtMs: Date.now() + 3_600_000 }));
    const { refused } = RefusedSchema.parse(await test.get('/api/ingest/refused?source=jt808', read));
    expect(refused[0]).toMatchObject({ code: 'time_in_future' });
    await car.close();
  });

  it('positions and bindings survive a restart with their real age', async () => {
    const before = await terminal('13900000003');
    await test.restart();
    expect(await terminal('13900000003')).toEqual(before);
    const screen = await test.live('duty');
    await screen.until(() => screen.shown('13900000003') !== undefined);
    const shownMs = screen.shown('13900000003')?.atMs ?? 0;
    // Ages travel in whole seconds.
    expect(Math.abs(shownMs - Date.parse(before?.time ?? ''))).toBeLessThanOrEqual(1000);
    const car = await dial('013900000003');
    await car.sendLocation(at({ lat: 35.25, observedAtMs: Math.floor(Date.now() / 1000) * 1000 + 2000 }));
    await screen.until(() => screen.shown('13900000003')?.lat === 35.25);
    await car.close();
  });
});

describe('after a kill between two flushes', () => {
  it('the newest fix is read from the history, which is ahead of the list', async () => {
    const before = await terminal('13900000003');
    await test.stop();
    await test.database.pool.query(
      `UPDATE terminals SET observed_at = observed_at - interval '1 hour', lat = 1 WHERE id = '13900000003'`,
    );
    await test.start();
    expect(await terminal('13900000003')).toEqual(before);
  });

  it('the list goes page by page', async () => {
    const Page = TerminalsSchema.extend({ next: z.string().optional() });
    const all = Page.parse(await test.get('/api/terminals', read)).terminals.map(({ id }) => id);
    const paged: string[] = [];
    for (let after = ''; ; ) {
      const query = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
      const page = Page.parse(await test.get(`/api/terminals?limit=2${query}`, read));
      paged.push(...page.terminals.map(({ id }) => id));
      if (page.next === undefined) break;
      after = page.next;
    }
    expect(paged).toEqual(all);
    expect(all.length).toBeGreaterThan(3);
  });
});

describe('what positions mean for a team', () => {
  const order = newId();

  it('[RES-13] a fresh fix at the destination of an accepted order is an arrival', async () => {
    await sendOut('team-1', 'team1', order);
    const screen = await test.live('duty');
    const car = await dial('013900000003');
    const here = at({ ...seatOf(SHANHUA), observedAtMs: Math.floor(Date.now() / 1000) * 1000 + 3000 });
    await car.sendLocation({ ...here, observedAtMs: here.observedAtMs - 1_000_000 });
    expect(state().rescue.teams['team-1']?.status).toBe('departed');
    await car.sendLocation(here);
    await screen.next('events', (batch) => JSON.stringify(batch).includes('geofence'));
    expect(state().rescue.teams['team-1']?.status).toBe('on_scene');
    await car.close();
  });

  it('the phone page of a leader is a terminal of the led team by itself; of others it is none', async () => {
    const screen = await test.live('duty');
    const phone = await test.live('team1');
    const stranger = await test.live('village');
    const position = { lon: 109.85, lat: 35.3, observedAt: toTimestamp(Date.now()), batteryPct: 71 };
    stranger.socket.emit('position', position);
    phone.socket.emit('position', position);
    await screen.until(() => screen.shown('phone:leader-team-1') !== undefined);
    expect(await terminal('phone:leader-team-1')).toMatchObject({ team: 'team-1', source: 'phone', lon: 109.85 });
    expect(await terminal('phone:p-village-s')).toBeUndefined();
  });
});

describe('a drill at six hundred times the speed', () => {
  it('a team on the way that falls silent for ten minutes is alarmed once, and settled when it is heard', async () => {
    const { worlds } = test.app.services;
    const open = await worlds.startDrill({
      title: '失联演练',
      scenario: 'test',
      startAt: '2026-07-18T20:00:00+08:00',
      speed: 600,
    });
    const { world } = open.runtime;
    const signals = test.app.lane.of(world);
    await signals?.ready;
    await signals?.bind('13933333333', 'team-2', 'admin');
    const car = await dial('013933333333');
    await car.sendLocation(at());
    // Reported before it left, so the silence counts from the departure.
    const raised = Promise.withResolvers<void>();
    const settled = Promise.withResolvers<void>();
    const seen: (string | undefined)[] = [];
    open.runtime.onCommitted((events) => {
      for (const { type, body } of events) {
        const { alarmId } = z.object({ alarmId: z.string().optional() }).parse(body);
        if (type === 'AlarmRaised' && JSON.stringify(body).includes('position_lost')) {
          seen.push(alarmId);
          raised.resolve();
        }
        if (type === 'AlarmCleared' && seen.includes(alarmId)) settled.resolve();
      }
    });
    await sendOut('team-2', 'team2', newId(), world);
    expect(open.runtime.state.rescue.teams['team-2']?.status).toBe('departed');
    await raised.promise;
    const alarms = Object.values(open.runtime.state.monitoring.alarms);
    expect(alarms.filter(({ cause }) => cause.kind === 'position_lost')).toMatchObject([
      { id: seen[0], priority: 3, cause: { team: 'team-2' } },
    ]);
    await car.sendLocation(at({ observedAtMs: Math.floor(Date.now() / 1000) * 1000 + 5000 }));
    await settled.promise;
    expect(seen).toHaveLength(1);
    await car.close();
    await worlds.closeDrill(world);
  });
});

describe('JT808_REQUIRE_AUTH', () => {
  it('takes only terminals an administrator named, with the code they were given', async () => {
    await test.restart();
    const stranger = await dial('013911111111', '2013', true);
    expect(await stranger.sendLocation(at())).toMatchObject({ result: 'failed' });
    expect(await terminal('13911111111')).toBeUndefined();
    const plate = '陕E88888';
    const registration = {
      layout: '2013' as const,
      province: 61,
      city: 525,
      maker: 'MK',
      model: 'M',
      terminalId: 'T1',
      plateColor: 2,
      plate,
    };
    await expect(stranger.register(registration)).rejects.toThrow('no_such_terminal');
    await bind('13922222222', 'team-2');
    const car = await dial('013922222222');
    expect(await car.sendLocation(at())).toMatchObject({ result: 'failed' });
    expect(await car.authenticate('guess')).toMatchObject({ result: 'failed' });
    const code = await car.register(registration);
    expect(await car.authenticate(code)).toMatchObject({ result: 'ok' });
    expect(await car.sendLocation(at())).toMatchObject({ result: 'ok' });
    expect(await terminal('13922222222')).toMatchObject({ team: 'team-2', lon: 109.93 });
    await Promise.all([stranger.close(), car.close()]);
    await test.restart();
    const again = await dial('013922222222', '2013', true);
    expect(await again.authenticate(code)).toMatchObject({ result: 'ok' });
    await again.close();
  });
});
