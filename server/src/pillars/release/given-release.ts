import type { NewEvent } from '@sitong/shared/kernel/envelope.ts';
import { derivedId, type Id } from '@sitong/shared/kernel/ids.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import type { WarningContent } from '@sitong/shared/pillars/release/events.ts';
import type { ReleaseIntent } from '@sitong/shared/pillars/release/intents.ts';
import { SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import { type By, type Given, givenWorld } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { releaseDeadlines } from './deadlines.ts';
import { decideRelease } from './decide.ts';

/** For tests: one flash flood at 善化村, its warning and its report. */
export const FLOOD: Id = derivedId('incident', 'flood');
export const WARNING: Id = derivedId('warning', 1);
export const REPORT: Id = derivedId('report', 1);

export function content(over: Partial<WarningContent> = {}): WarningContent {
  return {
    hazard: 'flash_flood',
    level: 2,
    headline: '澄城县发布山洪灾害橙色预警[Ⅱ级/重大]',
    text: '大峪河水位上涨',
    instruction: '危险区人员转移',
    scope: { divisions: [SHANHUA], rings: [], areaText: '善化村' },
    expiresAt: '2026-07-18T23:00:00+08:00',
    ...over,
  };
}

export function draft(
  over: Partial<WarningContent> = {},
  warningId = WARNING,
): Extract<ReleaseIntent, { type: 'DraftWarning' }> {
  return { type: 'DraftWarning', warningId, content: content(over) };
}

export function check(warningId = WARNING): ReleaseIntent {
  return { type: 'CheckWarning', warningId, note: '' };
}

export function sign(post: string, warningId = WARNING): ReleaseIntent {
  return { type: 'SignWarning', warningId, signing: { mode: 'signed', post } };
}

export function after(given: Given, ...acts: readonly (readonly [ReleaseIntent, By])[]): Given {
  return acts.reduce((world, [intent, by]) => world.having(decideRelease, intent, by), given);
}

/** Drafted by the duty officer, checked by the leader, signed by the vice commander. */
export function givenSigned(level: Level = 2, over: Partial<WarningContent> = {}): Given {
  return after(
    givenWorld(),
    [draft({ level, ...over }), BY.duty],
    [check(), BY.leader],
    [sign(level === 1 ? 'post-commander' : 'post-vice'), BY.vice],
  );
}

export function givenIssued(level: Level = 2, over: Partial<WarningContent> = {}): Given {
  return after(givenSigned(level, over).later(10), [{ type: 'IssueWarning', warningId: WARNING }, 'system']);
}

export function incidentReported(): NewEvent {
  return {
    stream: `incident/${FLOOD}`,
    type: 'IncidentReported',
    schema: 1,
    division: SHANHUA,
    audience: [],
    body: {
      incidentId: FLOOD,
      number: 1,
      hazard: 'flash_flood',
      title: '善化村山洪',
      grade: 3,
      place: { point: seatOf(SHANHUA), division: SHANHUA, name: '善化村沟口组', by: 'name' },
      source: { kind: 'duty' },
      occurredAt: '2026-07-18T19:50:00+08:00',
      owner: 'p-duty',
      seat: 'duty-1',
      text: '沟口组进水，3人被困',
      photos: [],
    },
  };
}

export function trapped(value: number): NewEvent {
  return {
    stream: `incident/${FLOOD}`,
    type: 'FigureRecorded',
    schema: 1,
    division: SHANHUA,
    audience: [],
    body: { incidentId: FLOOD, figure: 'trapped', value, asOf: '2026-07-18T20:00:00+08:00', source: '村委会' },
  };
}

/** Every deadline of the pillar's open streams. */
export function deadlinesOf(given: Given) {
  const { warnings, calls, reports } = given.state.release;
  const streams = [
    ...Object.keys(warnings).map((id) => `warning/${id}`),
    ...Object.keys(calls).map((id) => `call/${id}`),
    ...Object.keys(reports).map((id) => `report/${id}`),
  ];
  return streams
    .flatMap((stream) => releaseDeadlines(stream, given.state.release, given.practiceAt))
    .sort((a, b) => a.dueMs - b.dueMs);
}

/** Lets world time run, firing each deadline as it comes due, as the deadline service does. */
export function runFor(given: Given, seconds: number): Given {
  const endMs = given.nowMs + seconds * 1000;
  let world = given;
  for (let fired = 0; fired < 1000; fired++) {
    const next = deadlinesOf(world)[0];
    if (next === undefined || next.dueMs > endMs) return world.later((endMs - world.nowMs) / 1000);
    world = after(world.later(Math.max(0, next.dueMs - world.nowMs) / 1000), [next.intent, 'system']);
  }
  throw new Error('deadlines never end');
}

export function callTo(given: Given, person: string) {
  const call = Object.values(given.state.release.calls).find((one) => one.person === person);
  if (call === undefined) throw new Error(`no call to ${person}`);
  return call;
}
