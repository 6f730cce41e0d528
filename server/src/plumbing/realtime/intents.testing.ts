import { type Id, newId } from '@sitong/shared/kernel/ids.ts';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { seatOf } from '@sitong/shared/testing/county.ts';

/** Intents of the tiny county for this room's tests: valid by default, a test says only what it is about. */
export function reportIncident(division: Parameters<typeof seatOf>[0], title: string, incidentId: Id = newId()) {
  return {
    type: 'ReportIncident',
    incidentId,
    hazard: 'flash_flood',
    title,
    grade: 3,
    place: { point: seatOf(division), division, name: title, by: 'map' },
    source: { kind: 'duty' },
    text: title,
    photos: [],
    notDuplicateOf: [],
    figures: [],
  } as const satisfies Intent;
}

export function dispatchTeam(
  incidentId: Id,
  team: string,
  division: Parameters<typeof seatOf>[0],
  orderId: Id = newId(),
) {
  return {
    type: 'DispatchTeam',
    orderId,
    incidentId,
    team,
    exclusive: true,
    voice: false,
    content: {
      task: '转移沟口组群众',
      skills: [],
      destination: { name: '沟口', point: seatOf(division), division },
      hazards: '水位上涨',
      protection: '救生衣',
      feedbackMin: 30,
    },
  } as const satisfies Intent;
}

export const dutyLog = (text: string) => ({ type: 'EnterDutyLog', text }) as const satisfies Intent;
