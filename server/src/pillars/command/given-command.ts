import type { NewEvent } from '@sitong/shared/kernel/envelope.ts';
import { derivedId, type Id } from '@sitong/shared/kernel/ids.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import { parseEvent } from '@sitong/shared/protocol/catalogue.ts';
import { SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import { type Given, givenWorld } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { decideCommand } from './decide.ts';
import { commandReactions } from './reactions.ts';

export type Of<T extends CommandIntent['type']> = Extract<CommandIntent, { type: T }>;

/** For tests: a flash flood at 善化村 and what is done about it. */
export function incidentId(n: number | string): Id {
  return derivedId('test-incident', n);
}

export const I1 = incidentId(1);

export function report(n: number | string = 1, over: Partial<Of<'ReportIncident'>> = {}): Of<'ReportIncident'> {
  return {
    type: 'ReportIncident',
    incidentId: incidentId(n),
    hazard: 'flash_flood',
    title: '善化村山洪',
    grade: 4,
    place: { point: seatOf(SHANHUA), division: SHANHUA, name: '善化村', by: 'name' },
    source: { kind: 'duty' },
    text: '沟口组进水',
    photos: [],
    notDuplicateOf: [],
    figures: [],
    ...over,
  };
}

export function givenIncident(over: Partial<Of<'ReportIncident'>> = {}): Given {
  return givenWorld().having(decideCommand, report(1, over), BY.duty);
}

export function other(stream: string, type: string, body: unknown, division: string = SHANHUA): NewEvent {
  return { stream, type, schema: 1, division, audience: [], body };
}

export const ORDER = derivedId('test-order', 1);

/** An order of team-1 for the first incident, and the team attached by it. */
export function orderSaved(over: { incidentId?: Id; team?: string } = {}): NewEvent[] {
  const content = {
    task: '转移群众',
    skills: [],
    destination: { name: '沟口', point: seatOf(SHANHUA), division: SHANHUA },
    hazards: '',
    protection: '',
    feedbackMin: 30,
  };
  const order = {
    orderId: ORDER,
    number: 1,
    incidentId: I1,
    team: 'team-1',
    exclusive: true,
    voice: false,
    content,
    ...over,
  };
  const status = { team: 'team-1', from: 'available', to: 'ordered', orderId: ORDER, cause: 'order', skipped: [] };
  return [other(`order/${ORDER}`, 'OrderSaved', order), other('team/team-1', 'TeamStatusChanged', status)];
}

/** The order done with and the team back. */
export function orderDone(): NewEvent[] {
  const status = { team: 'team-1', from: 'ordered', to: 'available', cause: 'order', skipped: [] };
  return [
    other(`order/${ORDER}`, 'OrderCompleted', { orderId: ORDER, result: '' }),
    other('team/team-1', 'TeamStatusChanged', status),
  ];
}

/** The first incident brought to its end. */
export function givenEnded(over: Partial<Of<'ReportIncident'>> = {}): Given {
  return (['VerifyIncident', 'ControlIncident', 'EndIncident'] as const).reduce(
    (world, type) => world.having(decideCommand, { type, incidentId: I1, text: '' }, BY.duty),
    givenIncident(over),
  );
}

export const RESPONSE = derivedId('test-response', 1);

export function activate(level: Level, over: Partial<Of<'ActivateResponse'>> = {}): Of<'ActivateResponse'> {
  return {
    type: 'ActivateResponse',
    responseId: RESPONSE,
    hazard: 'flash_flood',
    level,
    signing: { mode: 'signed', post: 'post-commander' },
    incidentIds: [],
    ...over,
  };
}

export function task(n: number, over: Partial<Of<'CreateTask'>> = {}): Of<'CreateTask'> {
  return {
    type: 'CreateTask',
    taskId: derivedId('test-task', n),
    title: '巡查沟口',
    group: '监测预警组',
    ownerPost: 'post-town-f',
    dueAt: toTimestamp(givenWorld().nowMs + 1_800_000),
    proof: 'none',
    ...over,
  };
}

/** Lets the newest event be reacted to, and the reactions be decided. */
export function react(world: Given): Given {
  const last = world.log.at(-1);
  if (last === undefined) throw new Error('nothing happened yet');
  return commandReactions(parseEvent(last).event, world).reduce(
    (now, { intent }) => now.when(decideCommand, intent, 'system').after,
    world,
  );
}
