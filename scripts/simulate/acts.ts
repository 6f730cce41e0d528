import type { Id } from '@sitong/shared/kernel/ids.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { openIncidents } from '@sitong/shared/pillars/command/public.ts';
import { isOpenOrder } from '@sitong/shared/pillars/rescue/public.ts';
import { nextTeamStatuses } from '@sitong/shared/pillars/rescue/team-ladder.ts';
import { type Intent, IntentSchema } from '@sitong/shared/protocol/intents.ts';
import { permits } from '@sitong/shared/protocol/permissions.ts';
import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';
import { COUNTY, FENGYUAN, LUOCHENG, SHANHUA, seatOf, TINY_COUNTY, WANGZHUANG } from '@sitong/shared/testing/county.ts';
import type { Chance } from './chance.ts';

/** What a person may come to do, seeing this screen: most of it sensible, some of it too late or not theirs. */
export interface Desk {
  state: WorldState;
  session: SessionInfo;
  chance: Chance;
  nowMs: number;
}

type Act = (desk: Desk) => object | undefined;

const TEAMS = TINY_COUNTY.data.teams.map((team) => team.id);
const PLACES = [SHANHUA, LUOCHENG, FENGYUAN, WANGZHUANG] as const;
const newId = ({ chance, nowMs }: Desk): Id => chance.id(nowMs);
const some = <T>({ chance }: Desk, all: Readonly<Record<string, T>>): T | undefined => chance.pick(Object.values(all));
const later = ({ nowMs }: Desk, minutes: number): string => toTimestamp(nowMs + minutes * 60_000);
const levelBy = ({ chance }: Desk): Level => chance.one([1, 2, 3, 4]);

function report(desk: Desk): object {
  const division = desk.chance.one(PLACES);
  const alarm = desk.chance.happens(0.3) ? some(desk, desk.state.monitoring.alarms) : undefined;
  return {
    type: 'ReportIncident',
    incidentId: newId(desk),
    hazard: desk.chance.one(['flash_flood', 'landslide', 'flood', 'traffic']),
    title: `险情 ${Math.floor(desk.nowMs / 1000)}`,
    grade: levelBy(desk),
    place: { point: seatOf(division), division, name: '沟口', by: 'map' },
    source: alarm === undefined ? { kind: 'duty' } : { kind: 'alarm', alarmId: alarm.id },
    text: '',
    photos: [],
    notDuplicateOf: Object.keys(desk.state.command.incidents).slice(0, 20),
    figures: [],
  };
}

function dispatch(desk: Desk): object | undefined {
  const incident = desk.chance.pick(openIncidents(desk.state.command));
  if (incident === undefined) return undefined;
  return {
    type: 'DispatchTeam',
    orderId: newId(desk),
    incidentId: incident.id,
    team: desk.chance.pick(TEAMS),
    exclusive: desk.chance.happens(0.85),
    voice: false,
    content: {
      task: '转移沟口组群众',
      skills: [],
      destination: { name: '沟口', point: incident.place.point, division: incident.place.division },
      hazards: '',
      protection: '',
      feedbackMin: 30,
    },
  };
}

const onOrder =
  (make: (orderId: Id, desk: Desk) => object): Act =>
  (desk) => {
    const own = Object.values(desk.state.rescue.orders).filter(
      (order) => desk.session.teams.length === 0 || desk.session.teams.includes(order.team),
    );
    // Mostly what is still open; sometimes what is over, as after a gap in the line.
    const open = own.filter(isOpenOrder);
    const order = desk.chance.pick(open.length > 0 && desk.chance.happens(0.9) ? open : own);
    return order && make(order.id, desk);
  };

function status(desk: Desk): object | undefined {
  const team = desk.chance.pick(desk.session.teams.length > 0 ? desk.session.teams : TEAMS);
  if (team === undefined) return undefined;
  const now = desk.state.rescue.teams[team];
  const to = desk.chance.pick(nextTeamStatuses(now?.status ?? 'available'));
  return to && { type: 'ReportTeamStatus', team, to, cause: 'person' };
}

const onIncident =
  (make: (incidentId: Id, desk: Desk) => object): Act =>
  (desk) => {
    const incident = some(desk, desk.state.command.incidents);
    return incident && make(incident.id, desk);
  };

const onAlarm =
  (make: (alarmId: Id, desk: Desk) => object): Act =>
  (desk) => {
    const alarm = some(desk, desk.state.monitoring.alarms);
    return alarm && make(alarm.id, desk);
  };

const onWarning =
  (make: (warningId: Id, desk: Desk) => object): Act =>
  (desk) => {
    const warning = some(desk, desk.state.release.warnings);
    return warning && make(warning.id, desk);
  };

function draftWarning(desk: Desk): object {
  const division = desk.chance.one([FENGYUAN, WANGZHUANG, COUNTY]);
  return {
    type: 'DraftWarning',
    warningId: newId(desk),
    content: {
      hazard: 'flash_flood',
      level: levelBy(desk),
      headline: '山洪灾害预警',
      text: '大峪河水位快速上涨',
      instruction: '立即转移',
      scope: { divisions: [division], rings: [], areaText: '' },
      expiresAt: later(desk, 180),
    },
  };
}

const onTask =
  (make: (taskId: Id) => object): Act =>
  (desk) => {
    const task = some(desk, desk.state.command.tasks);
    return task && make(task.id);
  };

const callFact: Act = (desk) => {
  const call = some(desk, desk.state.release.calls);
  const fact = desk.chance.pick(['delivered', 'answered', 'understood', 'acting', 'done']);
  return call && { type: 'RecordCallFact', callId: call.id, fact, via: 'app' };
};

const ACTS: readonly (readonly [weight: number, Act])[] = [
  [5, report],
  [8, dispatch],
  [8, onOrder((orderId) => ({ type: 'ConfirmDelivery', orderId, device: 'phone' }))],
  [5, onOrder((orderId) => ({ type: 'ReadOrder', orderId }))],
  [8, onOrder((orderId) => ({ type: 'AcceptOrder', orderId, voice: false }))],
  [2, onOrder((orderId) => ({ type: 'DeclineOrder', orderId, reason: '车坏' }))],
  [4, onOrder((orderId) => ({ type: 'CompleteOrder', orderId, result: '完成' }))],
  [2, onOrder((orderId) => ({ type: 'WithdrawOrder', orderId, reason: '改派' }))],
  [8, status],
  [2, onIncident((incidentId) => ({ type: 'VerifyIncident', incidentId, text: '' }))],
  [2, onIncident((incidentId) => ({ type: 'ControlIncident', incidentId, text: '' }))],
  [2, onIncident((incidentId) => ({ type: 'EndIncident', incidentId, text: '' }))],
  [2, onIncident((incidentId) => ({ type: 'CloseIncident', incidentId, summary: '' }))],
  [1, onIncident((incidentId) => ({ type: 'ReopenIncident', incidentId, text: '' }))],
  [1, onIncident((incidentId) => ({ type: 'VoidIncident', incidentId, reason: '误报' }))],
  [2, onIncident((incidentId) => ({ type: 'AddNote', incidentId, text: '现场情况', photos: [] }))],
  [
    1,
    onIncident((incidentId, desk) => ({
      type: 'MergeIncident',
      incidentId,
      into: some(desk, desk.state.command.incidents)?.id,
    })),
  ],
  [
    1,
    onIncident((incidentId, desk) => {
      const division = desk.chance.one(PLACES);
      const place = { point: seatOf(division), division, name: '新址', by: 'map' };
      return { type: 'RelocateIncident', incidentId, place, reason: '' };
    }),
  ],
  [4, onAlarm((alarmId) => ({ type: 'AcknowledgeAlarm', alarmId }))],
  [1, onAlarm((alarmId, desk) => ({ type: 'ShelveAlarm', alarmId, reason: '检修', until: later(desk, 5) }))],
  [2, draftWarning],
  [3, onWarning((warningId) => ({ type: 'CheckWarning', warningId, note: '' }))],
  [
    3,
    onWarning((warningId, { session }) => ({
      type: 'SignWarning',
      warningId,
      signing: { mode: 'signed', post: session.posts[0] ?? 'post-vice' },
    })),
  ],
  [1, onWarning((warningId) => ({ type: 'CancelWarning', warningId, reason: '雨停' }))],
  [3, callFact],
  [
    2,
    (desk) => ({
      type: 'CreateTask',
      taskId: newId(desk),
      title: '巡查',
      group: '监测预警组',
      ownerPost: desk.chance.one(['post-duty', 'post-town-f', 'post-town-w']),
      dueAt: later(desk, 1),
      proof: 'none',
    }),
  ],
  [2, onTask((taskId) => ({ type: 'StartTask', taskId }))],
  [2, onTask((taskId) => ({ type: 'FinishTask', taskId, result: '已查', photos: [] }))],
  [4, (desk) => ({ type: 'EnterDutyLog', text: `记 ${Math.floor(desk.nowMs / 1000)}` })],
  [1, (desk) => ({ type: 'StartShift', shiftId: newId(desk), officers: ['p-duty'], leader: 'p-leader' })],
];

/** The next thing this person does, or nothing: there is nothing to do, or it is not theirs. */
export function nextAct(desk: Desk): Intent | undefined {
  const own = ACTS.reduce((sum, [weight]) => sum + weight, 0);
  for (let tries = 0; tries < 6; tries++) {
    let at = desk.chance.between(0, own);
    const found = ACTS.find(([weight]) => {
      at -= weight;
      return at < 0;
    });
    const made = found?.[1](desk);
    if (made === undefined) continue;
    const intent = IntentSchema.safeParse(made);
    if (!intent.success) throw new Error(`an act of the simulation is no intent: ${JSON.stringify(made)}`);
    // What a role may not send at all has a disabled button; one in ten tries all the same.
    if (permits(desk.session.roles, intent.data.type).allowed === 'no' && !desk.chance.happens(0.05)) continue;
    return intent.data;
  }
  return undefined;
}

/** What gauges and rules do meanwhile. */
export function nextSignal(state: WorldState, chance: Chance, nowMs: number): Intent {
  const alarm = chance.pick(Object.values(state.monitoring.alarms));
  if (alarm !== undefined && chance.happens(0.4)) return { type: 'ReturnAlarm', alarmId: alarm.id };
  return {
    type: 'RaiseAlarm',
    alarmId: chance.id(nowMs),
    priority: chance.one([1, 2, 3, 4] as const),
    cause: { kind: 'source_lost', source: chance.one(['rain', 'level', 'slope']) },
    division: chance.one(PLACES),
    audience: [],
  };
}
