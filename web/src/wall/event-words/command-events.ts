import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import type { CommandEvent } from '@sitong/shared/pillars/command/events.ts';
import {
  incidentName,
  incidentNumber,
  minute,
  personName,
  postName,
  responseName,
  taskName,
  teamName,
} from './names.ts';
import type { Tellers } from './told.ts';

export const commandTellers: Tellers<CommandEvent['type']> = {
  IncidentNumberTaken: ({ body }) => ({ kind: 'incident', quiet: 'quiet', values: { n: body.n } }),
  IncidentReported: ({ body, actor }, look) => ({
    kind: 'incident',
    mark: 'turning',
    level: body.grade,
    values: {
      number: shownNumber('I', body.number),
      title: body.title,
      grade: look.t(`command:gradeShort.${body.grade}`),
      place: body.place.name,
      source: look.t(`duty:source.${body.source.kind}`),
      by: personName(look, actor.person),
    },
  }),
  IncidentVerified: ({ body, actor }, look) => ({
    kind: 'incident',
    mark: 'turning',
    values: { incident: incidentName(look, body.incidentId), by: personName(look, actor.person), text: body.text },
  }),
  IncidentOwnerChanged: ({ body }, look) => ({
    kind: 'incident',
    values: {
      incident: incidentName(look, body.incidentId),
      owner: personName(look, body.owner),
      seat: body.seat,
    },
  }),
  IncidentGraded: ({ body }, look) => ({
    kind: 'incident',
    level: body.grade,
    values: {
      incident: incidentName(look, body.incidentId),
      how: look.t(`duty:graded.${body.kind}`),
      grade: look.t(`command:gradeShort.${body.grade}`),
      reason: body.reason,
    },
  }),
  IncidentRetyped: ({ body }, look) => ({
    kind: 'incident',
    values: {
      incident: incidentNumber(look, body.incidentId),
      hazard: look.t(`command:hazard.${body.hazard}`),
      title: body.title,
      reason: body.reason,
    },
  }),
  IncidentRelocated: ({ body }, look) => ({
    kind: 'incident',
    values: { incident: incidentNumber(look, body.incidentId), place: body.place.name, reason: body.reason },
  }),
  FigureRecorded: ({ body }, look) => ({
    kind: 'figure',
    values: {
      incident: incidentNumber(look, body.incidentId),
      figure: look.t(`command:figure.${body.figure}`),
      value: body.value,
      unit: look.t(body.figure === 'houses_collapsed' ? 'command:unit.rooms' : 'command:unit.people'),
      at: minute(body.asOf),
      source: sourceName(body.source, look.t),
    },
  }),
  IncidentNoteAdded: ({ body, actor }, look) => ({
    kind: 'site',
    ...(body.photos.length === 0 ? {} : { variant: 'photos' }),
    values: {
      incident: incidentNumber(look, body.incidentId),
      by: personName(look, actor.person),
      text: body.text,
      photos: body.photos.length,
    },
  }),
  SiteCommanderNamed: ({ body }, look) => ({
    kind: 'incident',
    mark: 'turning',
    values: {
      incident: incidentNumber(look, body.incidentId),
      person: personName(look, body.person),
      channel: body.channel,
    },
  }),
  IncidentResponding: ({ body }, look) => ({
    kind: 'incident',
    mark: 'turning',
    values: { incident: incidentName(look, body.incidentId) },
  }),
  IncidentShared: ({ body }, look) => ({
    kind: 'incident',
    quiet: 'quiet',
    values: { incident: incidentName(look, body.incidentId), team: teamName(look, body.team) },
  }),
  IncidentControlled: ({ body }, look) => ({
    kind: 'incident',
    mark: 'turning',
    values: { incident: incidentName(look, body.incidentId), text: body.text },
  }),
  IncidentReopened: ({ body }, look) => ({
    kind: 'incident',
    mark: 'turning',
    values: { incident: incidentName(look, body.incidentId), text: body.text },
  }),
  IncidentEnded: ({ body }, look) => ({
    kind: 'incident',
    mark: 'turning',
    values: { incident: incidentName(look, body.incidentId), text: body.text },
  }),
  IncidentClosed: ({ body, actor }, look) => ({
    kind: 'incident',
    mark: 'turning',
    values: { incident: incidentName(look, body.incidentId), by: personName(look, actor.person) },
  }),
  IncidentMerged: ({ body }, look) => ({
    kind: 'incident',
    values: { incident: incidentName(look, body.incidentId), into: incidentName(look, body.into) },
  }),
  IncidentMergeReversed: ({ body }, look) => ({
    kind: 'incident',
    values: { incident: incidentName(look, body.incidentId), reason: body.reason },
  }),
  IncidentVoided: ({ body }, look) => ({
    kind: 'incident',
    values: { incident: incidentName(look, body.incidentId), reason: body.reason },
  }),
  TaskNumberTaken: ({ body }) => ({ kind: 'task', quiet: 'quiet', values: { n: body.n } }),
  TaskCreated: ({ body }, look) => ({
    kind: 'task',
    values: {
      number: shownNumber('T', body.number),
      title: body.title,
      post: postName(look, body.ownerPost),
      due: minute(body.dueAt),
    },
  }),
  TaskStarted: ({ body, actor }, look) => ({
    kind: 'task',
    values: { task: taskName(look, body.taskId), by: personName(look, actor.person) },
  }),
  TaskDone: ({ body, actor }, look) => ({
    kind: 'task',
    values: { task: taskName(look, body.taskId), by: personName(look, actor.person), result: body.result },
  }),
  TaskCancelled: ({ body }, look) => ({
    kind: 'task',
    values: { task: taskName(look, body.taskId), reason: body.reason },
  }),
  TaskReassigned: ({ body }, look) => ({
    kind: 'task',
    values: { task: taskName(look, body.taskId), post: postName(look, body.ownerPost), due: minute(body.dueAt) },
  }),
  TaskOverdue: ({ body }, look) => ({
    kind: 'task',
    values: { task: taskName(look, body.taskId), due: minute(body.dueAt) },
  }),
  TaskArchived: ({ body }, look) => ({
    kind: 'task',
    quiet: 'quiet',
    values: { task: taskName(look, body.taskId) },
  }),
  ResponseNumberTaken: ({ body }) => ({ kind: 'response', quiet: 'quiet', values: { n: body.n } }),
  ResponseSuggested: ({ body }, look) => ({
    kind: 'response',
    level: body.level,
    values: {
      hazard: look.t(`command:responsePlan.${body.hazard}`),
      response: look.t(`command:response.${body.level}`),
      reason: body.reason,
    },
  }),
  ResponseActivated: ({ body }, look) => ({
    kind: 'response',
    mark: 'turning',
    level: body.level,
    ...(body.signature.mode === 'oral' ? { variant: 'oral' } : {}),
    values: {
      hazard: look.t(`command:responsePlan.${body.hazard}`),
      response: look.t(`command:response.${body.level}`),
      signer: personName(look, body.signature.person),
      post: postName(look, body.signature.post),
    },
  }),
  ResponseAdjusted: ({ body }, look) => ({
    kind: 'response',
    mark: 'turning',
    level: body.level,
    values: {
      response: look.t(`command:response.${body.level}`),
      signer: personName(look, body.signature.person),
      reason: body.reason,
    },
  }),
  ResponseCountersigned: ({ body }, look) => ({
    kind: 'response',
    values: { response: responseName(look, body.responseId), person: personName(look, body.person) },
  }),
  ResponseDismissed: ({ body, actor }, look) => ({
    kind: 'response',
    values: {
      response: responseName(look, body.responseId),
      by: personName(look, actor.person),
      reason: body.reason,
    },
  }),
  ResponseEnded: ({ body }, look) => ({
    kind: 'response',
    mark: 'turning',
    values: {
      response: responseName(look, body.responseId),
      signer: personName(look, body.signature.person),
    },
  }),
  CountersignMissed: ({ body }, look) => ({
    kind: 'response',
    values: { response: responseName(look, body.responseId), due: minute(body.dueAt) },
  }),
  ShiftStarted: ({ body }, look) => ({
    kind: 'duty',
    mark: 'turning',
    values: {
      officers: body.officers.map((id) => personName(look, id)).join(' '),
      leader: personName(look, body.leader),
    },
  }),
  DutyLogEntered: ({ body, actor }, look) => ({
    kind: 'duty',
    ...(body.incidentId === undefined ? {} : { variant: 'incident' }),
    values: {
      text: body.text,
      by: personName(look, actor.person),
      incident: body.incidentId === undefined ? '' : incidentNumber(look, body.incidentId),
    },
  }),
  DrillStarted: ({ body }) => ({ kind: 'drill', mark: 'turning', values: { title: body.title, speed: body.speed } }),
  WorldClockSet: ({ body }) => ({
    kind: 'drill',
    ...(body.running === 'paused' ? { variant: 'paused' } : {}),
    values: { speed: body.speed },
  }),
  DrillEnded: ({ body }) => ({ kind: 'drill', mark: 'turning', values: { reason: body.reason } }),
  WallSteered: ({ body, actor }, look) => ({
    kind: 'duty',
    quiet: 'quiet',
    ...(body.view.kind === 'incident' ? { variant: 'incident' } : {}),
    values: {
      by: personName(look, actor.person),
      incident: body.view.kind === 'incident' ? incidentNumber(look, body.view.incidentId) : '',
    },
  }),
  PracticeAdopted: ({ body }) => ({
    kind: 'duty',
    quiet: 'quiet',
    ...(body.from.kind === 'world' ? { variant: 'world' } : {}),
    values: { n: Object.keys(body.values).length },
  }),
  PracticeChanged: ({ body, actor, at }, look) => ({
    kind: 'duty',
    mark: 'turning',
    ...(toMs(body.effectiveFrom) > toMs(at) ? { variant: 'later' } : {}),
    values: {
      version: body.version,
      n: Object.keys(body.values).length,
      from: minute(body.effectiveFrom),
      by: personName(look, actor.person),
      reason: body.reason,
    },
  }),
  PracticeWithdrawn: ({ body, actor }, look) => ({
    kind: 'duty',
    mark: 'turning',
    values: { version: body.version, by: personName(look, actor.person), reason: body.reason },
  }),
};

const knownSources = ['alarm', 'incoming_warning', 'phone', 'grid', 'duty'] as const;

/** A figure's source is free text; the first figures carry the kind of their incident's source. */
function sourceName(source: string, t: Parameters<Tellers<'IncidentReported'>['IncidentReported']>[1]['t']): string {
  const known = knownSources.find((kind) => kind === source);
  return known === undefined ? source : t(`duty:source.${known}`);
}
