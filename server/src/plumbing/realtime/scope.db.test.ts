import { type Envelope, EnvelopeSchema, isVisible } from '@sitong/shared/kernel/envelope.ts';
import { type Id, newId } from '@sitong/shared/kernel/ids.ts';
import { IntentAnswerSchema } from '@sitong/shared/protocol/down.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import { FENGYUAN_VILLAGE, LUOCHENG, SHANHUA, WANGZHUANG } from '@sitong/shared/testing/county.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Screen } from '../../testing/screen.ts';
import { buildTestApp } from '../../testing/test-app.ts';
import { dispatchTeam, dutyLog, reportIncident } from './intents.testing.ts';

/**
 * Who sees what, asked of every way out at once: the live lane, the log, a timeline, the lists. Titles name
 * their place, so that a single leaked word is found wherever it stands.
 */
const test = await buildTestApp();
const READERS = ['duty', 'wall', 'town', 'village', 'team1', 'team2', 'admin'] as const;
type Reader = (typeof READERS)[number];

const OWN = 'OWN-fengyuan';
const FOREIGN = 'SECRET-wangzhuang';

const screens = new Map<Reader, Screen>();
/** Everything a reader was ever sent, as text. */
const heard = new Map<Reader, string[]>();
const incidents: Record<'shanhua' | 'fengyuan' | 'luocheng' | 'wangzhuang', Id> = {
  shanhua: newId(),
  fengyuan: newId(),
  luocheng: newId(),
  wangzhuang: newId(),
};
let log: Envelope[] = [];
let cut = 0;
/** What was there before came with the snapshot. */
let begun = 0;
const PageSchema = z.object({ events: z.array(EnvelopeSchema), head: z.number() });

async function act(username: string, intent: Intent): Promise<number> {
  const response = await test.fetch('/api/intents', await test.session(username), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ commandId: newId(), intent }),
  });
  const answer = IntentAnswerSchema.parse(await response.json());
  if (!answer.ok) throw new Error(`${username} ${intent.type}: ${JSON.stringify(answer.refused)}`);
  return answer.seq;
}

const note = (incidentId: Id, text: string): Intent => ({ type: 'AddNote', incidentId, text, photos: [] });

beforeAll(async () => {
  for (const reader of READERS) {
    const screen = new Screen({ url: test.url, token: await test.session(reader) });
    const lines: string[] = [];
    screen.socket.onAny((...message: unknown[]) => lines.push(JSON.stringify(message)));
    heard.set(reader, lines);
    screens.set(reader, await screen.open({ positions: 'on' }));
  }
  begun = of('duty').seq;
  await act('duty', reportIncident(SHANHUA, `${OWN} 山洪`, incidents.shanhua));
  await act('duty', reportIncident(LUOCHENG, `${FOREIGN} 滑坡`, incidents.luocheng));
  await act('town', reportIncident(FENGYUAN_VILLAGE, `${OWN} 积水`, incidents.fengyuan));
  await act('duty', reportIncident(WANGZHUANG, `${FOREIGN} 火情`, incidents.wangzhuang));
  await act('duty', note(incidents.luocheng, `${FOREIGN} 裂缝加宽`));
  await act('village', note(incidents.shanhua, `${OWN} 水位上涨`));
  await act('duty', dutyLog('COUNTY 值班交接'));
  await act('duty', dispatchTeam(incidents.luocheng, 'team-1', LUOCHENG));
  await act('duty', dispatchTeam(incidents.shanhua, 'team-2', SHANHUA));
  const seq = await act('duty', note(incidents.luocheng, `${FOREIGN} 道路中断`));
  // The heartbeat closes the range of those who may see nothing of late.
  await Promise.all([...screens.values()].map((screen) => screen.reaches(seq)));
  // Clocks and reactions go on by themselves: everything is judged up to here.
  cut = seq;
  log = PageSchema.parse(await test.get('/api/log?limit=1000', await test.token(['read']))).events.filter(
    (event) => event.seq <= cut,
  );
});

const upToCut = (seqs: readonly number[]): number[] => seqs.filter((seq) => seq <= cut);

function of(reader: Reader): Screen {
  const screen = screens.get(reader);
  if (screen === undefined) throw new Error(`no screen of ${reader}`);
  return screen;
}

async function mayTake(reader: Reader): Promise<number[]> {
  const session = await test.app.services.sessions.authenticate({
    cookie: undefined,
    token: await test.session(reader),
  });
  if (session === undefined) throw new Error(`${reader} is not signed in`);
  const scope = scopeOf(session.info);
  return log.filter((event) => isVisible(scope, event.division, event.audience)).map((event) => event.seq);
}

describe('who sees what', () => {
  it('the live lane gives each reader exactly the events of its scope, in order and without holes', async () => {
    for (const reader of READERS) {
      const allowed = new Set(await mayTake(reader));
      const { taken, faults } = of(reader);
      expect({ reader, faults }).toEqual({ reader, faults: [] });
      expect({ reader, foreign: upToCut(taken).filter((seq) => !allowed.has(seq)) }).toEqual({ reader, foreign: [] });
    }
    expect(upToCut(of('duty').taken)).toEqual(log.map(({ seq }) => seq).filter((seq) => seq > begun));
  });

  it('no word of another town comes to a town officer, a villager or a team that was not sent there', () => {
    for (const reader of ['town', 'village', 'team2'] as const) {
      const leaked = (heard.get(reader) ?? []).filter((line) => line.includes(FOREIGN));
      expect({ reader, leaked }).toEqual({ reader, leaked: [] });
    }
    expect((heard.get('town') ?? []).some((line) => line.includes(OWN))).toBe(true);
    expect((heard.get('wall') ?? []).some((line) => line.includes(FOREIGN))).toBe(true);
  });

  it('a fresh snapshot holds no more than the running line gave', async () => {
    for (const reader of ['town', 'village', 'team1', 'team2'] as const) {
      const fresh = await new Screen({ url: test.url, token: await test.session(reader) }).open();
      // Both may still be on their way to what a clock has just done.
      const head = Math.max(fresh.head, of(reader).seq);
      await Promise.all([fresh.reaches(head), of(reader).reaches(head)]);
      expect(fresh.replica.state, reader).toEqual(of(reader).replica.state);
      fresh.close();
    }
  });

  it('the log, a timeline asked by id and the lists keep to the same scope', async () => {
    const ask = async (reader: Reader, path: string) => {
      const response = await test.fetch(path, await test.session(reader));
      return { status: response.status, text: await response.text() };
    };
    for (const reader of ['town', 'village', 'team2'] as const) {
      for (const path of [
        '/api/log?limit=1000',
        `/api/incidents/${incidents.luocheng}/timeline`,
        `/api/incidents/${incidents.wangzhuang}/timeline`,
        '/api/incidents?status=all',
        '/api/orders',
        '/api/terminals',
        '/api/sources',
      ]) {
        const { status, text } = await ask(reader, path);
        expect([reader, path, status < 500, text.includes(FOREIGN) || text.includes(LUOCHENG)]).toEqual([
          reader,
          path,
          true,
          false,
        ]);
      }
    }
    const town = z.object({ events: z.array(z.object({ seq: z.number() })) });
    const seen = town.parse(JSON.parse((await ask('town', '/api/log?limit=1000')).text)).events.map(({ seq }) => seq);
    expect(upToCut(seen)).toEqual(await mayTake('town'));
    const listed = await ask('town', '/api/incidents?status=all');
    expect(listed.text).toContain(OWN);
    expect((await ask('duty', '/api/incidents?status=all')).text).toContain(FOREIGN);
  });

  it('a town officer cannot act on what it may not see, whichever way it asks', async () => {
    const intents: Intent[] = [
      note(incidents.luocheng, 'x'),
      { type: 'VoidIncident', incidentId: incidents.luocheng, reason: 'x' },
      dispatchTeam(incidents.luocheng, 'team-2', LUOCHENG),
      { type: 'EnterDutyLog', text: 'x', incidentId: incidents.wangzhuang },
    ];
    for (const intent of intents) {
      const answer = await of('town').send(intent);
      expect([intent.type, answer.ok]).toEqual([intent.type, false]);
      expect(JSON.stringify(answer)).not.toContain(FOREIGN);
    }
  });

  it('an intent no person may send is refused to everyone', async () => {
    const internal = { type: 'ReleaseIncidentOrders', incidentId: incidents.shanhua } as const satisfies Intent;
    for (const reader of READERS) {
      expect([reader, await of(reader).send(internal)]).toMatchObject([
        reader,
        { ok: false, refused: { code: 'role_required' } },
      ]);
    }
  });

  it('nothing but a snapshot of its own scope answers who claims another scope in hello', async () => {
    const screen = new Screen({ url: test.url, token: await test.session('village') });
    await screen.connect();
    const { replica } = of('duty');
    screen.replica = { ...replica, seq: 0 };
    screen.hello({ since: 0 });
    await screen.until(() => screen.snapshots.length > 0);
    expect(screen.snapshots[0]).toMatchObject({ mode: 'whole' });
    expect(JSON.stringify(screen.replica.state)).not.toContain(FOREIGN);
    screen.close();
  });

  it('a tag in the audience brings exactly that stream: the team sent to a foreign place sees its order', () => {
    const orders = Object.values(of('team1').replica.state.rescue.orders);
    expect(orders).toMatchObject([{ team: 'team-1' }]);
    expect(Object.values(of('town').replica.state.rescue.orders)).toMatchObject([{ team: 'team-2' }]);
    expect(of('town').replica.state.command.incidents[incidents.luocheng]).toBeUndefined();
  });
});
