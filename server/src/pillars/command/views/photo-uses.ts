import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { parseEvent } from '@sitong/shared/protocol/catalogue.ts';
import type pg from 'pg';
import type { ReadModel } from '../../../plumbing/persistence/read-model.ts';

/** Where each picture is told of, and who may see that: a picture is shown to nobody else. */
export const photoUses: ReadModel = { types: new Set(['IncidentReported', 'IncidentNoteAdded', 'TaskDone']), apply };

async function apply(client: pg.ClientBase, envelope: Envelope): Promise<void> {
  const typed = parseEvent(envelope);
  if (typed.pillar !== 'command') return;
  const { event } = typed;
  switch (event.type) {
    case 'IncidentReported':
    case 'IncidentNoteAdded':
    case 'TaskDone':
      if (event.body.photos.length === 0) return;
      await client.query(
        `INSERT INTO photo_uses (photo_id, world, seq, division, audience)
         SELECT photo, $2, $3, $4, $5 FROM unnest($1::uuid[]) AS photo ON CONFLICT DO NOTHING`,
        [event.body.photos, event.world, event.seq, event.division, event.audience],
      );
      return;
    default:
      return;
  }
}
