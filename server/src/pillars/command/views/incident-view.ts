import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { parseEvent } from '@sitong/shared/protocol/catalogue.ts';
import type pg from 'pg';
import type { ReadModel } from '../../../plumbing/persistence/read-model.ts';

const STATUS = {
  IncidentVerified: 'verified',
  IncidentResponding: 'responding',
  IncidentControlled: 'controlled',
  IncidentReopened: 'responding',
  IncidentEnded: 'ended',
  IncidentClosed: 'closed',
  IncidentVoided: 'void',
} as const;

const OTHERS = [
  'IncidentReported',
  'IncidentGraded',
  'IncidentRetyped',
  'IncidentRelocated',
  'IncidentMerged',
  'IncidentMergeReversed',
] as const;
type Known = keyof typeof STATUS | (typeof OTHERS)[number];
const KNOWN: ReadonlySet<string> = new Set<Known>([...(Object.keys(STATUS) as (keyof typeof STATUS)[]), ...OTHERS]);

/** Lists and search of incidents, closed ones among them. */
export const incidentView: ReadModel = { types: KNOWN, apply };

async function apply(client: pg.ClientBase, envelope: Envelope): Promise<void> {
  const typed = parseEvent(envelope);
  if (typed.pillar !== 'command') return;
  const { event } = typed;
  const key = [event.world, ...('incidentId' in event.body ? [event.body.incidentId] : [])];
  switch (event.type) {
    case 'IncidentReported': {
      const { incidentId, number, hazard, title, grade, place } = event.body;
      await client.query(
        `INSERT INTO incident_view (world, id, number, hazard, title, grade, status, division, place, lon, lat, reported_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'reported', $7, $8, $9, $10, $11, $11) ON CONFLICT DO NOTHING`,
        [
          event.world,
          incidentId,
          number,
          hazard,
          title,
          grade,
          place.division,
          place.name,
          place.point.lon,
          place.point.lat,
          event.at,
        ],
      );
      return;
    }
    case 'IncidentVerified':
    case 'IncidentResponding':
    case 'IncidentControlled':
    case 'IncidentReopened':
    case 'IncidentEnded':
    case 'IncidentClosed':
    case 'IncidentVoided':
      await client.query(
        `UPDATE incident_view SET status = $3, changed_at = $4, closed_at = CASE WHEN $3 IN ('closed', 'void') THEN $4::timestamptz END
          WHERE world = $1 AND id = $2`,
        [...key, STATUS[event.type], event.at],
      );
      return;
    case 'IncidentGraded':
      await client.query('UPDATE incident_view SET grade = $3, changed_at = $4 WHERE world = $1 AND id = $2', [
        ...key,
        event.body.grade,
        event.at,
      ]);
      return;
    case 'IncidentRetyped':
      await client.query(
        'UPDATE incident_view SET hazard = $3, title = $4, changed_at = $5 WHERE world = $1 AND id = $2',
        [...key, event.body.hazard, event.body.title, event.at],
      );
      return;
    case 'IncidentRelocated': {
      const { division, name, point } = event.body.place;
      await client.query(
        'UPDATE incident_view SET division = $3, place = $4, lon = $5, lat = $6, changed_at = $7 WHERE world = $1 AND id = $2',
        [...key, division, name, point.lon, point.lat, event.at],
      );
      return;
    }
    case 'IncidentMerged':
      await client.query(
        `UPDATE incident_view SET status = 'merged', merged_into = $3, changed_at = $4 WHERE world = $1 AND id = $2`,
        [...key, event.body.into, event.at],
      );
      return;
    case 'IncidentMergeReversed':
      await client.query(
        `UPDATE incident_view SET status = 'responding', merged_into = NULL, changed_at = $3 WHERE world = $1 AND id = $2`,
        [...key, event.at],
      );
      return;
    default:
      if (KNOWN.has(event.type)) throw new Error(`incident view: ${event.type} is listed but not applied`);
      return;
  }
}
