import type { NewEvent } from '@sitong/shared/kernel/envelope.ts';
import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { parseEvent } from '@sitong/shared/protocol/catalogue.ts';
import { SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import { type Given, givenWorld } from '@sitong/shared/testing/given.ts';
import { describe, expect, it } from 'vitest';
import { decideMonitoring as decide } from './decide.ts';
import { alarmId, givenAlarm, incoming } from './given-monitoring.ts';
import { monitoringReactions } from './reactions.ts';

const order = derivedId('order', 1);
const incident = derivedId('incident', 1);

function other(stream: string, type: string, body: unknown): NewEvent {
  return { stream, type, schema: 1, division: SHANHUA, audience: [], body };
}

const saved = other(`order/${order}`, 'OrderSaved', {
  orderId: order,
  number: 7,
  incidentId: incident,
  team: 'team-1',
  exclusive: true,
  voice: false,
  content: {
    task: '转移沟口组群众',
    skills: [],
    destination: { name: '善化村沟口', point: seatOf(SHANHUA), division: SHANHUA },
    hazards: '',
    protection: '',
    feedbackMin: 30,
  },
});
const escalated = (step: string) =>
  other(`order/${order}`, 'OrderEscalated', { orderId: order, step, dueAt: '2026-07-18T20:01:00+08:00', lateS: 0 });
const accepted = other(`order/${order}`, 'OrderAccepted', { orderId: order, voice: false });

/** Lets the newest event be reacted to, and the reactions be decided. */
function react(world: Given): Given {
  const last = world.log.at(-1);
  if (last === undefined) throw new Error('nothing happened yet');
  const reactions = monitoringReactions(parseEvent(last).event, world);
  expect(new Set(reactions.map(({ name }) => name)).size).toBe(reactions.length);
  return reactions.reduce((now, { intent }) => now.having(decide, intent, 'system'), world);
}

function happens(world: Given, ...events: NewEvent[]): Given {
  return events.reduce((now, one) => react(now.happened([one])), world);
}

const alarms = (world: Given) => Object.values(world.state.monitoring.alarms);

describe('alarms from what happens elsewhere', () => {
  it('[MON-9] an order nobody accepts: orange at the re-ring, red for the leader, gone when accepted', () => {
    const quiet = happens(givenWorld(), saved, escalated('undelivered'));
    expect(alarms(quiet)).toEqual([]);
    const rung = happens(quiet, escalated('re_ring'));
    expect(alarms(rung)).toMatchObject([
      { priority: 2, incidentId: incident, cause: { orderNumber: 'D-0007', step: 're_ring' } },
    ]);
    const red = happens(rung, escalated('leader'));
    expect(alarms(red)).toMatchObject([{ priority: 1, cause: { step: 'leader' } }]);
    expect(alarms(happens(red, accepted))).toEqual([]);
  });

  it('[MON-9] the same event again, or one overtaken by its answer, raises nothing new', () => {
    const rung = happens(givenWorld(), saved, escalated('re_ring'));
    const [again] = monitoringReactions(
      parseEvent(rung.log.find(({ type }) => type === 'OrderEscalated')!).event,
      rung,
    );
    rung.when(decide, again!.intent, 'system').refused('already_open');
    const late = givenWorld().happened([saved, escalated('re_ring'), accepted]);
    expect(monitoringReactions(parseEvent(late.log[1]!).event, late)).toEqual([]);
  });

  it('[MON-9] a call for help is an alarm of its own until it is answered', () => {
    const help = (kind: string, id: string) =>
      other('team/team-1', 'HelpRequested', { team: 'team-1', helpId: derivedId(id), kind, text: '', orderId: order });
    const both = happens(givenWorld(), saved, help('blocked', 'h1'), help('sos', 'h2'));
    expect(alarms(both).map(({ priority }) => priority)).toEqual([2, 1]);
    const answered = happens(
      both,
      other('team/team-1', 'HelpAnswered', { team: 'team-1', helpId: derivedId('h2'), how: 'answered', text: '' }),
    );
    expect(alarms(answered)).toMatchObject([{ cause: { kind: 'help', help: 'blocked' } }]);
  });

  it('[MON-9] an overdue task, until it is done', () => {
    const taskId = derivedId('task', 1);
    const task = (type: string, body: object = {}) => other(`task/${taskId}`, type, { taskId, ...body });
    const created = {
      number: 1,
      title: '巡查',
      group: '',
      ownerPost: 'post-duty',
      dueAt: '2026-07-18T20:10:00+08:00',
      proof: 'none',
      dependsOn: [],
    };
    const late = happens(
      givenWorld(),
      task('TaskCreated', created),
      task('TaskOverdue', { dueAt: created.dueAt, lateS: 0 }),
    );
    expect(alarms(late)).toMatchObject([{ priority: 3, cause: { kind: 'task_overdue', title: '巡查' } }]);
    expect(alarms(happens(late, task('TaskDone', { result: '', photos: [] })))).toEqual([]);
  });

  it('[MON-9] a declined order alarms until another team is sent in its place', () => {
    const declined = happens(
      givenWorld(),
      saved,
      other(`order/${order}`, 'OrderDeclined', { orderId: order, reason: '车辆故障' }),
    );
    expect(alarms(declined)).toMatchObject([{ priority: 2, cause: { step: 'declined' } }]);
    const next = derivedId('order', 2);
    const instead = { ...(saved.body as object), orderId: next, number: 8, team: 'team-2', insteadOf: order };
    expect(alarms(happens(declined, other(`order/${next}`, 'OrderSaved', instead)))).toEqual([]);
  });

  it('[MON-9] a team that has not departed, until it has', () => {
    const late = happens(givenWorld(), saved, accepted, escalated('not_departed'));
    expect(alarms(late)).toMatchObject([{ priority: 3, cause: { step: 'not_departed' } }]);
    const moved = { team: 'team-1', from: 'accepted', to: 'departed', orderId: order, cause: 'person', skipped: [] };
    expect(alarms(happens(late, other('team/team-1', 'TeamStatusChanged', moved)))).toEqual([]);
  });

  it('[MON-9] a missed safety check, until somebody confirms', () => {
    const status = { team: 'team-1', from: 'available', to: 'on_scene', orderId: order, cause: 'person', skipped: [] };
    const missed = { team: 'team-1', dueAt: '2026-07-18T20:30:00+08:00', lateS: 0 };
    const silent = happens(
      givenWorld(),
      saved,
      other('team/team-1', 'TeamStatusChanged', status),
      other('team/team-1', 'SafetyCheckMissed', missed),
    );
    expect(alarms(silent)).toMatchObject([{ priority: 2, cause: { kind: 'safety_missed' } }]);
    expect(alarms(happens(silent, other('team/team-1', 'SafetyConfirmed', { team: 'team-1' })))).toEqual([]);
  });

  it('[MON-9] a call nobody answers, raised by the clock and not by the desk, until it is answered', () => {
    const callId = derivedId('call', 1);
    const call = (type: string, body: object) => other(`call/${callId}`, type, { callId, ...body });
    const opened = call('CallOpened', {
      warningId: derivedId('warning'),
      person: 'p-mayor-f',
      duty: 'town_mayor',
      place: SHANHUA,
    });
    const up = call('CallEscalated', {
      to: 'deputy',
      person: 'p-town-f',
      dueAt: '2026-07-18T20:05:00+08:00',
      lateS: 0,
    });
    const unanswered = happens(givenWorld(), opened, up);
    expect(alarms(unanswered)).toMatchObject([
      { priority: 2, cause: { kind: 'call_unanswered', person: 'p-mayor-f' } },
    ]);
    expect(alarms(react(givenWorld().happened([opened]).happened([up], { person: 'p-duty' })))).toEqual([]);
    const fact = (name: string) =>
      call('CallFactRecorded', { fact: name, by: 'p-mayor-f', via: 'app', simulated: false });
    expect(alarms(happens(unanswered, fact('delivered')))).toHaveLength(1);
    expect(alarms(happens(unanswered, fact('answered')))).toEqual([]);
  });

  it('[MON-9] a report clock that ran out, until the report is phoned or sent', () => {
    const reportId = derivedId('report', 1);
    const report = (type: string, body: object) => other(`report/${reportId}`, type, { reportId, ...body });
    const at = '2026-07-18T20:30:00+08:00';
    const fields = {
      title: '初报',
      place: '',
      hazard: 'flash_flood',
      process: '',
      actions: '',
      requests: '',
      asOf: at,
    };
    const drafted = report('ReportDrafted', {
      number: 1,
      incidentId: incident,
      kind: 'first',
      fields,
      receivedAt: at,
      phoneDueAt: at,
      writtenDueAt: at,
    });
    const late = happens(
      givenWorld(),
      drafted,
      report('ReportClockMissed', { which: 'phone', dueAt: at }),
      report('ReportClockMissed', { which: 'written', dueAt: at }),
    );
    expect(alarms(late).map(({ cause }) => cause)).toMatchObject([{ which: 'phone' }, { which: 'written' }]);
    const phoned = happens(late, report('ReportPhoned', { to: '市局', answeredBy: '值班员', lateS: 60 }));
    expect(alarms(phoned).map(({ cause }) => cause)).toMatchObject([{ which: 'written' }]);
    expect(alarms(happens(phoned, report('ReportSent', { to: '市局', simulated: true, lateS: 60 })))).toEqual([]);
  });

  it('[MON-22] a live warning of level 1 or 2 alarms, until it ends', () => {
    const orange = react(givenWorld().having(decide, incoming(1), 'system'));
    expect(alarms(orange)).toMatchObject([{ priority: 2, cause: { kind: 'incoming_warning' } }]);
    const { incomingId } = incoming(1).warning;
    const ended = react(orange.having(decide, { type: 'EndIncomingWarning', incomingId, how: 'cancelled' }, 'system'));
    expect(alarms(ended)).toEqual([]);
    expect(alarms(react(givenWorld().having(decide, incoming(1, { level: 3 }), 'system')))).toEqual([]);
  });

  it('[MON-22] an exercise message alarms a drill, never the live world; an expired one nobody', () => {
    const exercise = incoming(1, { capStatus: 'Exercise' });
    expect(alarms(react(givenWorld().having(decide, exercise, 'system')))).toEqual([]);
    expect(alarms(react(givenWorld({ world: 'drill-test' }).having(decide, exercise, 'system')))).toHaveLength(1);
    const old = incoming(1, { expiresAt: '2026-07-18T19:00:00+08:00' });
    expect(alarms(react(givenWorld().having(decide, old, 'system')))).toEqual([]);
  });

  it('[MON-11] an incident made from an alarm is linked to it', () => {
    const reported = other(`incident/${incident}`, 'IncidentReported', {
      incidentId: incident,
      number: 1,
      hazard: 'flash_flood',
      title: '善化村山洪',
      grade: 3,
      place: { point: seatOf(SHANHUA), division: SHANHUA, name: '善化村', by: 'sensor' },
      source: { kind: 'alarm', alarmId: alarmId(1) },
      owner: 'p-duty',
      seat: 'duty',
      text: '',
      photos: [],
    });
    expect(alarms(happens(givenAlarm(), reported))).toMatchObject([{ incidentId: incident }]);
  });
});
