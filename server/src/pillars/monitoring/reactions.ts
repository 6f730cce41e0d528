import { SYSTEM_ACTOR } from '@sitong/shared/kernel/envelope.ts';
import { derivedId, shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import type { Practice } from '@sitong/shared/kernel/practice.ts';
import type { Signature } from '@sitong/shared/kernel/signing.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import type { CommandEvent } from '@sitong/shared/pillars/command/events.ts';
import type { AlarmCause, MonitoringEvent } from '@sitong/shared/pillars/monitoring/events.ts';
import type { MonitoringIntent } from '@sitong/shared/pillars/monitoring/intents.ts';
import { subjectOf } from '@sitong/shared/pillars/monitoring/subject.ts';
import type { ReleaseEvent } from '@sitong/shared/pillars/release/events.ts';
import type { RescueEvent } from '@sitong/shared/pillars/rescue/events.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';
import type { Reaction } from '../context.ts';

/** What a reaction may look at beside the event. */
interface Surroundings {
  /** The open state with the event in it, or later. */
  state: WorldState;
  /** In force when the event happened. */
  practice: Practice;
}

type Event = MonitoringEvent | ReleaseEvent | RescueEvent | CommandEvent;
type Reactions = readonly Reaction<MonitoringIntent>[];

const NONE: Reactions = [];

/**
 * Alarms that follow from other pillars' events, and their end (MON-9, MON-22). The state may be ahead of
 * the event; an answer that came meanwhile is then already seen, and nothing is raised.
 */
export function monitoringReactions(event: Event, { state, practice }: Surroundings): Reactions {
  switch (event.type) {
    case 'OrderEscalated':
      return orderEscalated(event, state);
    case 'OrderDeclined':
      return raiseForOrder(event, state, event.body.orderId, 'declined', 2);
    case 'OrderSaved':
      // Another team sent in the place of the one that declined or did not answer.
      return event.body.insteadOf === undefined ? NONE : settle(state, `order/${event.body.insteadOf}`);
    case 'OrderAccepted':
    case 'OrderCompleted':
    case 'OrderWithdrawn':
    case 'OrderArchived':
      return settle(state, `order/${event.body.orderId}`);
    case 'TeamStatusChanged':
      return teamMoved(event, state);
    case 'SafetyCheckMissed': {
      const { team } = event.body;
      if (state.rescue.teams[team]?.safetyMissedAt === undefined) return NONE;
      return raise(event, 2, { kind: 'safety_missed', team }, {});
    }
    case 'SafetyConfirmed':
      return settle(state, `safety/${event.body.team}`);
    case 'HelpRequested': {
      const { team, kind, helpId, point, orderId } = event.body;
      if (state.rescue.teams[team]?.help[kind]?.id !== helpId) return NONE;
      const incidentId = orderId === undefined ? undefined : state.rescue.orders[orderId]?.incidentId;
      const priority = kind === 'sos' || kind === 'injured' ? 1 : 2;
      return raise(event, priority, { kind: 'help', team, help: kind }, { point, incidentId });
    }
    case 'HelpAnswered':
      return helpAnswered(event.body.team, state);
    case 'CallEscalated': {
      const call = state.release.calls[event.body.callId];
      // A desk that sends somebody to the door knows already.
      const byDesk = event.actor.person !== SYSTEM_ACTOR.person;
      if (call === undefined || byDesk || call.facts.answered !== undefined) return NONE;
      const cause: AlarmCause = {
        kind: 'call_unanswered',
        call: call.id,
        warning: call.warningId,
        person: call.person,
        attempts: call.attempts.length,
      };
      return raise(event, 2, cause, { incidentId: call.incidentId });
    }
    case 'CallFactRecorded':
      return event.body.fact === 'delivered' ? NONE : settle(state, `call/${event.body.callId}`);
    case 'CallClosed':
      return settle(state, `call/${event.body.callId}`);
    case 'ReportClockMissed': {
      const report = state.release.reports[event.body.reportId];
      if (report === undefined) return NONE;
      const which = report.kind === 'update' && event.body.which === 'written' ? 'update' : event.body.which;
      const cause: AlarmCause = { kind: 'report_due', report: report.id, incident: report.incidentId, which };
      return raise(event, 2, cause, { incidentId: report.incidentId });
    }
    case 'ReportPhoned':
      return settle(state, `report/${event.body.reportId}/phone`);
    case 'ReportSent':
    case 'ReportReceived':
      return [
        ...settle(state, `report/${event.body.reportId}/written`),
        ...settle(state, `report/${event.body.reportId}/update`),
      ];
    case 'ReportArchived': {
      const id = event.body.reportId;
      return [`report/${id}/phone`, `report/${id}/written`, `report/${id}/update`, `countersign/report/${id}`].flatMap(
        (subject) => settle(state, subject),
      );
    }
    case 'TaskOverdue': {
      const task = state.command.tasks[event.body.taskId];
      if (task === undefined || task.overdueAt === undefined || task.ended !== undefined) return NONE;
      return raise(
        event,
        3,
        { kind: 'task_overdue', task: task.id, title: task.title },
        { incidentId: task.incidentId },
      );
    }
    case 'TaskDone':
    case 'TaskCancelled':
    case 'TaskReassigned':
    case 'TaskArchived':
      return settle(state, `task/${event.body.taskId}`);
    case 'CountersignMissed':
      return countersignMissed(
        event,
        `response/${event.body.responseId}`,
        state.command.responses[event.body.responseId],
      );
    case 'WarningCountersignMissed':
      return countersignMissed(event, `warning/${event.body.warningId}`, state.release.warnings[event.body.warningId]);
    case 'ReportCountersignMissed':
      return countersignMissed(event, `report/${event.body.reportId}`, state.release.reports[event.body.reportId]);
    case 'ResponseCountersigned':
    case 'ResponseAdjusted':
    case 'ResponseEnded':
      return settle(state, `countersign/response/${event.body.responseId}`);
    case 'WarningCountersigned':
    case 'WarningSuperseded':
    case 'WarningCancelled':
    case 'WarningExpired':
      return settle(state, `countersign/warning/${event.body.warningId}`);
    case 'ReportCountersigned':
      return settle(state, `countersign/report/${event.body.reportId}`);
    case 'IncidentReported': {
      const { source, incidentId } = event.body;
      const alarm = source.kind === 'alarm' ? state.monitoring.alarms[source.alarmId] : undefined;
      if (alarm === undefined || alarm.incidentId === incidentId) return NONE;
      return [{ name: 'link', intent: { type: 'LinkAlarm', alarmId: alarm.id, incidentId } }];
    }
    case 'IncomingWarningReceived':
      return warningReceived(event, state, practice.alarm.incomingFrom);
    case 'IncomingWarningEnded':
      return warningEnded(event, state);
    default:
      return NONE;
  }
}

/** 60 s re-ring + alarm, 180 s leader (design §9): the first steps are channels' work, the last turns the alarm red. */
function orderEscalated(event: Extract<Event, { type: 'OrderEscalated' }>, state: WorldState): Reactions {
  const { orderId, step } = event.body;
  switch (step) {
    case 'undelivered':
      return NONE;
    case 're_ring':
    case 'offer_next':
      return raiseForOrder(event, state, orderId, step, 2);
    case 'leader':
      return raiseForOrder(event, state, orderId, step, 1);
    case 'not_departed':
      return raiseForOrder(event, state, orderId, step, 3);
    default:
      return NONE;
  }
}

type OrderStep = Extract<AlarmCause, { kind: 'order_escalated' }>['step'];

function raiseForOrder(event: Event, state: WorldState, orderId: string, step: OrderStep, priority: Level): Reactions {
  const order = state.rescue.orders[orderId];
  if (order === undefined || (step !== 'declined' && order.ended !== undefined)) return NONE;
  if (order.status === 'accepted' && step !== 'not_departed') return NONE;
  const { team, incidentId } = order;
  const cause: AlarmCause = {
    kind: 'order_escalated',
    order: orderId,
    orderNumber: shownNumber('D', order.number),
    team,
    step,
  };
  return raise(event, priority, cause, { incidentId, point: order.content.destination.point });
}

type Signed = { signature: Signature | undefined } | undefined;

function countersignMissed(event: Event, subject: string, signed: Signed): Reactions {
  const signature = signed?.signature;
  if (signature?.mode !== 'oral' || signature.countersignedAt !== undefined) return NONE;
  return raise(event, 2, { kind: 'countersign_due', subject, person: signature.person }, {});
}

const UNDERWAY: readonly string[] = ['departed', 'en_route', 'on_scene', 'working', 'done', 'withdrawing', 'returned'];
const SAFE: readonly string[] = ['withdrawing', 'returned', 'available', 'off_duty'];

/** A team that has departed is late no more; one on its way home has nothing to confirm. */
function teamMoved(event: Extract<Event, { type: 'TeamStatusChanged' }>, state: WorldState): Reactions {
  const { team, to, orderId } = event.body;
  const departed = orderId !== undefined && UNDERWAY.includes(to) ? settle(state, `order/${orderId}`) : NONE;
  return SAFE.includes(to) ? [...departed, ...settle(state, `safety/${team}`)] : departed;
}

/** Each kind of help has an alarm of its own; those no longer asked for are settled. */
function helpAnswered(team: string, state: WorldState): Reactions {
  const open = state.rescue.teams[team]?.help ?? {};
  const kinds = (['sos', 'reinforce', 'blocked', 'injured'] as const).filter((kind) => open[kind] === undefined);
  return kinds.flatMap((kind) => settle(state, `help/${team}/${kind}`));
}

/** MON-22: exercises alarm only exercise worlds; cancelled and expired messages alarm nobody. */
function warningReceived(
  event: Extract<Event, { type: 'IncomingWarningReceived' }>,
  state: WorldState,
  fromLevel: Level,
): Reactions {
  const { incomingId, level, capStatus, identifier, headline, expiresAt } = event.body;
  if (level === undefined || level > fromLevel || state.monitoring.incoming[incomingId] === undefined) return NONE;
  if (capStatus !== 'Actual' && !(event.world !== 'live' && capStatus === 'Exercise')) return NONE;
  if (toMs(expiresAt) <= toMs(event.at)) return NONE;
  return raise(event, level, { kind: 'incoming_warning', identifier, headline }, {});
}

function warningEnded(event: Extract<Event, { type: 'IncomingWarningEnded' }>, state: WorldState): Reactions {
  const identifiers = new Set(Object.values(state.monitoring.incoming).map((incoming) => incoming.identifier));
  return Object.values(state.monitoring.alarms)
    .filter(({ cause }) => cause.kind === 'incoming_warning' && !identifiers.has(cause.identifier))
    .map((alarm) => ({
      name: `settle/${alarm.id}/${event.body.incomingId}`,
      intent: { type: 'SettleAlarm', alarmId: alarm.id },
    }));
}

type Where = {
  incidentId?: string | undefined;
  point?: Extract<MonitoringIntent, { type: 'RaiseAlarm' }>['point'] | undefined;
};

/** The alarm's id follows from the event: a repeat raises nothing twice. */
function raise(event: Event, priority: Level, cause: AlarmCause, { incidentId, point }: Where): Reactions {
  const intent: MonitoringIntent = {
    type: 'RaiseAlarm',
    alarmId: derivedId('alarm', event.world, event.seq),
    priority,
    cause,
    division: event.division,
    // For the desks of the place alone: the person or team it is about gets orders and calls, not alarms.
    audience: [],
    ...(point ? { point } : {}),
    ...(incidentId ? { incidentId } : {}),
  };
  return [{ name: 'alarm', intent }];
}

function settle(state: WorldState, subject: string): Reactions {
  return Object.values(state.monitoring.alarms)
    .filter((alarm) => subjectOf(alarm.cause) === subject)
    .map((alarm) => ({ name: `settle/${alarm.id}`, intent: { type: 'SettleAlarm', alarmId: alarm.id } }));
}
