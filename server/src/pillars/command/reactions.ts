import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import { shownNumber } from '@sitong/shared/kernel/ids.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import type { Practice } from '@sitong/shared/kernel/practice.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import type { CommandEvent } from '@sitong/shared/pillars/command/events.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import type { MonitoringEvent } from '@sitong/shared/pillars/monitoring/events.ts';
import type { ReleaseEvent } from '@sitong/shared/pillars/release/events.ts';
import type { RescueEvent } from '@sitong/shared/pillars/rescue/events.ts';
import type { WorldState } from '@sitong/shared/protocol/world-state.ts';
import type { Reaction } from '../context.ts';
import { teamTag } from './audience.ts';

/** What a reaction may look at beside the event: the open state with the event in it, or later. */
interface Surroundings {
  state: WorldState;
  /** In force when the event happened. */
  practice: Practice;
}

type Event = MonitoringEvent | ReleaseEvent | RescueEvent | CommandEvent;
type Reactions = readonly Reaction<CommandIntent>[];

const NONE: Reactions = [];

/** CMD-1, CMD-19, CMD-25 */
export function commandReactions(event: Event, { state, practice }: Surroundings): Reactions {
  switch (event.type) {
    case 'OrderSaved': {
      return ofOrder(event.body.incidentId, event.body.team, state);
    }
    case 'WarningIssued': {
      const warning = state.release.warnings[event.body.warningId];
      if (warning === undefined) return NONE;
      const { hazard, level, headline } = warning.content;
      return suggest(practice, hazard, level, headline, warning.incidentId === undefined ? [] : [warning.incidentId]);
    }
    case 'IncomingWarningReceived': {
      const { hazard, level, headline, capStatus, expiresAt, msgType } = event.body;
      if (hazard === undefined || level === undefined || msgType === 'Cancel') return NONE;
      // An exercise message suggests nothing in the live world.
      const counts = capStatus === 'Actual' || (event.world !== 'live' && capStatus === 'Exercise');
      return counts && toMs(expiresAt) > toMs(event.at) ? suggest(practice, hazard, level, headline, []) : NONE;
    }
    case 'IncidentReported':
      return ofIncident(event.body.incidentId, event.body.grade, state, practice);
    case 'IncidentGraded':
      return ofIncident(event.body.incidentId, event.body.grade, state, practice);
    default:
      return NONE;
  }
}

/** CMD-1, CMD-25. The share comes first: the team's phone then learns of the new status as it happens. */
function ofOrder(incidentId: string, team: string, state: WorldState): Reactions {
  const incident = state.command.incidents[incidentId];
  if (incident === undefined) return NONE;
  const share: Reactions = incident.audience.includes(teamTag(team))
    ? NONE
    : [{ name: 'share', intent: { type: 'ShareIncident', incidentId, team } }];
  const waits = incident.status === 'reported' || incident.status === 'verified';
  return waits ? [...share, { name: 'respond', intent: { type: 'RespondToIncident', incidentId } }] : share;
}

/** 一般 incidents are the ordinary day; from 较大 on (P) a response is suggested. */
function ofIncident(incidentId: string, grade: Level, state: WorldState, practice: Practice): Reactions {
  const incident = state.command.incidents[incidentId];
  if (incident === undefined || incident.status === 'merged' || grade > practice.response.incidentFrom) return NONE;
  return suggest(practice, incident.hazard, grade, `${shownNumber('I', incident.number)} ${incident.title}`, [
    incidentId,
  ]);
}

/** Response level by colour or grade (domain §4, P); a person signs. */
function suggest(practice: Practice, hazard: Hazard, level: Level, reason: string, incidentIds: string[]): Reactions {
  const intent: CommandIntent = {
    type: 'SuggestResponse',
    hazard,
    level: practice.response.suggested[`${level}`],
    reason: reason.slice(0, 300),
    incidentIds,
  };
  return [{ name: 'suggest', intent }];
}
