import { derivedId } from '@sitong/shared/kernel/ids.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import { type CallFact, CallFactSchema } from '@sitong/shared/pillars/release/events.ts';
import type { ReleaseIntent } from '@sitong/shared/pillars/release/intents.ts';
import type { ReleaseState } from '@sitong/shared/pillars/release/state.ts';
import { FENGYUAN, LUOCHENG, SHANHUA } from '@sitong/shared/testing/county.ts';
import { type By, type Given, givenWorld } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRelease } from './decide.ts';
import { check, content, deadlinesOf, draft, FLOOD, givenIssued, incidentReported, sign } from './given-release.ts';

const anyWarning = fc.integer({ min: 1, max: 5 }).map((n) => derivedId('warning', n));
const anyPost = fc.constantFrom('post-bureau', 'post-vice', 'post-commander', 'post-duty');
const anyBy: fc.Arbitrary<By> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<By>(BY.duty, BY.leader, BY.bureau, BY.vice, BY.commander) },
  { weight: 2, arbitrary: fc.constant<By>('system') },
  { weight: 1, arbitrary: fc.constantFrom<By>(BY.townF, BY.villageS, BY.wall) },
);
const anyContent = fc
  .record({ level: fc.constantFrom<Level>(1, 2, 3, 4), place: fc.constantFrom(SHANHUA, FENGYUAN, LUOCHENG) })
  .map(({ level, place }) => content({ level, scope: { divisions: [place], rings: [], areaText: '' } }));
const reportId = fc.constantFrom(derivedId('report', 1), derivedId('report', 2));

/** `call` and `due` pick one of those open at that moment. */
type Pick = { pick: 'call'; n: number; fact: CallFact; via: 'app' | 'voice' } | { pick: 'due'; n: number };
const anyAct: fc.Arbitrary<ReleaseIntent | Pick> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ id: anyWarning, body: anyContent }).map(({ id, body }): ReleaseIntent => draft(body, id)),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ id: anyWarning, before: anyWarning, body: anyContent })
      .map(({ id, before, body }): ReleaseIntent => ({ ...draft(body, id), replaces: before })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ warningId: anyWarning, body: anyContent })
      .map(({ warningId, body }): ReleaseIntent => ({ type: 'ReviseWarning', warningId, content: body })),
  },
  { weight: 3, arbitrary: anyWarning.map((id): ReleaseIntent => check(id)) },
  {
    weight: 1,
    arbitrary: anyWarning.map((warningId): ReleaseIntent => ({ type: 'ReturnWarning', warningId, reason: '再议' })),
  },
  {
    weight: 4,
    arbitrary: fc.record({ id: anyWarning, post: anyPost }).map(({ id, post }): ReleaseIntent => sign(post, id)),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ warningId: anyWarning, post: anyPost, person: fc.constantFrom('p-duty', 'p-vice', 'p-commander') })
      .map(
        ({ warningId, post, person }): ReleaseIntent => ({
          type: 'SignWarning',
          warningId,
          signing: { mode: 'oral', post, person },
        }),
      ),
  },
  {
    weight: 1,
    arbitrary: anyWarning.map((warningId): ReleaseIntent => ({ type: 'CancelWarning', warningId, reason: '解除' })),
  },
  { weight: 1, arbitrary: anyWarning.map((warningId): ReleaseIntent => ({ type: 'IssueWarning', warningId })) },
  { weight: 1, arbitrary: fc.constant<ReleaseIntent>({ type: 'DraftFirstReport', incidentId: FLOOD }) },
  { weight: 1, arbitrary: reportId.map((id): ReleaseIntent => ({ type: 'CheckReport', reportId: id })) },
  {
    weight: 4,
    arbitrary: fc
      .record({ n: fc.nat(), fact: fc.constantFrom(...CallFactSchema.options), via: fc.constantFrom('app', 'voice') })
      .map((asked): Pick => ({ pick: 'call', n: asked.n, fact: asked.fact, via: asked.via as 'app' | 'voice' })),
  },
  { weight: 6, arbitrary: fc.nat().map((n): Pick => ({ pick: 'due', n })) },
);

const anyStep = fc.record({ act: anyAct, by: anyBy, waitS: fc.integer({ min: 0, max: 90 }) });

/** Ids are UUIDv7 made once: that of a warning already over does not come again. */
function isSpent(given: Given, intent: ReleaseIntent): boolean {
  if (intent.type !== 'DraftWarning' || intent.warningId in given.state.release.warnings) return false;
  return given.log.some((event) => event.stream === `warning/${intent.warningId}`);
}

function perform(given: Given, { act, by }: { act: ReleaseIntent | Pick; by: By }): Given {
  if ('type' in act && isSpent(given, act)) return given;
  if ('type' in act) return given.when(decideRelease, act, by).after;
  if (act.pick === 'due') {
    const all = deadlinesOf(given);
    const due = all[act.n % Math.max(1, all.length)];
    if (due === undefined) return given;
    const fired = given.later(Math.max(0, due.dueMs - given.nowMs) / 1000).when(decideRelease, due.intent, 'system');
    expect(fired.refusal).toBeUndefined();
    expect(deadlinesOf(fired.after).map((left) => left.key)).not.toContain(due.key);
    return fired.after;
  }
  const calls = Object.keys(given.state.release.calls);
  const callId = calls[act.n % Math.max(1, calls.length)];
  if (callId === undefined) return given;
  const intent: ReleaseIntent = { type: 'RecordCallFact', callId, fact: act.fact, via: act.via, text: '转移中' };
  return given.when(decideRelease, intent, by).after;
}

function expectSignedByAnother(state: ReleaseState): void {
  for (const warning of Object.values(state.warnings)) {
    if (warning.status !== 'signed' && warning.status !== 'issued') continue;
    expect(warning.authors).not.toContain(warning.signature?.person);
    expect(warning.signature?.person).not.toBe(warning.draftedBy);
    if (warning.content.level <= 2) {
      expect(warning.checked).toBeDefined();
      expect(warning.authors).not.toContain(warning.checked?.by);
    }
  }
}

function factsTold(state: ReleaseState): number {
  return Object.values(state.calls).reduce((sum, call) => sum + Object.keys(call.facts).length, 0);
}

/** A stream's place never changes and nobody who saw it stops seeing it: that lets filter and fold commute. */
function expectAudiencesOnlyGrow(log: Given['log']): void {
  const last = new Map<string, Given['log'][number]>();
  for (const event of log) {
    const before = last.get(event.stream);
    if (before !== undefined) {
      expect(event.division).toBe(before.division);
      expect(event.audience).toEqual(expect.arrayContaining(before.audience));
    }
    last.set(event.stream, event);
  }
}

describe('any sequence of intents and clocks', () => {
  it('[REL-3] [REL-4] [REL-9] [REL-10] no warning without another signer, no identifier twice, no call without its warning, never throws', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 10, maxLength: 30 }), (steps) => {
        let given = givenWorld().happened([incidentReported()]);
        for (const step of steps) {
          given = perform(given, step).later(step.waitS);
          expectSignedByAnother(given.state.release);
          for (const call of Object.values(given.state.release.calls)) {
            expect(given.state.release.warnings[call.warningId]?.status).toBe('issued');
          }
        }
        expectAudiencesOnlyGrow(given.log);
        const identifiers = given.log.flatMap((event) =>
          event.type === 'WarningIssued' || event.type === 'WarningCancelled'
            ? [JSON.stringify(event.body).match(/\d{14}_\d{14}/)?.[0]]
            : [],
        );
        const taken = identifiers.filter((identifier) => identifier !== undefined);
        expect(new Set(taken).size).toBe(taken.length);
      }),
      { numRuns: 200 },
    );
  });

  it('[REL-15] recording one fact sets that one and no other', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 5, maxLength: 25 }), (steps) => {
        let given = givenIssued();
        for (const step of steps) {
          const before = given;
          given = perform(given, step);
          const recorded = given.log
            .slice(before.log.length)
            .filter((event) => event.type === 'CallFactRecorded').length;
          const opened = Object.keys(before.state.release.calls).every((id) => id in given.state.release.calls);
          if (opened)
            expect(factsTold(given.state.release) - factsTold(before.state.release)).toBeLessThanOrEqual(recorded);
          given = given.later(step.waitS);
        }
      }),
      { numRuns: 100 },
    );
  });
});
