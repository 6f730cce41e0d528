import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { MINUTE_MS, toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import { filterWorld } from '@sitong/shared/protocol/world-state.ts';
import { FENGYUAN, LUOCHENG, SHANHUA, seatOf } from '@sitong/shared/testing/county.ts';
import { givenWorld } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { describe, expect, it } from 'vitest';
import { decideCommand as decide } from '../decide.ts';
import {
  givenEnded,
  givenIncident,
  I1,
  incidentId,
  type Of,
  ORDER,
  orderDone,
  orderSaved,
  react,
  report,
} from '../given-command.ts';

const move = (type: 'VerifyIncident' | 'ControlIncident' | 'ReopenIncident' | 'EndIncident') =>
  ({ type, incidentId: I1, text: '' }) as const;

describe('reporting', () => {
  it('[CMD-6] takes the next number and belongs to the desk that reported it', () => {
    const world = givenWorld()
      .when(decide, report(1), BY.townF)
      .thenEvents(['IncidentNumberTaken', { n: 1 }], ['IncidentReported', { number: 1 }]);
    expect(world.state.command.incidents[I1]).toMatchObject({
      owner: 'p-town-f',
      seat: 'seat-p-town-f',
      status: 'reported',
      grade: 4,
    });
    world.when(decide, report(1), BY.townF).refused('already_reported');
  });

  it('[CMD-6] reported from the field, it belongs to the officer on duty', () => {
    const shift: Of<'StartShift'> = {
      type: 'StartShift',
      shiftId: derivedId('shift'),
      officers: ['p-duty2', 'p-duty'],
      leader: 'p-leader',
    };
    const world = givenWorld()
      .having(decide, shift, BY.duty)
      .having(decide, report(1, { source: { kind: 'grid' } }), BY.villageS);
    expect(world.state.command.incidents[I1]).toMatchObject({
      owner: 'p-duty2',
      seat: 'duty',
      source: { kind: 'grid', person: 'p-village-s' },
    });
  });

  it('[CMD-2] anybody may report anywhere in the county, and sees what became of it', () => {
    const world = givenWorld().having(decide, report(1), BY.villageL);
    expect(filterWorld(world.state, scopeOf(BY.villageL)).command.incidents[I1]?.title).toBe('善化村山洪');
    const place = { ...report().place, division: '610528000000' };
    givenWorld().when(decide, report(1, { place }), BY.duty).refused('unknown_division');
  });

  it('[CMD-7] first figures carry their source and time', () => {
    const world = givenWorld().when(
      decide,
      report(1, { figures: [{ figure: 'trapped', value: 3 }], source: { kind: 'phone' } }),
      BY.duty,
    );
    const after = world.thenEvents('IncidentNumberTaken', 'IncidentReported', 'FigureRecorded');
    expect(after.state.command.incidents[I1]?.figures.trapped).toMatchObject({
      value: 3,
      source: 'phone',
      by: 'p-duty',
    });
  });

  it('a caller’s name and number never reach an event', () => {
    const source = {
      kind: 'phone',
      callerRef: derivedId('caller'),
      caller: { name: '王五', phone: '13912345678' },
    } as const;
    const world = givenWorld().having(decide, report(1, { source }), BY.duty);
    expect(JSON.stringify(world.log)).not.toContain('王五');
    expect(JSON.stringify(world.log)).not.toContain('13912345678');
  });

  it('[CMD-4] a report close to an open incident of the same kind is offered that one first', () => {
    const near = { ...seatOf(SHANHUA), lat: seatOf(SHANHUA).lat + 0.01 };
    const again = report(2, { hazard: 'flood', place: { ...report().place, point: near } });
    const world = givenIncident();
    expect(world.when(decide, again, BY.duty).refused('near_duplicate').facts).toEqual({
      ids: I1,
      numbers: 'I-0001',
      unseen: 1,
    });
    world
      .when(decide, { ...again, notDuplicateOf: [I1] }, BY.duty)
      .thenEvents(['IncidentNumberTaken', { n: 2 }], 'IncidentReported');
    world.later(3601).when(decide, again, BY.duty).thenEvents('IncidentNumberTaken', 'IncidentReported');
    world.when(decide, { ...again, hazard: 'traffic' }, BY.duty).thenEvents('IncidentNumberTaken', 'IncidentReported');
  });

  it('[CMD-4] however many there are near by, the newest twenty are what has to be seen', () => {
    let world = givenWorld();
    const told: string[] = [];
    for (let n = 1; n <= 25; n += 1) {
      world = world.having(decide, report(n, { notDuplicateOf: told.slice(-20) }), BY.duty);
      told.push(incidentId(n));
    }
    const next = report(26, { notDuplicateOf: told.slice(-20, -1) });
    const { facts } = world.when(decide, next, BY.duty).refused('near_duplicate');
    expect(facts).toMatchObject({ ids: told.slice(-20).join(' '), unseen: 1 });
  });
});

describe('course of an incident', () => {
  it('[CMD-1] reported, verified, controlled, ended; nothing goes back but reopening', () => {
    const ended = givenEnded();
    for (const type of ['VerifyIncident', 'ControlIncident', 'EndIncident'] as const)
      ended.when(decide, move(type), BY.duty).refused('wrong_status');
    const open = ended.when(decide, move('ReopenIncident'), BY.duty).thenEvents('IncidentReopened');
    expect(open.state.command.incidents[I1]?.status).toBe('responding');
  });

  it('[CMD-1] the first order makes it responding, a second one changes nothing', () => {
    const ordered = react(givenIncident().happened(orderSaved().slice(0, 1)));
    expect(ordered.state.command.incidents[I1]?.status).toBe('responding');
    ordered.when(decide, { type: 'RespondToIncident', incidentId: I1 }, 'system').refused('wrong_status');
  });

  it('[CMD-25] an order shows its incident to its team and to no other, and seeing gives no say in it', () => {
    const source = { kind: 'phone', callerRef: derivedId('caller') } as const;
    const ordered = react(givenIncident({ source }).happened(orderSaved().slice(0, 1)));
    const seenBy = (who: (typeof BY)[keyof typeof BY]) =>
      filterWorld(ordered.state, scopeOf(who)).command.incidents[I1];
    expect(seenBy(BY.team1)).toEqual(ordered.state.command.incidents[I1]);
    expect(seenBy(BY.team2)).toBeUndefined();
    const again: Of<'ShareIncident'> = { type: 'ShareIncident', incidentId: I1, team: 'team-1' };
    ordered.when(decide, again, 'system').refused('already_shared');
    ordered.when(decide, { ...again, team: 'team-2' }, BY.duty).refused('system_only');
    ordered.when(decide, { ...again, team: 'nobody' }, 'system').refused('unknown_team');
    ordered.when(decide, move('ControlIncident'), BY.team1).refused('outside_own_division');
    // The leader did not report it: what a team may tell follows from its open order alone.
    const note: Of<'AddNote'> = { type: 'AddNote', incidentId: I1, text: '路断', photos: [] };
    ordered.happened(orderDone().slice(0, 1)).when(decide, note, BY.team1).refused('outside_own_division');
  });

  it('[CMD-25] a second order of the same team shares nothing anew; one of another team adds that team', () => {
    const first = react(givenIncident().happened(orderSaved().slice(0, 1)));
    const shares = (world: typeof first) => world.log.filter(({ type }) => type === 'IncidentShared').length;
    expect(shares(first)).toBe(1);
    expect(shares(react(first.happened(orderSaved().slice(0, 1))))).toBe(1);
    const other = react(first.happened(orderSaved({ team: 'team-2' }).slice(0, 1)));
    expect(other.state.command.incidents[I1]?.audience).toEqual(
      expect.arrayContaining(['person:p-duty', 'team:team-1', 'team:team-2']),
    );
  });

  it('[CMD-2] a town acts on its own incidents only; the wall on none', () => {
    givenIncident().when(decide, move('VerifyIncident'), BY.townF).thenEvents('IncidentVerified');
    expect(
      givenIncident().when(decide, move('VerifyIncident'), BY.townW).refused('outside_own_division').facts,
    ).toEqual({ division: SHANHUA });
    givenIncident().when(decide, move('VerifyIncident'), BY.wall).refused('wall_never_acts');
  });

  it('[CMD-6] whoever takes it owns it', () => {
    const take = { type: 'TakeIncident', incidentId: I1, owner: 'p-duty2', seat: 'desk-2' } as const;
    const taken = givenIncident().when(decide, take, BY.duty2).thenEvents('IncidentOwnerChanged');
    taken.when(decide, take, BY.duty2).refused('already_owner');
    taken.when(decide, { ...take, owner: 'nobody' }, BY.duty2).refused('unknown_person');
  });

  it('[CMD-16] relocated, it belongs to the new place and stays readable at the old', () => {
    const place = { point: seatOf(LUOCHENG), division: LUOCHENG, name: '洛城村', by: 'map' } as const;
    const moved = givenIncident()
      .when(decide, { type: 'RelocateIncident', incidentId: I1, place, reason: '报错' }, BY.duty)
      .thenEvents('IncidentRelocated');
    for (const who of [BY.townF, BY.villageS, BY.townW, BY.villageL]) {
      expect(filterWorld(moved.state, scopeOf(who)).command.incidents[I1]?.place.division).toBe(LUOCHENG);
    }
    expect(moved.log.at(-1)?.audience).toEqual(expect.arrayContaining([`unit:${FENGYUAN}`, `unit:${SHANHUA}`]));
    moved.when(decide, move('VerifyIncident'), BY.townF).refused('outside_own_division');
    moved.when(decide, move('VerifyIncident'), BY.townW).thenEvents('IncidentVerified');
  });
});

describe('grades', () => {
  const grade = (value: 1 | 2 | 3 | 4, kind: 'initial' | 'confirmed') =>
    ({ type: 'GradeIncident', incidentId: I1, grade: value, kind, reason: '核实' }) as const;
  const dead = (value: number) =>
    ({
      type: 'RecordFigure',
      incidentId: I1,
      figure: 'dead',
      value,
      asOf: '2026-07-18T20:00:00+08:00',
      source: '公安',
    }) as const;

  it('[CMD-5] keeps who judged what, when and why', () => {
    const world = givenIncident()
      .having(decide, grade(3, 'initial'), BY.duty)
      .having(decide, grade(3, 'confirmed'), BY.leader);
    expect(world.state.command.incidents[I1]?.grades.map(({ grade: value, kind, by }) => [value, kind, by])).toEqual([
      [4, 'initial', 'p-duty'],
      [3, 'initial', 'p-duty'],
      [3, 'confirmed', 'p-leader'],
    ]);
    world.when(decide, grade(4, 'initial'), BY.duty).refused('already_confirmed');
    world.when(decide, grade(3, 'confirmed'), BY.duty).refused('same_grade');
  });

  it('[CMD-5] 以上 includes the number: three dead are 较大, ten 重大, thirty 特别重大', () => {
    for (const [value, least] of [
      [2, 4],
      [3, 3],
      [9, 3],
      [10, 2],
      [29, 2],
      [30, 1],
    ] as const) {
      const world = givenIncident().having(decide, dead(value), BY.duty);
      if (least < 4) {
        const milder = (least + 1) as 2 | 3 | 4;
        expect(world.when(decide, grade(milder, 'confirmed'), BY.duty).refused('grade_below_criteria').facts).toEqual({
          grade: milder,
          least,
        });
      }
      world.when(decide, grade(least, 'confirmed'), BY.duty).thenEvents('IncidentGraded');
    }
  });
});

describe('figures and notes', () => {
  const at = (minute: number) => `2026-07-18T19:${String(minute).padStart(2, '0')}:00+08:00`;
  const trapped = (value: number, minute: number, over: object = {}) =>
    ({
      type: 'RecordFigure',
      incidentId: I1,
      figure: 'trapped',
      value,
      asOf: at(minute),
      source: '队长',
      ...over,
    }) as const;

  it('[CMD-7] who saw another value gets both back', () => {
    const world = givenIncident().having(decide, trapped(3, 10), BY.duty);
    const facts = world.when(decide, trapped(2, 20, { sawValue: 5 }), BY.townF).refused('stale_figure').facts;
    expect(facts).toEqual({ figure: 'trapped', yours: 2, saw: 5, now: 3, asOf: at(10), source: '队长', by: 'p-duty' });
    world.when(decide, trapped(2, 20, { sawValue: 3 }), BY.townF).thenEvents('FigureRecorded');
  });

  it('[CMD-7] an older as-of never replaces a newer; none lies in the future', () => {
    const world = givenIncident().having(decide, trapped(3, 10), BY.duty);
    world.when(decide, trapped(4, 9), BY.duty).refused('older_figure');
    world.when(decide, { ...trapped(4, 9), asOf: '2026-07-18T20:06:00+08:00' }, BY.duty).refused('time_in_future');
  });

  it('[CMD-3] a team with an open order tells about it; another team does not', () => {
    const world = givenIncident().happened(orderSaved());
    world.when(decide, trapped(3, 10), BY.team1).thenEvents('FigureRecorded');
    world.when(decide, trapped(3, 10), BY.team2).refused('outside_own_division');
    const note: Of<'AddNote'> = { type: 'AddNote', incidentId: I1, text: '路断', photos: [] };
    world.when(decide, note, BY.team1).thenEvents('IncidentNoteAdded');
    world.when(decide, { ...note, text: ' ' }, BY.duty).refused('nothing_to_note');
  });

  it('[CMD-3] what a team saw while its order ran is taken when the order is over; what it saw later is not', () => {
    const world = givenIncident().happened(orderSaved()).later(1200).happened(orderDone());
    const note = (observedAt?: string): Of<'AddNote'> => ({
      type: 'AddNote',
      incidentId: I1,
      text: '路断',
      photos: [],
      ...(observedAt === undefined ? {} : { observedAt }),
    });
    const order = world.state.rescue.orders[ORDER];
    const ended = order?.ended?.at ?? expect.fail('the order is not over');
    const saved = order?.steps.saved ?? expect.fail('the order was not saved');
    world.when(decide, note(saved), BY.team1).thenEvents('IncidentNoteAdded');
    world.when(decide, note(ended), BY.team1).thenEvents('IncidentNoteAdded');
    world.when(decide, note(toTimestamp(toMs(ended) + MINUTE_MS)), BY.team1).refused('outside_own_division');
    world.when(decide, note(toTimestamp(toMs(saved) - MINUTE_MS)), BY.team1).refused('outside_own_division');
    world.when(decide, note(), BY.team1).refused('outside_own_division');
    world.when(decide, note(ended), BY.team2).refused('outside_own_division');
  });

  it('[CMD-3] whoever reported it from elsewhere may go on telling', () => {
    const world = givenWorld().having(decide, report(1), BY.villageL);
    world.when(decide, trapped(1, 10), BY.villageL).thenEvents('FigureRecorded');
    world.when(decide, trapped(1, 10), BY.townW).refused('outside_own_division');
  });
});

describe('merging and voiding', () => {
  const two = () =>
    givenIncident()
      .having(decide, report(2, { hazard: 'landslide' }), BY.duty)
      .having(decide, { ...move('VerifyIncident'), incidentId: incidentId(2) }, BY.duty);
  const merge = { type: 'MergeIncident', incidentId: incidentId(2), into: I1 } as const;

  it('[CMD-10] a merge moves nothing and can be reversed', () => {
    const merged = two()
      .happened(orderSaved({ incidentId: incidentId(2) }))
      .when(decide, merge, BY.duty)
      .thenEvents('IncidentMerged');
    expect(merged.state.command.incidents[incidentId(2)]).toMatchObject({ status: 'merged', mergedInto: I1 });
    expect(Object.values(merged.state.rescue.orders)[0]?.incidentId).toBe(incidentId(2));
    const back = merged
      .when(decide, { type: 'ReverseMerge', incidentId: incidentId(2), reason: '不是一起' }, BY.duty)
      .thenEvents('IncidentMergeReversed');
    expect(back.state.command.incidents[incidentId(2)]).toMatchObject({ status: 'verified', mergedInto: undefined });
  });

  it('[CMD-10] not into itself, nor into one merged; a merged one is not edited', () => {
    two()
      .when(decide, { ...merge, into: incidentId(2) }, BY.duty)
      .refused('merge_into_itself');
    const merged = two().having(decide, merge, BY.duty);
    merged.when(decide, { ...merge, incidentId: I1, into: incidentId(2) }, BY.duty).refused('merge_target_not_open');
    merged.when(decide, { ...move('VerifyIncident'), incidentId: incidentId(2) }, BY.duty).refused('wrong_status');
  });

  it('[CMD-10] a merged incident is closed with the one it was merged into', () => {
    const ended = ['VerifyIncident', 'ControlIncident', 'EndIncident'] as const;
    const world = ended.reduce(
      (now, type) => now.having(decide, move(type), BY.duty),
      two().having(decide, merge, BY.duty),
    );
    const closed = world.when(decide, { type: 'CloseIncident', incidentId: I1, summary: '完' }, BY.duty);
    expect(closed.thenEvents('IncidentClosed', 'IncidentClosed').state.command.incidents).toEqual({});
  });

  it('[CMD-15] void only before any order', () => {
    const reason = { type: 'VoidIncident', incidentId: I1, reason: '误报' } as const;
    givenIncident().when(decide, reason, BY.duty).thenEvents('IncidentVoided');
    expect(
      givenIncident().happened(orderSaved()).when(decide, reason, BY.duty).refused('orders_were_made').facts,
    ).toEqual({ orders: 1 });
    givenEnded().when(decide, reason, BY.duty).refused('wrong_status');
  });
});
