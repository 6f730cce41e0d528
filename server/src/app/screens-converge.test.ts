import { type Scope, scopeKey } from '@sitong/shared/kernel/envelope.ts';
import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { EventBatchSchema, SnapshotPartSchema } from '@sitong/shared/protocol/down.ts';
import { IntentSchema } from '@sitong/shared/protocol/intents.ts';
import { emptyReplica, type Replica, takeBatch, takeSnapshotPart } from '@sitong/shared/protocol/replica.ts';
import { type SessionInfo, scopeOf } from '@sitong/shared/protocol/session.ts';
import { filterWorld } from '@sitong/shared/protocol/world-state.ts';
import { COUNTY, FENGYUAN, SHANHUA, TINY_COUNTY } from '@sitong/shared/testing/county.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryEventLog } from '../plumbing/eventlog/memory-event-log.ts';
import { type Rooms, WorldFanout } from '../plumbing/realtime/world-fanout.ts';
import { Worlds } from './worlds.ts';

const START_MS = Date.parse('2026-07-18T12:00:00Z');

/** A screen at the end of a line that may be cut; messages pass through JSON as on the wire. */
class Screen {
  replica: Replica = emptyReplica;
  line: 'up' | 'down' = 'down';
  room: string | undefined;
  readonly scope: Scope;
  readonly #fanout: WorldFanout;

  constructor(session: SessionInfo, fanout: WorldFanout) {
    this.scope = scopeOf(session);
    this.#fanout = fanout;
  }

  connect(): void {
    if (this.line === 'up') return;
    const resume = this.#fanout.resume(this.scope, this.replica.seq);
    if (resume.kind === 'snapshot') for (const part of resume.parts) this.hear('snapshot', part);
    else {
      if (resume.partial !== undefined) this.hear('snapshot', resume.partial);
      this.hear('events', resume.batch);
    }
    this.room = this.#fanout.enter(this.scope);
    this.line = 'up';
  }

  cut(): void {
    if (this.line === 'down' || this.room === undefined) return;
    this.#fanout.leave(this.room);
    this.line = 'down';
  }

  hear(name: string, message: object): void {
    const wire: unknown = JSON.parse(JSON.stringify(message));
    if (name === 'snapshot') this.replica = takeSnapshotPart(this.replica, SnapshotPartSchema.parse(wire));
    if (name === 'events') {
      const applied = takeBatch(this.replica, EventBatchSchema.parse(wire));
      expect(applied.kind).toBe('applied');
      this.replica = applied.replica;
    }
  }
}

const id = (name: string) => derivedId('test', name);
const village = { name: '善化村', division: SHANHUA, point: { lon: 109.95, lat: 35.28 } };

/** Things people and clocks do, some of them refused: the point is what screens make of them. */
const ACTS: readonly [keyof typeof BY | 'system', object][] = [
  ['duty', report('a', 'flash_flood', SHANHUA)],
  ['duty2', report('b', 'landslide', FENGYUAN)],
  ['duty', dispatch('o1', 'a', 'team-1')],
  ['duty2', dispatch('o2', 'a', 'team-1')],
  ['duty2', dispatch('o3', 'b', 'team-2')],
  ['team1', { type: 'ConfirmDelivery', orderId: id('o1'), device: 'phone' }],
  ['team1', { type: 'AcceptOrder', orderId: id('o1'), voice: false }],
  ['team2', { type: 'DeclineOrder', orderId: id('o3'), reason: '车坏' }],
  ['duty', { type: 'WithdrawOrder', orderId: id('o1'), reason: '改派' }],
  ['team1', { type: 'ReportTeamStatus', team: 'team-1', to: 'en_route', cause: 'person' }],
  ['duty', { type: 'DraftWarning', warningId: id('w'), content: content() }],
  ['leader', { type: 'CheckWarning', warningId: id('w'), note: '' }],
  ['vice', { type: 'SignWarning', warningId: id('w'), signing: { mode: 'signed', post: 'post-vice' } }],
  ['commander', { type: 'SignWarning', warningId: id('w'), signing: { mode: 'signed', post: 'post-commander' } }],
  ['system', { type: 'IssueWarning', warningId: id('w') }],
  ['commander', { type: 'CancelWarning', warningId: id('w'), reason: '雨停' }],
  [
    'system',
    {
      type: 'RaiseAlarm',
      alarmId: id('al'),
      priority: 1,
      cause: { kind: 'source_lost', source: 'rain' },
      division: SHANHUA,
      audience: [],
    },
  ],
  ['townF', { type: 'AcknowledgeAlarm', alarmId: id('al') }],
  ['system', { type: 'ReturnAlarm', alarmId: id('al') }],
  ['duty', { type: 'EnterDutyLog', text: '记一条' }],
  ['leader', { type: 'StartShift', shiftId: id('s'), officers: ['p-duty'], leader: 'p-leader' }],
  [
    'duty',
    { type: 'RelocateIncident', incidentId: id('a'), place: { ...village, division: FENGYUAN, by: 'map' }, reason: '' },
  ],
  ['duty', { type: 'VoidIncident', incidentId: id('b'), reason: '误报' }],
];

function report(name: string, hazard: string, division: string): object {
  return {
    type: 'ReportIncident',
    incidentId: id(name),
    hazard,
    title: name,
    grade: 3,
    place: { ...village, division, by: 'name' },
    source: { kind: 'duty' },
    text: '',
    photos: [],
    notDuplicateOf: [],
    figures: [],
  };
}

function dispatch(order: string, incident: string, team: string): object {
  const orderContent = { task: '转移', skills: [], destination: village, hazards: '', protection: '', feedbackMin: 30 };
  return {
    type: 'DispatchTeam',
    orderId: id(order),
    incidentId: id(incident),
    team,
    exclusive: true,
    content: orderContent,
    voice: false,
  };
}

function content(): object {
  return {
    hazard: 'rainstorm',
    level: 2,
    headline: '暴雨橙色预警',
    text: '雨',
    instruction: '避险',
    scope: { divisions: [FENGYUAN], rings: [], areaText: '冯原镇' },
    expiresAt: toTimestamp(START_MS + 6 * 3_600_000),
  };
}

const READERS = ['duty', 'wall', 'townF', 'townW', 'villageS', 'villageL', 'team1', 'team2'] as const;

/** The act after the last one of the story. */
const NEXT = -1;

const step = fc.oneof(
  // Mostly the story in its order, so that most acts are legal; sometimes any act, for the refusals.
  { weight: 8, arbitrary: fc.constant({ kind: 'act' as const, act: NEXT }) },
  { weight: 1, arbitrary: fc.nat(ACTS.length - 1).map((act) => ({ kind: 'act' as const, act })) },
  { weight: 2, arbitrary: fc.nat(READERS.length - 1).map((who) => ({ kind: 'cut' as const, who })) },
  { weight: 2, arbitrary: fc.nat(READERS.length - 1).map((who) => ({ kind: 'connect' as const, who })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'beat' as const }) },
);

async function play(steps: readonly Step[]): Promise<Screen[]> {
  // Every act comes a quarter of a minute after the one before: undo times pass.
  let nowMs = START_MS;
  const log = new MemoryEventLog({ now: () => toTimestamp(nowMs) });
  const worlds = new Worlds({
    log,
    county: () => TINY_COUNTY,
    prepare: async (_world, sent) => sent,
    now: () => nowMs,
    onError: (error) => {
      throw error;
    },
  });
  await worlds.open();
  const live = worlds.get('live');
  if (live === undefined) throw new Error('no live world');
  const screens: Screen[] = [];
  const rooms: Rooms = {
    emit: (room, name, message) => {
      for (const screen of screens) if (screen.line === 'up' && screen.room === room) screen.hear(name, message);
    },
  };
  const fanout = new WorldFanout(live.live, rooms, () => nowMs);
  for (const name of READERS) screens.push(new Screen(BY[name], fanout));
  screens[0]?.connect();
  let n = 0;
  let told = 0;
  for (const one of steps) {
    if (one.kind === 'cut') screens[one.who]?.cut();
    else if (one.kind === 'connect') screens[one.who]?.connect();
    else if (one.kind === 'beat') fanout.beat();
    else if (one.kind === 'act') {
      const [by, raw] = ACTS[one.act === NEXT ? told++ % ACTS.length : one.act] ?? ['system', {}];
      nowMs += 15_000;
      const intent = IntentSchema.parse(raw);
      const commandId = derivedId('step', n++);
      if (by === 'system') await live.submitSystem(commandId, intent);
      else await live.live.submit(BY[by], { commandId, intent });
    }
  }
  for (const screen of screens) screen.connect();
  fanout.beat();
  for (const [i, screen] of screens.entries()) {
    expect({ who: READERS[i], seq: screen.replica.seq }).toEqual({ who: READERS[i], seq: live.runtime.seq });
    const fresh: unknown = JSON.parse(JSON.stringify(filterWorld(live.runtime.state, screen.scope)));
    expect(JSON.parse(JSON.stringify(screen.replica.state)), `${READERS[i]} ${scopeKey(screen.scope)}`).toEqual(fresh);
  }
  fanout.close();
  await worlds.close();
  return screens;
}

type Step =
  | { kind: 'act'; act: number }
  | { kind: 'cut'; who: number }
  | { kind: 'connect'; who: number }
  | { kind: 'beat' };

const asStep = (act: number) => ({ kind: 'act' as const, act });

describe('every screen converges', () => {
  it('what any screen holds equals a fresh snapshot, over lines cut and taken up at any moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
        await play(steps);
      }),
      { numRuns: 60 },
    );
  });

  it('a warning that widens to a town reaches its officers whole, though they never saw the draft', async () => {
    const named = (type: string) => ACTS.findIndex(([, intent]) => 'type' in intent && intent.type === type);
    const sign = ACTS.findIndex(([by, intent]) => by === 'vice' && 'type' in intent && intent.type === 'SignWarning');
    const screens = await play([
      { kind: 'connect', who: 2 },
      { kind: 'connect', who: 4 },
      asStep(named('DraftWarning')),
      asStep(named('CheckWarning')),
      asStep(sign),
      asStep(named('IssueWarning')),
    ]);
    const seesIt = READERS.filter((_, i) => screens[i]?.replica.state.release.warnings[id('w')]?.status === 'issued');
    expect(seesIt).toEqual(['duty', 'wall', 'townF', 'villageS']);
  });

  it('names the county in the scope that sees all of it', () => {
    expect(scopeKey(scopeOf(BY.duty))).toContain(COUNTY);
  });
});
