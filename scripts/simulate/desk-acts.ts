import type { Id } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { FENGYUAN, WANGZHUANG } from '@sitong/shared/testing/county.ts';
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
  some,
  TEAMS,
} from './desk.ts';

/** Warnings and reports past their first step, responses, help, practice: what a desk does beside the first hour. */

const SENSORS = ['rain-shanhua', 'level-dayu'] as const;

/** The post this person would sign by; one in ten names another's. */
const signing = ({ session, chance }: Desk): object => {
  const post = chance.happens(0.9) ? (session.posts[0] ?? 'post-vice') : chance.one(['post-commander', 'post-vice']);
  // By voice, to be countersigned by who said it.
  return chance.happens(0.25) ? { mode: 'oral', post: 'post-vice', person: 'p-vice' } : { mode: 'signed', post };
};

const onReport =
  (make: (reportId: Id, desk: Desk) => object): Act =>
  (desk) => {
    const report = some(desk, desk.state.release.reports);
    return report && make(report.id, desk);
  };

const onResponse =
  (make: (responseId: Id, desk: Desk) => object): Act =>
  (desk) => {
    const response = some(desk, desk.state.command.responses);
    return response && make(response.id, desk);
  };

const onCall =
  (make: (callId: Id) => object): Act =>
  (desk) => {
    const call = some(desk, desk.state.release.calls);
    return call && make(call.id);
  };

const fields = (desk: Desk): object => ({
  title: '情况报告',
  place: '沟口',
  hazard: 'flash_flood',
  process: '水位上涨',
  trapped: desk.chance.whole(0, 5),
  actions: '已派队伍',
  requests: '',
  asOf: toTimestamp(desk.nowMs),
});

const content = (desk: Desk): object => ({
  hazard: 'flash_flood',
  level: levelBy(desk),
  headline: '山洪灾害预警',
  text: '水位继续上涨',
  instruction: '立即转移',
  scope: { divisions: [desk.chance.one([FENGYUAN, WANGZHUANG])], rings: [], areaText: '' },
  expiresAt: later(desk, 120),
});

function activate(desk: Desk): object {
  const suggested = desk.chance.pick(
    Object.values(desk.state.command.responses).filter(({ status }) => status === 'suggested'),
  );
  return {
    type: 'ActivateResponse',
    responseId: suggested?.id ?? newId(desk),
    hazard: suggested?.hazard ?? desk.chance.one(['flash_flood', 'flood', 'landslide']),
    level: levelBy(desk),
    signing: signing(desk),
    incidentIds: Object.keys(desk.state.command.incidents).slice(0, 3),
  };
}

function setPractice(desk: Desk): object {
  const book = desk.state.command.practice['now'];
  const version = Math.max(book?.version ?? 0, ...(book?.changes.map((change) => change.version) ?? []));
  return {
    type: 'SetPractice',
    values: { 'order.reRingS': desk.chance.whole(10, 90) },
    ...(desk.chance.happens(0.3) ? { effectiveFrom: later(desk, 1) } : {}),
    reason: '演算',
    // One in five has not looked again.
    sawVersion: desk.chance.happens(0.8) ? version : Math.max(0, version - 1),
  };
}

function help(desk: Desk): object | undefined {
  const team = desk.chance.pick(desk.session.teams);
  if (team === undefined) return undefined;
  return { type: 'RequestHelp', team, helpId: newId(desk), kind: desk.chance.one(['sos', 'injured']), text: '' };
}

function answerHelp(desk: Desk): object | undefined {
  const team = desk.chance.pick(desk.session.teams.length > 0 ? desk.session.teams : TEAMS);
  if (team === undefined) return undefined;
  const open = desk.chance.pick(Object.values(desk.state.rescue.teams[team]?.help ?? {}));
  return open === undefined ? undefined : { type: 'AnswerHelp', team, helpId: open.id, how: 'answered', text: '' };
}

export const DESK_ACTS: Acts = [
  [1, onAlarm((alarmId) => ({ type: 'TakeAlarm', alarmId, seat: '值班一席' }))],
  [1, onAlarm((alarmId) => ({ type: 'UnshelveAlarm', alarmId }))],
  [
    1,
    onAlarm((alarmId, desk) => ({
      type: 'LinkAlarm',
      alarmId,
      incidentId: some(desk, desk.state.command.incidents)?.id ?? newId(desk),
    })),
  ],
  [1, (desk) => ({ type: 'TakeSensorOut', sensor: desk.chance.one(SENSORS), reason: '检修' })],
  [1, (desk) => ({ type: 'PutSensorBack', sensor: desk.chance.one(SENSORS) })],
  [1, onWarning((warningId, desk) => ({ type: 'ReviseWarning', warningId, content: content(desk) }))],
  [1, onWarning((warningId) => ({ type: 'ReturnWarning', warningId, reason: '范围不对' }))],
  [1, onWarning((warningId) => ({ type: 'CountersignWarning', warningId }))],
  [6, onCall((callId) => ({ type: 'SendToDoor', callId }))],
  [
    2,
    onIncident((incidentId, desk) => ({
      type: 'DraftReport',
      reportId: newId(desk),
      incidentId,
      kind: desk.chance.one(['first', 'update', 'final']),
      fields: fields(desk),
    })),
  ],
  [1, onReport((reportId, desk) => ({ type: 'ReviseReport', reportId, fields: fields(desk), reason: '新情况' }))],
  [1, onReport((reportId) => ({ type: 'LogPhoneReport', reportId, to: '市局', answeredBy: '值班室' }))],
  [3, onReport((reportId) => ({ type: 'CheckReport', reportId }))],
  [1, onReport((reportId) => ({ type: 'ReturnReport', reportId, reason: '数字不符' }))],
  [6, onReport((reportId, desk) => ({ type: 'SignReport', reportId, signing: signing(desk) }))],
  [1, onReport((reportId) => ({ type: 'CountersignReport', reportId }))],
  [6, onReport((reportId) => ({ type: 'SendReport', reportId, to: '市局' }))],
  [4, onReport((reportId) => ({ type: 'RecordReceipt', reportId, receipt: '已收' }))],
  [2, activate],
  [
    1,
    onResponse((responseId, desk) => ({
      type: 'AdjustResponse',
      responseId,
      level: levelBy(desk),
      signing: signing(desk),
      reason: '雨势',
    })),
  ],
  [1, onResponse((responseId) => ({ type: 'CountersignResponse', responseId }))],
  [1, onResponse((responseId) => ({ type: 'DismissResponse', responseId, reason: '不需要' }))],
  [1, onResponse((responseId, desk) => ({ type: 'EndResponse', responseId, signing: signing(desk), summary: '' }))],
  [2, help],
  [3, answerHelp],
  [
    1,
    (desk) => {
      const team = desk.chance.pick(desk.session.teams);
      return team === undefined ? undefined : { type: 'ConfirmSafety', team, headcount: 6 };
    },
  ],
  [1, onTask((taskId) => ({ type: 'CancelTask', taskId, reason: '不需要' }))],
  [1, onTask((taskId, desk) => ({ type: 'ReassignTask', taskId, ownerPost: 'post-duty', dueAt: later(desk, 2) }))],
  [
    1,
    onIncident((incidentId, desk) => ({
      type: 'TakeIncident',
      incidentId,
      owner: desk.session.person,
      seat: '值班一席',
    })),
  ],
  [
    2,
    onIncident((incidentId, desk) => ({
      type: 'GradeIncident',
      incidentId,
      grade: levelBy(desk),
      kind: desk.chance.one(['initial', 'confirmed']),
      reason: '会商',
    })),
  ],
  [
    1,
    onIncident((incidentId) => ({
      type: 'RetypeIncident',
      incidentId,
      hazard: 'landslide',
      title: '滑坡',
      reason: '',
    })),
  ],
  [
    3,
    onIncident((incidentId, desk) => ({
      type: 'RecordFigure',
      incidentId,
      figure: desk.chance.one(['trapped', 'evacuated', 'injured']),
      value: desk.chance.whole(0, 20),
      asOf: toTimestamp(desk.nowMs),
      source: '现场',
    })),
  ],
  [1, onIncident((incidentId) => ({ type: 'NameSiteCommander', incidentId, person: 'p-vice', channel: '3' }))],
  [1, onIncident((incidentId) => ({ type: 'ReverseMerge', incidentId, reason: '' }))],
  [1, onIncident((incidentId) => ({ type: 'SteerWall', view: { kind: 'incident', incidentId } }))],
  [
    2,
    onOrder((orderId, { state }) => {
      const order = state.rescue.orders[orderId];
      return { type: 'ReviseOrder', orderId, content: { ...order?.content, task: '转移二组群众' }, reason: '' };
    }),
  ],
  [1, setPractice],
  [
    1,
    (desk) => {
      const change = desk.chance.pick(desk.state.command.practice['now']?.changes ?? []);
      return change && { type: 'WithdrawPractice', version: change.version, reason: '撤回' };
    },
  ],
  // The live world knows neither a drill's clock nor its end.
  [1, () => ({ type: 'SetWorldClock', speed: 60, running: 'running' })],
  [1, () => ({ type: 'EndDrill', reason: '结束' })],
];
