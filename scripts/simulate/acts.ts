import { openIncidents } from '@sitong/shared/pillars/command/public.ts';
import { nextTeamStatuses } from '@sitong/shared/pillars/rescue/team-ladder.ts';
import { type Intent, IntentSchema } from '@sitong/shared/protocol/intents.ts';
import { permits } from '@sitong/shared/protocol/permissions.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';
import { COUNTY, FENGYUAN, seatOf, WANGZHUANG } from '@sitong/shared/testing/county.ts';
import type { Chance } from './chance.ts';
import {
  type Act,
  type Acts,
  type Desk,
  later,
  levelBy,
  newId,
  onAlarm,
  onIncident,
  onOrder,
  onTask,
  onWarning,
  PLACES,
  some,
  TEAMS,
} from './desk.ts';
import { DESK_ACTS } from './desk-acts.ts';

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

function status(desk: Desk): object | undefined {
  const team = desk.chance.pick(desk.session.teams.length > 0 ? desk.session.teams : TEAMS);
  if (team === undefined) return undefined;
  const now = desk.state.rescue.teams[team];
  const to = desk.chance.pick(nextTeamStatuses(now?.status ?? 'available'));
  return to && { type: 'ReportTeamStatus', team, to, cause: 'person' };
}

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

const callFact: Act = (desk) => {
  const call = some(desk, desk.state.release.calls);
  const fact = desk.chance.pick(['delivered', 'answered', 'understood', 'acting', 'done']);
  return call && { type: 'RecordCallFact', callId: call.id, fact, via: 'app' };
};

const FIRST_HOUR: Acts = [
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
  [4, onIncident((incidentId) => ({ type: 'EndIncident', incidentId, text: '' }))],
  [4, onIncident((incidentId) => ({ type: 'CloseIncident', incidentId, summary: '' }))],
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
  [5, onWarning((warningId) => ({ type: 'CheckWarning', warningId, note: '' }))],
  [
    7,
    onWarning((warningId, { session }) => ({
      type: 'SignWarning',
      warningId,
      signing: { mode: 'signed', post: session.posts[0] ?? 'post-vice' },
    })),
  ],
  [1, onWarning((warningId) => ({ type: 'CancelWarning', warningId, reason: '雨停' }))],
  [8, callFact],
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

const weightOf = (acts: Acts): number => acts.reduce((sum, [weight]) => sum + weight, 0);

/** The next thing this person does, or nothing: there is nothing to do, or it is not theirs. */
export function nextAct(desk: Desk): Intent | undefined {
  for (let tries = 0; tries < 10; tries++) {
    const acts = desk.chance.happens(0.65) ? FIRST_HOUR : DESK_ACTS;
    let at = desk.chance.between(0, weightOf(acts));
    const found = acts.find(([weight]) => {
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
