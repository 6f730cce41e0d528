import { type ById, type NumberSeries, put, type Visible } from '../../kernel/collection.ts';
import type { Hazard } from '../../kernel/hazard.ts';
import type { Level } from '../../kernel/level.ts';
import type { Signature } from '../../kernel/signing.ts';
import type { Timestamp, WorldClock } from '../../kernel/time.ts';
import type { CommandEvent, Figure, IncidentSource, Place } from './events.ts';
import { evolveDrills, evolveShifts } from './evolve-duty.ts';
import { evolveIncidents } from './evolve-incident.ts';
import { evolvePractice, type PracticeBook } from './evolve-practice.ts';
import { evolveResponses } from './evolve-response.ts';
import { evolveTasks } from './evolve-task.ts';
import { evolveWall, type WallNow } from './evolve-wall.ts';
import { seen } from './seen.ts';

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
  number: number;
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
  /** A worse level suggested while this one is active. */
  suggestion: { level: Level; reason: string; at: Timestamp } | undefined;
}

export interface Shift extends Visible {
  id: string;
  officers: readonly string[];
  leader: string;
  since: Timestamp;
}

export interface Drill extends Visible {
  startAt: Timestamp;
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
  /** Key `now`: local practice over time. */
  practice: ById<PracticeBook>;
  /** Key `now`; absent until a console has put something on the wall. */
  wall: ById<WallNow>;
  numbers: ById<NumberSeries>;
}

export const initialCommand: CommandState = {
  incidents: {},
  tasks: {},
  responses: {},
  shifts: {},
  drills: {},
  practice: {},
  wall: {},
  numbers: {},
};

function numbers(state: CommandState, event: CommandEvent, series: string, last: number): CommandState {
  return { ...state, numbers: put(state.numbers, series, { last, ...seen(event) }) };
}

/** Each concept folds its own collection; see `evolve-*.ts`. */
export function evolveCommand(state: CommandState, event: CommandEvent): CommandState {
  switch (event.type) {
    case 'IncidentNumberTaken':
      return numbers(state, event, 'incident', event.body.n);
    case 'TaskNumberTaken':
      return numbers(state, event, 'task', event.body.n);
    case 'ResponseNumberTaken':
      return numbers(state, event, 'response', event.body.n);
    case 'TaskCreated':
    case 'TaskStarted':
    case 'TaskDone':
    case 'TaskCancelled':
    case 'TaskReassigned':
    case 'TaskOverdue':
    case 'TaskArchived':
      return { ...state, tasks: evolveTasks(state.tasks, event) };
    case 'ResponseSuggested':
    case 'ResponseActivated':
    case 'ResponseAdjusted':
    case 'ResponseCountersigned':
    case 'ResponseDismissed':
    case 'ResponseEnded':
    case 'CountersignMissed':
      return { ...state, responses: evolveResponses(state.responses, event) };
    case 'ShiftStarted':
      return { ...state, shifts: evolveShifts(state.shifts, event) };
    case 'DutyLogEntered':
      // The log is its own event; nothing of it is open state.
      return state;
    case 'DrillStarted':
    case 'WorldClockSet':
    case 'DrillEnded':
      return { ...state, drills: evolveDrills(state.drills, event) };
    case 'WallSteered':
      return { ...state, wall: evolveWall(state.wall, event) };
    case 'PracticeAdopted':
    case 'PracticeChanged':
    case 'PracticeWithdrawn':
      return { ...state, practice: evolvePractice(state.practice, event) };
    default:
      return { ...state, incidents: evolveIncidents(state.incidents, event) };
  }
}
