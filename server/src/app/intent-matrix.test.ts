import { isWithin } from '@sitong/shared/kernel/division.ts';
import { LIVE, newId } from '@sitong/shared/kernel/ids.ts';
import { RoleSchema } from '@sitong/shared/kernel/roles.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { CommandIntentSchema } from '@sitong/shared/pillars/command/intents.ts';
import { INTENT_TYPES, type Intent, IntentSchema } from '@sitong/shared/protocol/intents.ts';
import { PERMISSIONS } from '@sitong/shared/protocol/permissions.ts';
import type { SessionInfo } from '@sitong/shared/protocol/session.ts';
import { evolve, initialWorld, type WorldState } from '@sitong/shared/protocol/world-state.ts';
import { arbitraryBody } from '@sitong/shared/testing/arbitrary-body.ts';
import { COUNTY, FENGYUAN, LUOCHENG, SHANHUA, TINY_COUNTY, WANGZHUANG } from '@sitong/shared/testing/county.ts';
import { BY, sessionOf } from '@sitong/shared/testing/sessions.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportIncident } from '../plumbing/realtime/intents.testing.ts';
import { decideIn } from './pillars.ts';

const decide = decideIn({ world: LIVE, county: () => TINY_COUNTY });
const nowMs = Date.parse('2026-07-18T12:30:00Z');
const time = { nowMs, now: toTimestamp(nowMs) };

function send(state: WorldState, session: SessionInfo, intent: Intent) {
  const actor = { person: session.person };
  return decide(
    state,
    { commandId: newId(), intent, sender: { kind: 'person', session, actor }, actor },
    time,
    () => 0,
  );
}

/** Any intent of a type, of the few ids and places that random bodies share. */
const anyIntent = arbitraryBody(IntentSchema).filter((body): body is Intent => IntentSchema.safeParse(body).success);
/** Incidents that stand somewhere, and what is done about them: mostly intents that come to something. */
const ABOUT_INCIDENTS =
  /^(VerifyIncident|TakeIncident|GradeIncident|AddNote|RecordFigure|EnterDutyLog|ControlIncident|VoidIncident|CreateTask|StartTask|CancelTask)$/;
const incidentIds = ['1', '2', '3'].map((n) => `0190a000-0000-7000-8000-00000000000${n}`);
const reported = fc
  .record({
    division: fc.constantFrom(COUNTY, FENGYUAN, SHANHUA, WANGZHUANG, LUOCHENG),
    id: fc.constantFrom(...incidentIds),
  })
  .map(({ division, id }): Intent => reportIncident(division, '沟口被淹', id));
const handled = fc
  .constantFrom(...CommandIntentSchema.options.filter((option) => ABOUT_INCIDENTS.test(option.shape.type.value)))
  .chain((option) => arbitraryBody(option))
  .filter((body): body is Intent => IntentSchema.safeParse(body).success);
const likelyIntent = fc.oneof({ weight: 3, arbitrary: reported }, { weight: 6, arbitrary: handled }, anyIntent);
const samples = new Map<string, Intent>();
for (const intent of fc.sample(anyIntent, { numRuns: 6000, seed: 7 })) samples.set(intent.type, intent);

describe('role × intent', () => {
  it('every intent has its row in the table of permissions', () => {
    expect(Object.keys(PERMISSIONS).toSorted()).toEqual([...INTENT_TYPES].toSorted());
    expect(INTENT_TYPES.filter((type) => !samples.has(type))).toEqual([]);
  });

  it.each([...INTENT_TYPES])(
    '%s is refused to each role the table does not name, and not for that to the others',
    (type) => {
      const intent = samples.get(type);
      if (intent === undefined) throw new Error(`no sample of ${type}`);
      const needed = PERMISSIONS[intent.type];
      for (const role of RoleSchema.options) {
        const decision = send(initialWorld, sessionOf('p-duty', [role], COUNTY), intent);
        const refused = !decision.ok && decision.refusal.code === 'role_required';
        const allowed = needed !== 'internal' && needed.includes(role);
        expect([type, role, allowed ? !refused : refused]).toEqual([type, role, true]);
      }
    },
  );
});

describe('scope × intent', () => {
  it('whatever a town or a village sends, nothing outside its own place changes unless it is named there', () => {
    const county = [BY.duty, BY.leader, BY.commander];
    const local = [BY.townF, BY.townW, BY.villageS, BY.villageL];
    const step = fc.record({ session: fc.constantFrom(...county, ...local), intent: likelyIntent });
    let written = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), (steps) => {
        let state = initialWorld;
        let seq = 0;
        for (const { session, intent } of steps) {
          const decision = send(state, session, intent);
          if (!decision.ok) continue;
          for (const event of decision.value.events) {
            const { division = COUNTY } = session;
            const own = isWithin(event.division, division);
            const named = event.audience.some((tag) => session.tags.includes(tag));
            // Shown numbers are the county's, whoever takes one.
            const counter = event.stream.startsWith('numbers/');
            expect([intent.type, event.type, own || named || counter]).toEqual([intent.type, event.type, true]);
            seq += 1;
            written += local.includes(session) ? 1 : 0;
            const place = { world: LIVE, seq, version: 1, commandId: newId(), actor: { person: session.person } };
            state = evolve(state, {
              ...event,
              audience: [...event.audience],
              ...place,
              at: time.now,
              recordedAt: time.now,
            });
          }
        }
      }),
      { numRuns: 40 },
    );
    expect(written).toBeGreaterThan(50);
  });
});
