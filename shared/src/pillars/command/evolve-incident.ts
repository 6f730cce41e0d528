import { type ById, drop, patch, put } from '../../kernel/collection.ts';
import { assertNever } from '../../kernel/refusal.ts';
import type { Timestamp } from '../../kernel/time.ts';
import type { CommandEvent } from './events.ts';
import { seen } from './seen.ts';
import type { Incident, IncidentStatus } from './state.ts';

type IncidentEvent = Extract<
  CommandEvent,
  {
    type:
      | 'IncidentReported'
      | 'IncidentVerified'
      | 'IncidentResponding'
      | 'IncidentShared'
      | 'IncidentControlled'
      | 'IncidentReopened'
      | 'IncidentEnded'
      | 'IncidentClosed'
      | 'IncidentVoided'
      | 'IncidentMerged'
      | 'IncidentMergeReversed'
      | 'IncidentOwnerChanged'
      | 'IncidentGraded'
      | 'IncidentRetyped'
      | 'IncidentRelocated'
      | 'FigureRecorded'
      | 'IncidentNoteAdded'
      | 'SiteCommanderNamed';
  }
>;

function on(
  incidents: ById<Incident>,
  event: IncidentEvent,
  id: string,
  change: (incident: Incident) => Incident,
): ById<Incident> {
  return patch(incidents, id, (incident) => ({ ...change(incident), ...seen(event) }));
}

function become(incident: Incident, status: Exclude<IncidentStatus, 'merged'>, at: Timestamp): Incident {
  return { ...incident, status, before: status, statusAt: at };
}

export function evolveIncidents(incidents: ById<Incident>, event: IncidentEvent): ById<Incident> {
  switch (event.type) {
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
      return put(incidents, incidentId, incident);
    }
    case 'IncidentVerified':
      return on(incidents, event, event.body.incidentId, (incident) => become(incident, 'verified', event.at));
    case 'IncidentResponding':
      return on(incidents, event, event.body.incidentId, (incident) => become(incident, 'responding', event.at));
    case 'IncidentShared':
      // Only who may see it changes, and that stands in the envelope.
      return on(incidents, event, event.body.incidentId, (incident) => incident);
    case 'IncidentControlled':
      return on(incidents, event, event.body.incidentId, (incident) => become(incident, 'controlled', event.at));
    case 'IncidentReopened':
      return on(incidents, event, event.body.incidentId, (incident) => become(incident, 'responding', event.at));
    case 'IncidentEnded':
      return on(incidents, event, event.body.incidentId, (incident) => become(incident, 'ended', event.at));
    case 'IncidentClosed':
    case 'IncidentVoided':
      return drop(incidents, event.body.incidentId);
    case 'IncidentMerged':
      return on(incidents, event, event.body.incidentId, (incident) => ({
        ...incident,
        status: 'merged',
        mergedInto: event.body.into,
        statusAt: event.at,
      }));
    case 'IncidentMergeReversed':
      return on(incidents, event, event.body.incidentId, (incident) => ({
        ...incident,
        status: incident.before,
        mergedInto: undefined,
        statusAt: event.at,
      }));
    case 'IncidentOwnerChanged':
      return on(incidents, event, event.body.incidentId, (incident) => ({
        ...incident,
        owner: event.body.owner,
        seat: event.body.seat,
      }));
    case 'IncidentGraded': {
      const { incidentId, grade, kind, reason } = event.body;
      return on(incidents, event, incidentId, (incident) => ({
        ...incident,
        grade,
        grades: [...incident.grades, { grade, kind, by: event.actor.person, at: event.at, reason }].slice(-30),
      }));
    }
    case 'IncidentRetyped':
      return on(incidents, event, event.body.incidentId, (incident) => ({
        ...incident,
        hazard: event.body.hazard,
        title: event.body.title,
      }));
    case 'IncidentRelocated':
      return on(incidents, event, event.body.incidentId, (incident) => ({ ...incident, place: event.body.place }));
    case 'FigureRecorded': {
      const { incidentId, figure, value, asOf, source } = event.body;
      return on(incidents, event, incidentId, (incident) => ({
        ...incident,
        figures: { ...incident.figures, [figure]: { value, asOf, source, by: event.actor.person } },
      }));
    }
    case 'IncidentNoteAdded':
      return on(incidents, event, event.body.incidentId, (incident) => ({
        ...incident,
        notes: incident.notes + 1,
        photos: incident.photos + event.body.photos.length,
      }));
    case 'SiteCommanderNamed':
      return on(incidents, event, event.body.incidentId, (incident) => ({
        ...incident,
        siteCommander: { person: event.body.person, channel: event.body.channel, at: event.at },
      }));
    default:
      return assertNever(event);
  }
}
