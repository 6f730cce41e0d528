import { type Id, newId, shownNumber } from '@sitong/shared/kernel/ids.ts';
import { type IntentAnswer, IntentAnswerSchema } from '@sitong/shared/protocol/down.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { SHANHUA } from '@sitong/shared/testing/county.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Screen } from '../../testing/screen.ts';
import { buildTestApp, TestApp } from '../../testing/test-app.ts';
import { dispatchTeam, dutyLog, reportIncident } from './intents.testing.ts';

const test = await buildTestApp();
/** A second node on the same database, as a county with two servers has. */
const node2 = new TestApp(test.database, test.config, Date.now);
const incident = newId();
const RACES = 100;
/** The gateway lets one line speak 60 times at once and 20 times a second: desks take turns on several lines. */
const LINES = 2;
const desks = { duty: [] as Screen[], leader: [] as Screen[], leaderOnNode2: [] as Screen[] };

async function overHttp(username: string, commandId: Id, intent: Intent, at = test.url): Promise<IntentAnswer> {
  const response = await fetch(`${at}/api/intents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await test.session(username)}` },
    body: JSON.stringify({ commandId, intent }),
  });
  return IntentAnswerSchema.parse(await response.json());
}

async function lines(url: string, username: string): Promise<Screen[]> {
  const token = await test.session(username);
  return Promise.all(Array.from({ length: LINES }, () => new Screen({ url, token }).open()));
}

beforeAll(async () => {
  await node2.start();
  desks.duty = await lines(test.url, 'duty');
  desks.leader = await lines(test.url, 'leader');
  desks.leaderOnNode2 = await lines(node2.url, 'leader');
  expect(await overHttp('duty', newId(), reportIncident(SHANHUA, '沟口水位上涨', incident))).toMatchObject({
    ok: true,
  });
  await desks.leaderOnNode2[0]?.until(
    () => desks.leaderOnNode2[0]?.replica.state.command.incidents[incident] !== undefined,
  );
});
afterAll(async () => {
  for (const screen of Object.values(desks).flat()) screen.close();
  await node2.stop();
});

/** Both desks want the team at the same moment; then the winner takes the order back. Returns who won. */
async function race(n: number, rivals: [Screen[], Screen[]]): Promise<number> {
  const orders = [newId(), newId()] as const;
  const screens = rivals.map((own) => own[n % LINES]);
  const answers = await Promise.all(
    screens.map((screen, i) => screen?.send(dispatchTeam(incident, 'team-1', SHANHUA, orders[i]))),
  );
  const winners = [0, 1].filter((i) => answers[i]?.ok === true);
  expect({ n, winners: winners.length, answers }).toMatchObject({ n, winners: 1 });
  const [winner = 0] = winners;
  const told = answers[1 - winner];
  // The loser hears which order has the team, so that the desk can ring that colleague.
  expect(told).toMatchObject({
    ok: false,
    refused: { code: 'team_busy', facts: { team: 'team-1', order: expect.stringMatching(/^D-\d{4,}$/) } },
  });
  const number = told !== undefined && !told.ok ? String(told.refused.facts?.['order']) : '';
  const [desk] = desks.duty;
  const won = (): number | undefined => desk?.replica.state.rescue.orders[orders[winner] ?? '']?.number;
  await desk?.until(() => won() !== undefined);
  expect(number).toBe(shownNumber('D', won() ?? 0));
  const back = await overHttp('duty', newId(), {
    type: 'WithdrawOrder',
    orderId: orders[winner] ?? '',
    reason: 'race over',
  });
  // The desks press again only when their own screens show the team free.
  if (!back.ok) throw new Error(`the order could not be withdrawn: ${back.refused.code}`);
  await Promise.all(screens.map((screen) => screen?.reaches(back.seq)));
  return winner;
}

describe('two dispatchers and one team', () => {
  it(`[RES-4] over two lines of one node: ${RACES} races, each with one winner, the loser told who`, async () => {
    for (let n = 0; n < RACES; n++) await race(n, [desks.duty, desks.leader]);
  });

  it(`[RES-4] over two nodes on one log: ${RACES} races, each with one winner, the loser told who`, async () => {
    const won = [0, 0];
    // The second node was a looker-on so far: its desks press when their screens show the team free.
    const head = test.app.services.worlds.get('live')?.runtime.seq ?? 0;
    await Promise.all(desks.leaderOnNode2.map((screen) => screen.reaches(head)));
    for (let n = 0; n < RACES; n++) {
      const winner = await race(n, [desks.duty, desks.leaderOnNode2]);
      won[winner] = (won[winner] ?? 0) + 1;
    }
    expect(won[0] ?? 0).toBeGreaterThan(0);
  });

  it('both nodes then hold the same, and the chain of hashes is whole', async () => {
    const head = test.app.services.worlds.get('live')?.runtime.seq ?? 0;
    const [there] = desks.leaderOnNode2;
    await there?.reaches(head);
    await desks.duty[0]?.reaches(head);
    expect(there?.replica.state).toEqual(desks.duty[0]?.replica.state);
    expect(there?.faults).toEqual([]);
    expect(await test.app.services.log.verify('live')).toMatchObject({ kind: 'ok' });
  });
});

describe('one command id', () => {
  const inLog = async (commandId: Id): Promise<number> => {
    const { rowCount } = await test.database.pool.query('SELECT 1 FROM events WHERE command_id = $1', [commandId]);
    return rowCount ?? 0;
  };

  it('is answered alike over socket and HTTP, on both nodes and after a restart, and counts once', async () => {
    const [duty] = await lines(test.url, 'duty');
    if (duty === undefined) throw new Error('no line');
    const commandId = newId();
    const intent = dutyLog('said once');
    const first = await duty.send(intent, commandId);
    expect(first).toMatchObject({ ok: true });
    await overHttp('duty', newId(), dutyLog('something later'));
    expect(await overHttp('duty', commandId, intent)).toEqual(first);
    expect(await duty.send(intent, commandId)).toEqual(first);
    expect(await overHttp('duty', commandId, intent, node2.url)).toEqual(first);
    expect(await inLog(commandId)).toBe(1);
    duty.close();
    await test.restart();
    expect(await overHttp('duty', commandId, intent)).toEqual(first);
    expect(await inLog(commandId)).toBe(1);
  });

  it('pressed twenty times at once over both ways counts once, and every answer is the same', async () => {
    const [duty] = await lines(test.url, 'duty');
    const commandId = newId();
    const intent = reportIncident(SHANHUA, '同一件事', newId());
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        n % 2 === 0
          ? duty?.send({ ...intent, notDuplicateOf: [incident] }, commandId)
          : overHttp('duty', commandId, { ...intent, notDuplicateOf: [incident] }),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1);
    expect(answers[0]).toMatchObject({ ok: true });
    duty?.close();
  });

  it('keeps its no as well: what was refused once stays refused under that id', async () => {
    const commandId = newId();
    const intent: Intent = { type: 'WithdrawOrder', orderId: newId(), reason: 'x' };
    const first = await overHttp('duty', commandId, intent);
    expect(first).toMatchObject({ ok: false });
    expect(await overHttp('duty', commandId, intent)).toEqual(first);
    expect(await overHttp('duty', commandId, intent, node2.url)).toEqual(first);
  });
});
