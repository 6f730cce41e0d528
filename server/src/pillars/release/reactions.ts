import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { Practice } from '@sitong/shared/kernel/practice.ts';
import type { ReleaseIntent } from '@sitong/shared/pillars/release/intents.ts';
import type { DomainEvent } from '@sitong/shared/protocol/catalogue.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';
import type { Reaction } from '../context.ts';

/** What a reaction may look at; none of release needs it yet. */
export interface Surroundings {
  state: WorldState;
  county: CountyIndex;
  practice: Practice;
}

/** Own intents that follow from events of any pillar; all other events ask nothing of release. */
export function releaseReactions(event: DomainEvent, _surroundings?: Surroundings): readonly Reaction<ReleaseIntent>[] {
  if (event.type === 'IncidentReported') {
    return [{ name: 'draft-first-report', intent: { type: 'DraftFirstReport', incidentId: event.body.incidentId } }];
  }
  if (event.type === 'IncidentClosed' || event.type === 'IncidentVoided') {
    return [{ name: 'archive-reports', intent: { type: 'ArchiveIncidentReports', incidentId: event.body.incidentId } }];
  }
  return [];
}
