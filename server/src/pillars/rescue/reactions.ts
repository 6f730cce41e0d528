import type { RescueIntent } from '@sitong/shared/pillars/rescue/intents.ts';
import type { DomainEvent } from '@sitong/shared/protocol/catalogue.ts';
import type { Reaction } from '../context.ts';

/** Own intents that follow from events of any pillar; all other events ask nothing of rescue. */
export function rescueReactions(event: DomainEvent): readonly Reaction<RescueIntent>[] {
  if (event.type === 'IncidentClosed' || event.type === 'IncidentVoided') {
    return [{ name: 'release-orders', intent: { type: 'ReleaseIncidentOrders', incidentId: event.body.incidentId } }];
  }
  return [];
}
