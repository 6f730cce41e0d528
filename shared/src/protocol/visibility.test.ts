import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AUDIT_FACTS, AuditEventSchemas } from '../kernel/audit.ts';
import { isWithin } from '../kernel/division.ts';
import { type AudienceTag, type Envelope, EnvelopeSchema, EVERYONE } from '../kernel/envelope.ts';
import { CommandEventSchemas } from '../pillars/command/events.ts';
import { MonitoringEventSchemas } from '../pillars/monitoring/events.ts';
import { ReleaseEventSchemas } from '../pillars/release/events.ts';
import { RescueEventSchemas } from '../pillars/rescue/events.ts';
import { arbitraryBody } from '../testing/arbitrary-body.ts';
import { COUNTY, FENGYUAN, LUOCHENG, SHANHUA, TINY_COUNTY, WANGZHUANG } from '../testing/county.ts';
import { COLLECTION_OF, lostSight, readerState } from '../testing/reader.ts';
import { BY } from '../testing/sessions.ts';
import { EVENT_TYPES } from './catalogue.ts';
import { scopeOf } from './session.ts';
import { evolve, filterWorld, initialWorld } from './world-state.ts';

const SCHEMAS = {
  ...MonitoringEventSchemas,
  ...ReleaseEventSchemas,
  ...RescueEventSchemas,
  ...CommandEventSchemas,
  ...AuditEventSchemas,
};
type Type = keyof typeof SCHEMAS;

/** Stream kind of an event, from the field that names its entity; `singular` streams have one entity. */
const KINDS: readonly (readonly [kind: string, types: RegExp, id: string | { singular: string }])[] = [
  ['numbers', /NumberTaken$/, { singular: 'n' }],
  ['alarm', /^Alarm/, 'alarmId'],
  ['incoming', /^IncomingWarning/, 'incomingId'],
  ['sensor', /^Sensor/, 'sensor'],
  ['call', /^Call/, 'callId'],
  ['report', /^Report/, 'reportId'],
  ['warning', /^(Warning|Channel)/, 'warningId'],
  ['order', /^Order/, 'orderId'],
  ['team', /^(Team|Help|Safety)/, 'team'],
  ['incident', /^(Incident|Figure|SiteCommander)/, 'incidentId'],
  ['task', /^Task/, 'taskId'],
  ['response', /^(Response|CountersignMissed)/, 'responseId'],
  ['shift', /^Shift/, { singular: 'now' }],
  ['drill', /^(Drill|WorldClock)/, { singular: 'drill' }],
  ['practice', /^Practice/, { singular: 'now' }],
  ['wall', /^WallSteered$/, { singular: 'now' }],
  ['dutylog', /^DutyLog/, { singular: 'now' }],
  ['audit', new RegExp(`^(${[...AUDIT_FACTS, 'Withheld'].join('|')})$`), { singular: 'now' }],
];

function kindOf(type: string) {
  const kind = KINDS.find(([, types]) => types.test(type));
  if (kind === undefined) throw new Error(`${type}: add its stream kind to this test`);
  return kind;
}

const TYPES = EVENT_TYPES as readonly Type[];
const BODIES = Object.fromEntries(TYPES.map((type) => [type, arbitraryBody(SCHEMAS[type])]));

const TAGS: readonly AudienceTag[] = [
  ...Object.values(BY).flatMap(({ tags }) => tags),
  `unit:${FENGYUAN}`,
  `unit:${LUOCHENG}`,
  EVERYONE,
];
const move = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ kind: 'stay' as const }) },
  { weight: 2, arbitrary: fc.constantFrom(...TAGS).map((tag) => ({ kind: 'tell' as const, tag })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(COUNTY, FENGYUAN, SHANHUA, WANGZHUANG, LUOCHENG)
      .map((to) => ({ kind: 'go' as const, to })),
  },
);

/** Everybody below the county who could see a place goes on seeing what leaves it. */
function unitsSeeing(division: string): AudienceTag[] {
  return TINY_COUNTY.data.divisions
    .filter(({ code }) => code !== COUNTY && isWithin(division, code))
    .map(({ code }): AudienceTag => `unit:${code}`);
}

/** Random logs about few entities of one or two kinds; the audience of a stream only grows. */
const logs: fc.Arbitrary<Envelope[]> = fc
  .uniqueArray(fc.constantFrom(...KINDS.map(([kind]) => kind)), { minLength: 1, maxLength: 2 })
  .chain((kinds) => {
    const types = TYPES.filter((type) => kinds.includes(kindOf(type)[0]));
    const one = fc
      .constantFrom(...types)
      .chain((type) => fc.record({ type: fc.constant(type), body: BODIES[type]!, move }));
    return fc.array(one, { minLength: 1, maxLength: 30, size: 'max' });
  })
  .map((steps) => {
    const places = new Map<string, { division: string; audience: AudienceTag[] }>();
    const versions = new Map<string, number>();
    return steps.map(({ type, body, move: how }, i) => {
      const [kind, , id] = kindOf(type);
      const name = typeof id === 'string' ? String(body[id] ?? 'none') : id.singular;
      const stream = `${kind}/${name}`;
      const before = places.get(stream) ?? { division: SHANHUA, audience: [] };
      const told = how.kind === 'tell' ? [how.tag] : how.kind === 'go' ? unitsSeeing(before.division) : [];
      const place = {
        division: how.kind === 'go' ? how.to : before.division,
        audience: [...new Set([...before.audience, ...told])],
      };
      places.set(stream, place);
      versions.set(stream, (versions.get(stream) ?? 0) + 1);
      return EnvelopeSchema.parse({
        world: 'live',
        seq: i + 1,
        stream,
        version: versions.get(stream),
        type,
        schema: 1,
        commandId: '0190a000-0000-7000-8000-00000000ffff',
        actor: { person: 'p-duty' },
        at: '2026-07-18T20:00:00+08:00',
        recordedAt: '2026-07-18T20:00:01+08:00',
        ...place,
        body,
      });
    });
  });

/** Persons with a place in the county, and persons who see only what names them. */
const READERS = Object.entries(BY);

describe('visibility', () => {
  it('every event of the catalogue is covered, and every kind of stream has its collection', () => {
    expect(Object.keys(SCHEMAS).toSorted()).toEqual([...EVENT_TYPES].toSorted());
    const kinds = new Set(TYPES.map((type) => kindOf(type)[0]));
    expect([...kinds].filter((kind) => !(kind in COLLECTION_OF)).toSorted()).toEqual(['audit', 'dutylog', 'numbers']);
  });

  it('a stream once seen stays in sight while its audience only grows', () => {
    fc.assert(
      fc.property(logs, (log) => {
        for (const [, who] of READERS) expect(lostSight(log, scopeOf(who))).toEqual([]);
      }),
    );
  });

  it('fold(filter(log)) = filter(fold(log)) for every reader', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const whole = log.reduce(evolve, initialWorld);
        for (const [name, who] of READERS) {
          const scope = scopeOf(who);
          expect(withoutNumbers(readerState(log, scope)), name).toEqual(withoutNumbers(filterWorld(whole, scope)));
        }
      }),
      { numRuns: 120 },
    );
  });
});

/** Number series are the county's own and lie in several pillars under one stream kind. */
function withoutNumbers(world: ReturnType<typeof filterWorld>) {
  return Object.fromEntries(Object.entries(world).map(([pillar, state]) => [pillar, { ...state, numbers: {} }]));
}
