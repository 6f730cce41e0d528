import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { parseEvent } from '@sitong/shared/protocol/catalogue.ts';
import type pg from 'pg';
import type { ReadModel } from '../../../plumbing/persistence/read-model.ts';

const STATUS = {
  OrderSent: 'sent',
  OrderDelivered: 'delivered',
  OrderRead: 'read',
  OrderAccepted: 'accepted',
  OrderDeclined: 'declined',
  OrderCompleted: 'completed',
  OrderWithdrawn: 'withdrawn',
} as const;

const ENDED: readonly string[] = ['declined', 'completed', 'withdrawn'];

/** Lists of orders, finished ones among them. */
export const orderView: ReadModel = { types: new Set(['OrderSaved', ...Object.keys(STATUS)]), apply };

async function apply(client: pg.ClientBase, envelope: Envelope): Promise<void> {
  const typed = parseEvent(envelope);
  if (typed.pillar !== 'rescue') return;
  const { event } = typed;
  switch (event.type) {
    case 'OrderSaved': {
      const { orderId, number, incidentId, team, content } = event.body;
      await client.query(
        `INSERT INTO order_view (world, id, number, incident_id, team, task, status, division, saved_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'saved', $7, $8) ON CONFLICT DO NOTHING`,
        [event.world, orderId, number, incidentId, team, content.task, event.division, event.at],
      );
      return;
    }
    case 'OrderSent':
    case 'OrderDelivered':
    case 'OrderRead':
    case 'OrderAccepted':
    case 'OrderDeclined':
    case 'OrderCompleted':
    case 'OrderWithdrawn': {
      const status = STATUS[event.type];
      await client.query(
        `UPDATE order_view SET
           status = CASE WHEN $3 = 'sent' AND status <> 'saved' THEN status ELSE $3 END,
           accepted_at = CASE WHEN $3 = 'accepted' THEN $4::timestamptz ELSE accepted_at END,
           ended_at = CASE WHEN $5 THEN $4::timestamptz ELSE ended_at END
         WHERE world = $1 AND id = $2`,
        [event.world, event.body.orderId, status, event.at, ENDED.includes(status)],
      );
      return;
    }
    default:
      return;
  }
}
