import type { NewEvent } from '@sitong/shared/kernel/envelope.ts';
import { derivedId, type Id } from '@sitong/shared/kernel/ids.ts';
import type { RescueIntent } from '@sitong/shared/pillars/rescue/intents.ts';
import { SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import { type By, type Given, givenWorld } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { decideRescue } from './decide.ts';

/** For tests: ids and intents of one flash flood at 善化村. */
export const FLOOD: Id = derivedId('incident', 'flood');

export function orderId(n: number | string): Id {
  return derivedId('order', n);
}

export function incidentReported(incidentId: Id = FLOOD, division: string = SHANHUA): NewEvent {
  return {
    stream: `incident/${incidentId}`,
    type: 'IncidentReported',
    schema: 1,
    division,
    audience: [],
    body: {
      incidentId,
      number: 1,
      hazard: 'flash_flood',
      title: '善化村山洪',
      grade: 3,
      place: { point: seatOf(SHANHUA), division, name: '善化村', by: 'name' },
      source: { kind: 'duty' },
      owner: 'p-duty',
      seat: 'duty-1',
      text: '沟口组进水',
      photos: [],
    },
  };
}

export function givenFlood(): Given {
  return givenWorld().happened([incidentReported()]);
}

export type DispatchTeam = Extract<RescueIntent, { type: 'DispatchTeam' }>;

export function dispatch(over: Partial<DispatchTeam> = {}): DispatchTeam {
  return {
    type: 'DispatchTeam',
    orderId: orderId(1),
    incidentId: FLOOD,
    team: 'team-1',
    exclusive: true,
    voice: false,
    content: {
      task: '转移沟口组群众',
      skills: ['evacuation'],
      destination: { name: '善化村沟口', point: seatOf(SHANHUA), division: SHANHUA },
      hazards: '山洪',
      protection: '救生衣',
      feedbackMin: 30,
    },
    ...over,
  };
}

/** One act after another, none refused. */
export function after(given: Given, ...acts: readonly (readonly [RescueIntent, By])[]): Given {
  return acts.reduce((world, [intent, by]) => world.having(decideRescue, intent, by), given);
}

export function givenOrdered(): Given {
  return after(givenFlood(), [dispatch(), BY.duty]);
}

export function givenAccepted(): Given {
  return after(givenOrdered(), [{ type: 'AcceptOrder', orderId: orderId(1), voice: false }, BY.team1]);
}

export function status(to: Extract<RescueIntent, { type: 'ReportTeamStatus' }>['to'], team = 'team-1'): RescueIntent {
  return { type: 'ReportTeamStatus', team, to, cause: 'person' };
}
