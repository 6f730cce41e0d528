import type { Envelope, StreamName } from '@sitong/shared/kernel/envelope.ts';
import type { Id, WorldId } from '@sitong/shared/kernel/ids.ts';
import { parseEvent } from '@sitong/shared/protocol/catalogue.ts';
import type pg from 'pg';
import { z } from 'zod';
import type { ReadModel } from '../../../plumbing/persistence/read-model.ts';

/** A response with fifty incidents and its plan's tasks stay within this. */
const MOST_STREAMS = 2000;

/** CMD-17: which responses and plan tasks belong to an incident's timeline, also when they are over. */
export const incidentLink: ReadModel = {
  types: new Set(['ResponseSuggested', 'ResponseActivated', 'TaskCreated']),
  apply,
};

async function apply(client: pg.ClientBase, envelope: Envelope): Promise<void> {
  const typed = parseEvent(envelope);
  if (typed.pillar !== 'command') return;
  const { event } = typed;
  switch (event.type) {
    case 'ResponseSuggested':
    case 'ResponseActivated':
      // An incident that joins later gets what the response has begun so far.
      await client.query(
        `INSERT INTO incident_link (world, incident_id, stream, response_id)
         SELECT $1, incident, stream, $3 FROM unnest($4::uuid[]) AS incident,
                (SELECT $2 AS stream UNION SELECT stream FROM incident_link WHERE world = $1 AND response_id = $3) AS streams
         ON CONFLICT DO NOTHING`,
        [event.world, event.stream, event.body.responseId, event.body.incidentIds],
      );
      return;
    case 'TaskCreated':
      if (event.body.responseId === undefined) return;
      await client.query(
        `INSERT INTO incident_link (world, incident_id, stream, response_id)
         SELECT DISTINCT world, incident_id, $2, response_id FROM incident_link WHERE world = $1 AND response_id = $3
         ON CONFLICT DO NOTHING`,
        [event.world, event.stream, event.body.responseId],
      );
      return;
    default:
      return;
  }
}

/** Streams of responses and of their tasks that belong to this incident beside those that name it. */
export async function linkedStreams(pool: pg.Pool, world: WorldId, incident: Id): Promise<StreamName[]> {
  const { rows } = await pool.query<Record<string, unknown>>(
    'SELECT stream FROM incident_link WHERE world = $1 AND incident_id = $2 ORDER BY stream LIMIT $3',
    [world, incident, MOST_STREAMS],
  );
  return rows.map(({ stream }) => z.string().parse(stream));
}
