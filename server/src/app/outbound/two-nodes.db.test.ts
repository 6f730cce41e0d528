import { setTimeout as delay } from 'node:timers/promises';
import { LIVE, newId } from '@sitong/shared/kernel/ids.ts';
import { SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Screen } from '../../testing/screen.ts';
import { buildTestApp, TestApp } from '../../testing/test-app.ts';

const a = await buildTestApp();
/** Another node, slow to read the log, that works the same queue of jobs. */
const late = new TestApp(a.database, a.config, Date.now);
const screens: Screen[] = [];
const BEHIND_MS = 500;

beforeAll(async () => {
  await late.start();
  const { log } = late.app.services;
  const since = log.since.bind(log);
  log.since = async (...asked) => {
    await delay(BEHIND_MS);
    return since(...asked);
  };
});
afterAll(async () => {
  for (const screen of screens) screen.close();
  await late.stop();
});

const ORDERS = 8;

it('every order goes out, whichever node takes its job, and however far that node has read', async () => {
  const desk = await new Screen({ url: a.url, token: await a.session('duty') }).open();
  screens.push(desk);
  const incidentId = newId();
  expect(
    await desk.send({
      type: 'ReportIncident',
      incidentId,
      hazard: 'flash_flood',
      title: '沟口水位上涨',
      grade: 3,
      place: { point: seatOf(SHANHUA), division: SHANHUA, name: '沟口', by: 'map' },
      source: { kind: 'duty' },
      text: '沟口水位上涨',
      photos: [],
      notDuplicateOf: [],
      figures: [],
    }),
  ).toMatchObject({ ok: true });
  for (let n = 0; n < ORDERS; n++) {
    const orderId = newId();
    const content = {
      task: `第 ${n} 次转移`,
      skills: [],
      destination: { name: '沟口', point: seatOf(SHANHUA), division: SHANHUA },
      hazards: '水位上涨',
      protection: '救生衣',
      feedbackMin: 30,
    };
    expect(
      await desk.send({
        type: 'DispatchTeam',
        orderId,
        incidentId,
        team: 'team-1',
        exclusive: true,
        voice: false,
        content,
      }),
    ).toMatchObject({ ok: true });
    const sent = () => a.app.services.worlds.get(LIVE)?.runtime.state.rescue.orders[orderId]?.status !== 'saved';
    await expect.poll(sent, { timeout: 8000 }).toBe(true);
    expect(await desk.send({ type: 'WithdrawOrder', orderId, reason: '下一次' })).toMatchObject({ ok: true });
  }
});
