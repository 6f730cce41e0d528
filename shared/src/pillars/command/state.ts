import { type ById, drop, type NumberSeries, patch, put, type Visible } from '../../kernel/collection.ts';
import type { Hazard } from '../../kernel/hazard.ts';
import type { Level } from '../../kernel/level.ts';
import { assertNever } from '../../kernel/refusal.ts';
import type { Signature } from '../../kernel/signing.ts';
import type { Timestamp, WorldClock } from '../../kernel/time.ts';
import type { CommandEvent, Figure, IncidentSource, Place } from './events.ts';

export type IncidentStatus = 'reported' | 'verified' | 'responding' | 'controlled' | 'ended' | 'merged';

export interface FigureNow {
  value: number;
  asOf: Timestamp;
  source: string;
  by: string;
}

export interface Incident extends Visible {
  id: string;
  number: number;
  hazard: Hazard;
  title: string;
  grade: Level;
  grades: readonly { grade: Level; kind: 'initial' | 'confirmed'; by: string; at: Timestamp; reason: string }[];
  status: IncidentStatus;
  /** Status before a merge, given back when the merge is reversed. */
  before: Exclude<IncidentStatus, 'merged'>;
  mergedInto: string | undefined;
  place: Place;
  source: IncidentSource;
  occurredAt: Timestamp | undefined;
  reportedAt: Timestamp;
  owner: string;
  seat: string;
  siteCommander: { person: string; channel: string; at: Timestamp } | undefined;
  figures: Readonly<Partial<Record<Figure, FigureNow>>>;
  text: string;
  photos: number;
  notes: number;
  statusAt: Timestamp;
}

export type TaskStatus = 'open' | 'started' | 'done' | 'cancelled';

export interface Task extends Visible {
  id: string;
  number: number;
  title: string;
  group: string;
  ownerPost: string;
  ownerPerson: string | undefined;
  dueAt: Timestamp;
  proof: 'none' | 'text' | 'photo' | 'figure';
  status: TaskStatus;
  createdAt: Timestamp;
  incidentId: string | undefined;
  responseId: string | undefined;
  planNode: string | undefined;
  dependsOn: readonly string[];
  overdueAt: Timestamp | undefined;
  ended: { by: string; at: Timestamp; text: string } | undefined;
}

export interface Response extends Visible {
  id: string;
  hazard: Hazard;
  level: Level;
  status: 'suggested' | 'active';
  reason: string;
  suggestedAt: Timestamp | undefined;
  activatedAt: Timestamp | undefined;
  adjustedAt: Timestamp | undefined;
  signature: Signature | undefined;
  plan: string | undefined;
  planVersion: string | undefined;
  incidentIds: readonly string[];
  countersignMissed: 'no' | 'missed';
}

export interface Shift extends Visible {
  id: string;
  officers: readonly string[];
  leader: string;
  since: Timestamp;
}

export interface Drill extends Visible {
  title: string;
  scenario: string;
  clock: WorldClock;
  status: 'running' | 'ended';
  startedAt: Timestamp;
}

export interface CommandState {
  incidents: ById<Incident>;
  tasks: ById<Task>;
  responses: ById<Response>;
  /** Key `now`. */
  shifts: ById<Shift>;
  /** Key `drill`; absent in the live world. */
  drills: ById<Drill>;
  numbers: ById<NumberSeries>;
}

export const initialCommand: CommandState = {
  incidents: {},
  tasks: {},
  responses: {},
  shifts: {},
  drills: {},
  numbers: {},
};

function seen(event: CommandEvent): Visible {
  return { division: event.division, audience: event.audience };
}

function onIncident(
  state: CommandState,
  event: CommandEvent,
  id: string,
  change: (incident: Incident) => Incident,
): CommandState {
  return { ...state, incidents: patch(state.incidents, id, (incident) => ({ ...change(incident), ...seen(event) })) };
}

function become(incident: Incident, status: Exclude<IncidentStatus, 'merged'>, at: Timestamp): Incident {
  return { ...incident, status, before: status, statusAt: at };
}

function onTask(state: CommandState, event: CommandEvent, id: string, change: (task: Task) => Task): CommandState {
  return { ...state, tasks: patch(state.tasks, id, (task) => ({ ...change(task), ...seen(event) })) };
}

function onResponse(
  state: CommandState,
  event: CommandEvent,
  id: string,
  change: (response: Response) => Response,
): CommandState {
  return { ...state, responses: patch(state.responses, id, (response) => ({ ...change(response), ...seen(event) })) };
}

export function evolveCommand(state: CommandState, event: CommandEvent): CommandState {
  switch (event.type) {
    case 'IncidentNumberTaken':
      return { ...state, numbers: put(state.numbers, 'incident', { last: event.body.n, ...seen(event) }) };
    case 'TaskNumberTaken':
      return { ...state, numbers: put(state.numbers, 'task', { last: event.body.n, ...seen(event) }) };
    case 'IncidentReported': {
      const { incidentId, number, hazard, title, grade, place, source, occurredAt, owner, seat, text, photos } =
        event.body;
      const incident: Incident = {
        id: incidentId,
        number,
        hazard,
        title,
        grade,
        grades: [{ grade, kind: 'initial', by: event.actor.person, at: event.at, reason: '' }],
        status: 'reported',
        before: 'reported',
        mergedInto: undefined,
        place,
        source,
        occurredAt,
        reportedAt: event.at,
        owner,
        seat,
        siteCommander: undefined,
        figures: {},
        text,
        photos: photos.length,
        notes: 0,
        statusAt: event.at,
        ...seen(event),
      };
      return { ...state, incidents: put(state.incidents, incidentId, incident) };
    }
    case 'IncidentVerified':
      return onIncident(state, event, event.body.incidentId, (incident) => become(incident, 'verified', event.at));
    case 'IncidentResponding':
      return onIncident(state, event, event.body.incidentId, (incident) => become(incident, 'responding', event.at));
    case 'IncidentControlled':
      return onIncident(state, event, event.body.incidentId, (incident) => become(incident, 'controlled', event.at));
    case 'IncidentReopened':
      return onIncident(state, event, event.body.incidentId, (incident) => become(incident, 'responding', event.at));
    case 'IncidentEnded':
      return onIncident(state, event, event.body.incidentId, (incident) => become(incident, 'ended', event.at));
    case 'IncidentClosed':
    case 'IncidentVoided':
      return { ...state, incidents: drop(state.incidents, event.body.incidentId) };
    case 'IncidentMerged':
      return onIncident(state, event, event.body.incidentId, (incident) => ({
        ...incident,
        status: 'merged',
        mergedInto: event.body.into,
        statusAt: event.at,
      }));
    case 'IncidentMergeReversed':
      return onIncident(state, event, event.body.incidentId, (incident) => ({
        ...incident,
        status: incident.before,
        mergedInto: undefined,
        statusAt: event.at,
      }));
    case 'IncidentOwnerChanged':
      return onIncident(state, event, event.body.incidentId, (incident) => ({
        ...incident,
        owner: event.body.owner,
        seat: event.body.seat,
      }));
    case 'IncidentGraded': {
      const { incidentId, grade, kind, reason } = event.body;
      return onIncident(state, event, incidentId, (incident) => ({
        ...incident,
        grade,
        grades: [...incident.grades, { grade, kind, by: event.actor.person, at: event.at, reason }].slice(-30),
      }));
    }
    case 'IncidentRetyped':
      return onIncident(state, event, event.body.incidentId, (incident) => ({
        ...incident,
        hazard: event.body.hazard,
        title: event.body.title,
      }));
    case 'IncidentRelocated':
      return onIncident(state, event, event.body.incidentId, (incident) => ({ ...incident, place: event.body.place }));
    case 'FigureRecorded': {
      const { incidentId, figure, value, asOf, source } = event.body;
      return onIncident(state, event, incidentId, (incident) => ({
        ...incident,
        figures: { ...incident.figures, [figure]: { value, asOf, source, by: event.actor.person } },
      }));
    }
    case 'IncidentNoteAdded':
      return onIncident(state, event, event.body.incidentId, (incident) => ({
        ...incident,
        notes: incident.notes + 1,
        photos: incident.photos + event.body.photos.length,
      }));
    case 'SiteCommanderNamed':
      return onIncident(state, event, event.body.incidentId, (incident) => ({
        ...incident,
        siteCommander: { person: event.body.person, channel: event.body.channel, at: event.at },
      }));
    case 'TaskCreated': {
      const {
        taskId,
        number,
        title,
        group,
        ownerPost,
        ownerPerson,
        dueAt,
        proof,
        incidentId,
        responseId,
        planNode,
        dependsOn,
      } = event.body;
      const task: Task = {
        id: taskId,
        number,
        title,
        group,
        ownerPost,
        ownerPerson,
        dueAt,
        proof,
        status: 'open',
        createdAt: event.at,
        incidentId,
        responseId,
        planNode,
        dependsOn,
        overdueAt: undefined,
        ended: undefined,
        ...seen(event),
      };
      return { ...state, tasks: put(state.tasks, taskId, task) };
    }
    case 'TaskStarted':
      return onTask(state, event, event.body.taskId, (task) => ({ ...task, status: 'started' }));
    case 'TaskDone':
      return onTask(state, event, event.body.taskId, (task) => ({
        ...task,
        status: 'done',
        ended: { by: event.actor.person, at: event.at, text: event.body.result },
      }));
    case 'TaskCancelled':
      return onTask(state, event, event.body.taskId, (task) => ({
        ...task,
        status: 'cancelled',
        ended: { by: event.actor.person, at: event.at, text: event.body.reason },
      }));
    case 'TaskReassigned':
      return onTask(state, event, event.body.taskId, (task) => ({
        ...task,
        ownerPost: event.body.ownerPost,
        ownerPerson: event.body.ownerPerson,
        dueAt: event.body.dueAt,
        overdueAt: undefined,
      }));
    case 'TaskOverdue':
      return onTask(state, event, event.body.taskId, (task) => ({ ...task, overdueAt: event.at }));
    case 'TaskArchived':
      return { ...state, tasks: drop(state.tasks, event.body.taskId) };
    case 'ResponseSuggested': {
      const { responseId, hazard, level, reason, incidentIds } = event.body;
      const response: Response = {
        id: responseId,
        hazard,
        level,
        status: 'suggested',
        reason,
        suggestedAt: event.at,
        activatedAt: undefined,
        adjustedAt: undefined,
        signature: undefined,
        plan: undefined,
        planVersion: undefined,
        incidentIds,
        countersignMissed: 'no',
        ...seen(event),
      };
      return { ...state, responses: put(state.responses, responseId, response) };
    }
    case 'ResponseActivated': {
      const { responseId, hazard, level, signature, plan, planVersion, incidentIds } = event.body;
      const before = state.responses[responseId];
      const response: Response = {
        id: responseId,
        hazard,
        level,
        status: 'active',
        reason: before?.reason ?? '',
        suggestedAt: before?.suggestedAt,
        activatedAt: event.at,
        adjustedAt: undefined,
        signature,
        plan,
        planVersion,
        incidentIds,
        countersignMissed: 'no',
        ...seen(event),
      };
      return { ...state, responses: put(state.responses, responseId, response) };
    }
    case 'ResponseAdjusted':
      return onResponse(state, event, event.body.responseId, (response) => ({
        ...response,
        level: event.body.level,
        signature: event.body.signature,
        adjustedAt: event.at,
        countersignMissed: 'no',
      }));
    case 'ResponseCountersigned':
      return onResponse(state, event, event.body.responseId, (response) =>
        response.signature?.mode === 'oral'
          ? { ...response, signature: { ...response.signature, countersignedAt: event.at } }
          : response,
      );
    case 'CountersignMissed':
      return onResponse(state, event, event.body.responseId, (response) => ({
        ...response,
        countersignMissed: 'missed',
      }));
    case 'ResponseDismissed':
    case 'ResponseEnded':
      return { ...state, responses: drop(state.responses, event.body.responseId) };
    case 'ShiftStarted':
      return {
        ...state,
        shifts: put(state.shifts, 'now', {
          id: event.body.shiftId,
          officers: event.body.officers,
          leader: event.body.leader,
          since: event.at,
          ...seen(event),
        }),
      };
    case 'DutyLogEntered':
      return state;
    case 'DrillStarted':
      return {
        ...state,
        drills: put(state.drills, 'drill', {
          title: event.body.title,
          scenario: event.body.scenario,
          clock: event.body.clock,
          status: 'running',
          startedAt: event.at,
          ...seen(event),
        }),
      };
    case 'WorldClockSet':
      return {
        ...state,
        drills: patch(state.drills, 'drill', (drill) => ({ ...drill, clock: event.body.clock, ...seen(event) })),
      };
    case 'DrillEnded':
      return {
        ...state,
        drills: patch(state.drills, 'drill', (drill) => ({ ...drill, status: 'ended', ...seen(event) })),
      };
    default:
      return assertNever(event);
  }
}
