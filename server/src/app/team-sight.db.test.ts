import { newId } from '@sitong/shared/kernel/ids.ts';
import { IntentAnswerSchema } from '@sitong/shared/protocol/down.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { LUOCHENG } from '@sitong/shared/testing/county.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { dispatchTeam, reportIncident } from '../plumbing/realtime/intents.testing.ts';
import { Screen } from '../testing/screen.ts';
import { buildTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});

const CALLER = { name: '王来电', phone: '13912345678' };

async function act(intent: Intent): Promise<number> {
  const response = await app.fetch('/api/intents', await app.session('duty'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ commandId: newId(), intent }),
  });
  const answer = IntentAnswerSchema.parse(await response.json());
  if (!answer.ok) throw new Error(`${intent.type}: ${JSON.stringify(answer.refused)}`);
  return answer.seq;
}

describe('[CMD-25] what a team sees of its incident', () => {
  it('comes whole with the first order, stays in step with the log, and never holds who called', async () => {
    const [team1, team2] = await Promise.all(
      ['team1', 'team2'].map(async (name) => new Screen({ url: app.url, token: await app.session(name) }).open()),
    );
    if (team1 === undefined || team2 === undefined) throw new Error('both teams are signed in');
    const heard: string[] = [];
    for (const { socket } of [team1, team2])
      socket.onAny((...message: unknown[]) => heard.push(JSON.stringify(message)));

    const incidentId = newId();
    await act({ ...reportIncident(LUOCHENG, '来电滑坡', incidentId), source: { kind: 'phone', caller: CALLER } });
    await act({ type: 'GradeIncident', incidentId, grade: 2, kind: 'confirmed', reason: '3人被困' });
    await act(dispatchTeam(incidentId, 'team-1', LUOCHENG));
    const incident = () => team1.replica.state.command.incidents[incidentId];
    await team1.until(() => incident()?.status === 'responding');
    expect(incident()).toMatchObject({ number: 1, grade: 2, title: '来电滑坡', source: { kind: 'phone' } });
    expect(team1.snapshots.map(({ mode }) => mode)).toContain('partial');

    const seq = await act({ type: 'GradeIncident', incidentId, grade: 1, kind: 'confirmed', reason: '人数增加' });
    await Promise.all([team1.reaches(seq), team2.reaches(seq)]);
    expect(incident()?.grade).toBe(1);
    expect(incident()).toEqual(app.app.services.worlds.get('live')?.runtime.state.command.incidents[incidentId]);
    expect(team2.replica.state.command.incidents).toEqual({});
    const words = heard.join('\n');
    expect(words).toContain('来电滑坡');
    expect(words).not.toContain(CALLER.phone);
    expect(words).not.toContain(CALLER.name);

    const unmask = await app.fetch('/api/unmask', await app.session('team1'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ incidentId, reason: '联系报警人' }),
    });
    expect(unmask.status).toBe(403);
    for (const screen of [team1, team2]) screen.close();
  });
});
