import { dispatchTeam, reportIncident } from '@sitong/server/plumbing/realtime/intents.testing.ts';
import { Screen } from '@sitong/server/testing/screen.ts';
import { type Id, newId, shownNumber } from '@sitong/shared/kernel/ids.ts';
import { SessionInfoSchema } from '@sitong/shared/protocol/session.ts';
import { SHANHUA } from '@sitong/shared/testing/county.ts';
import type { Check, Scene } from './fault.ts';

/** The gateway lets one line speak 20 times a second. */
const LINES = 6;

/** Two desks want one team in the same moment, again and again: one has it, the other is told who. */
export async function teamsRaced(scene: Scene, races: number): Promise<Check[]> {
  const { url, server } = scene;
  const cookies = [scene.cookie, await server.signIn('leader')];
  const phone = await fetch(`${url}/api/session`, { headers: { cookie: await server.signIn('team1') } });
  const team = SessionInfoSchema.parse(await phone.json()).teams[0] ?? '';
  const desks = await Promise.all(
    cookies.map((cookie) => Promise.all(Array.from({ length: LINES }, () => new Screen({ url, cookie }).open()))),
  );
  const found = { one: 0, none: 0, both: 0, untold: 0, wrongName: 0 };
  const won = [0, 0];
  try {
    const incident = newId();
    const said = await desks[0]?.[0]?.send(reportIncident(SHANHUA, '沟口水位上涨', incident));
    if (said?.ok !== true) throw new Error(`no incident: ${JSON.stringify(said)}`);
    await Promise.all(desks.flat().map((screen) => screen.reaches(said.seq)));
    for (let n = 0; n < races; n++) {
      const rivals = desks.map((lines) => lines[n % LINES]);
      const orders: Id[] = [newId(), newId()];
      // Who presses first is left to the seed; both are on their way before either is answered.
      const turns = scene.random() < 0.5 ? [0, 1] : [1, 0];
      const answers = new Map(
        await Promise.all(
          turns.map(async (i) => [i, await rivals[i]?.send(dispatchTeam(incident, team, SHANHUA, orders[i]))] as const),
        ),
      );
      const winners = turns.filter((i) => answers.get(i)?.ok === true);
      const [winner] = winners;
      if (winner === undefined) {
        found.none += 1;
        continue;
      }
      if (winners.length > 1) found.both += 1;
      else found.one += 1;
      won[winner] = (won[winner] ?? 0) + 1;
      const loser = answers.get(1 - winner);
      const told =
        loser?.ok === false && loser.refused.code === 'team_busy' ? loser.refused.facts?.['order'] : undefined;
      if (told === undefined) found.untold += 1;
      const number = (): number | undefined =>
        rivals[winner]?.replica.state.rescue.orders[orders[winner] ?? '']?.number;
      await rivals[winner]?.until(() => number() !== undefined);
      if (told !== undefined && told !== shownNumber('D', number() ?? 0)) found.wrongName += 1;
      const back = await rivals[winner]?.send({
        type: 'WithdrawOrder',
        orderId: orders[winner] ?? '',
        reason: 'over',
      });
      if (back?.ok !== true) throw new Error(`not withdrawn: ${JSON.stringify(back)}`);
      await Promise.all(desks.map((lines) => lines[(n + 1) % LINES]?.reaches(back.seq)));
    }
  } finally {
    for (const screen of desks.flat()) screen.close();
  }
  return [
    {
      what: 'each race has one winner',
      holds: found.one === races && found.both === 0 && found.none === 0,
      found: `${found.one} of ${races}; twice given ${found.both}, given to nobody ${found.none}`,
    },
    {
      what: 'the loser is told which order has the team',
      holds: found.untold === 0 && found.wrongName === 0,
      found: `${found.untold} not told, ${found.wrongName} told another`,
    },
    { what: 'both desks win some', holds: won.every((n) => n > 0), found: won.join(' to ') },
    {
      what: 'no gap on any screen',
      holds: desks.flat().every(({ faults }) => faults.length === 0),
      found: `${desks.flat().reduce((sum, { faults }) => sum + faults.length, 0)} faults`,
    },
  ];
}
