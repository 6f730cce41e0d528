import { newId } from '@sitong/shared/kernel/ids.ts';
import { BaselinesSchema } from '@sitong/shared/protocol/baselines.ts';
import { COUNTY, FENGYUAN, LUOCHENG, SHANHUA } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { reportIncident } from '../../plumbing/realtime/intents.testing.ts';
import { actAs, openWorld } from '../../testing/act-as.ts';
import { HandClock, issueWarning, orangeWarning } from '../../testing/released-warning.ts';
import { buildTestApp } from '../../testing/test-app.ts';

const PASSWORD = 'pa55-test-only';
const clock = new HandClock(Date.parse('2026-06-28T20:00:00+08:00'));
const test = await buildTestApp({ now: clock.now });
const live = () => openWorld(test.app);
const duty = (intent: object) => actAs(test.app, { person: 'p-duty', role: 'duty_officer' }, intent);
const commander = (intent: object) => actAs(test.app, { person: 'p-commander', role: 'commander' }, intent);

const READERS = {
  duty: { person: 'p-duty', role: 'duty_officer', division: COUNTY },
  town: { person: 'p-town-f', role: 'town_officer', division: FENGYUAN },
  wall: { person: 'wall', role: 'wall', division: COUNTY },
} as const;
let signedIn = 0;

/** Each time with a session of its own: between two questions here days may pass, which no session outlives. */
async function baselines(who: keyof typeof READERS) {
  const { accounts } = test.app.services;
  const { person, role, division } = READERS[who];
  signedIn += 1;
  const username = `${who}-${signedIn}`;
  await accounts.create({ username, person, password: PASSWORD, roles: [role], division });
  const answer = await accounts.signIn(username, PASSWORD, 'test');
  if (answer.kind !== 'signed_in') throw new Error(`${username} could not sign in`);
  return BaselinesSchema.parse(await test.get('/api/baselines', answer.token));
}

/** Sends its first report upward and closes it. */
async function close(incidentId: string): Promise<void> {
  const reports = () => Object.values(live().runtime.state.release.reports);
  await expect.poll(() => reports().some((one) => one.incidentId === incidentId), { timeout: 20_000 }).toBe(true);
  for (const { id: reportId, incidentId: of } of reports()) {
    if (of !== incidentId) continue;
    await duty({ type: 'LogPhoneReport', reportId, to: '市应急局', answeredBy: '马文涛' });
    await commander({ type: 'CheckReport', reportId });
    await commander({ type: 'SignReport', reportId, signing: { mode: 'signed', post: 'post-commander' } });
    await duty({ type: 'SendReport', reportId, to: '市应急局' });
  }
  await duty({ type: 'VerifyIncident', incidentId, text: '' });
  await duty({ type: 'ControlIncident', incidentId, text: '' });
  await duty({ type: 'EndIncident', incidentId, text: '' });
  await commander({ type: 'CloseIncident', incidentId, summary: '处置完毕' });
}

async function alarm(division: string, source: string): Promise<string> {
  const alarmId = newId();
  const answer = await live().submitSystem(newId(), {
    type: 'RaiseAlarm',
    alarmId,
    priority: 3,
    cause: { kind: 'source_lost', source },
    division,
    audience: [],
  });
  expect(answer.ok).toBe(true);
  return alarmId;
}

describe('GET /api/baselines', () => {
  it('knows of nothing when the log has just begun, and says since when it runs', async () => {
    const empty = await baselines('duty');
    expect(empty).toMatchObject({
      incidents: { month: 0, lastMonth: 0, last: null },
      warnings: { issued: 0, received: 0, last: null },
      alarms: { hours: 24, raised: 0, acked: 0, settled: 0, ackMeanS: null },
    });
    // The practice a world begins by is its first event.
    expect(Date.parse(empty.since ?? '')).toBe(clock.now());
  });

  it('tells how long alarms of the last day waited, and how many of them are over', async () => {
    const old = await alarm(COUNTY, 'yesterday');
    await duty({ type: 'AcknowledgeAlarm', alarmId: old });
    clock.later(25 * 3600);
    const [first, second, third] = [await alarm(FENGYUAN, 'a'), await alarm(COUNTY, 'b'), await alarm(COUNTY, 'c')];
    clock.later(20);
    await duty({ type: 'AcknowledgeAlarm', alarmId: first });
    clock.later(40);
    await duty({ type: 'AcknowledgeAlarm', alarmId: second });
    await live().submitSystem(newId(), { type: 'ReturnAlarm', alarmId: second });
    expect((await baselines('duty')).alarms).toEqual({ hours: 24, raised: 3, acked: 2, settled: 1, ackMeanS: 40 });
    // Returned first, acknowledged then: over with the one press, which the log says in one event.
    await live().submitSystem(newId(), { type: 'ReturnAlarm', alarmId: third });
    clock.later(30);
    await duty({ type: 'AcknowledgeAlarm', alarmId: third });
    expect((await baselines('duty')).alarms).toEqual({ hours: 24, raised: 3, acked: 3, settled: 2, ackMeanS: 170 / 3 });
    expect((await baselines('town')).alarms).toMatchObject({ raised: 1, acked: 1, ackMeanS: 20 });
  });

  it('counts incidents by the month they were reported in, without those that were none, and names the last closed', async () => {
    const june = newId();
    await duty(reportIncident(SHANHUA, '善化村', june));
    await close(june);
    clock.later(3 * 86_400);
    const [july, none] = [newId(), newId()];
    await duty(reportIncident(LUOCHENG, '洛城村', july));
    await duty({ ...reportIncident(SHANHUA, '误报', none), hazard: 'fire' });
    await duty({ type: 'VoidIncident', incidentId: none, reason: '烟雾来自炊事' });
    const { incidents } = await baselines('duty');
    expect(incidents).toMatchObject({
      month: 1,
      lastMonth: 1,
      last: { id: june, title: '善化村', hazard: 'flash_flood' },
    });
    expect(Date.parse(incidents.last?.closedAt ?? '')).toBeLessThan(clock.now() - 2 * 86_400_000);
    // A town officer of Fengyuan answers for 善化村 and not for 洛城村.
    expect((await baselines('town')).incidents).toMatchObject({ month: 0, lastMonth: 1 });
  });

  it('keeps who was called for the last warning, though the state has dropped the calls', async () => {
    const warningId = await issueWarning(test.app, clock, orangeWarning(clock.now()));
    const calls = () => Object.values(live().runtime.state.release.calls);
    await expect.poll(() => calls().length, { timeout: 20_000 }).toBeGreaterThan(0);
    const asked = calls();
    const [one] = asked;
    if (one === undefined) throw new Error('nobody was called');
    await duty({ type: 'RecordCallFact', callId: one.id, fact: 'answered', via: 'desk' });
    await commander({ type: 'CancelWarning', warningId, reason: '雨停' });
    await expect.poll(() => calls().length, { timeout: 20_000 }).toBe(0);
    const { warnings } = await baselines('wall');
    expect(warnings).toMatchObject({
      issued: 1,
      last: { kind: 'own', hazard: 'flash_flood', level: 2, how: 'cancelled', called: asked.length, answered: 1 },
    });
  });
});
