import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { factClocks } from '@sitong/shared/pillars/release/clocks.ts';
import type { ReleaseIntent } from '@sitong/shared/pillars/release/intents.ts';
import { FENGYUAN, SHANHUA } from '@sitong/shared/testing/county.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { describe, expect, it } from 'vitest';
import { decideRelease } from './decide.ts';
import { after, callTo, check, deadlinesOf, draft, givenIssued, runFor, sign, WARNING } from './given-release.ts';

type Record = Extract<ReleaseIntent, { type: 'RecordCallFact' }>;

const grid = callTo(givenIssued(), 'p-village-s');
const record = (fact: Record['fact'], over: Partial<Record> = {}): Record => ({
  type: 'RecordCallFact',
  callId: grid.id,
  fact,
  via: 'app',
  ...over,
});

describe('the five facts', () => {
  it('[REL-14] are told by the person, the deputy, the superior, or a desk in charge', () => {
    const given = givenIssued();
    given
      .when(decideRelease, record('answered'), BY.villageS)
      .thenEvents(['CallFactRecorded', { by: 'p-village-s', simulated: false }]);
    given.when(decideRelease, record('answered'), BY.mayorF).thenEvents('CallFactRecorded');
    given.when(decideRelease, record('answered', { via: 'voice' }), BY.duty).thenEvents('CallFactRecorded');
    given.when(decideRelease, record('answered', { via: 'door' }), BY.townF).thenEvents('CallFactRecorded');
    given.when(decideRelease, record('answered'), BY.villageL).refused('not_your_call');
    given.when(decideRelease, record('answered', { via: 'voice' }), BY.townW).refused('not_your_call');
    expect(given.when(decideRelease, record('answered'), BY.duty).refused('via_not_yours').facts).toEqual({
      allowed: 'voice door desk',
    });
    given.when(decideRelease, record('answered', { via: 'desk' }), BY.villageS).refused('via_not_yours');
    given.when(decideRelease, record('answered', { via: 'voice' }), BY.wall).refused('desk_required');
  });

  it('[REL-14] a call is seen by person, deputy, superior and place', () => {
    expect(grid).toMatchObject({
      division: SHANHUA,
      audience: ['person:p-village-s', 'person:p-secretary-s', 'person:p-mayor-f', `unit:${SHANHUA}`],
    });
  });

  it('[REL-14] a call to a county leader is not shown to every village through the unit all of them hold', () => {
    const calls = Object.values(givenIssued().state.release.calls);
    const county = calls.filter((call) => call.duty === 'county_lead');
    expect(county.length).toBeGreaterThan(0);
    for (const call of county) expect(call.audience.filter((tag) => tag.startsWith('unit:'))).toEqual([]);
  });

  it('[REL-15] a later fact told first stands alone', () => {
    const given = after(givenIssued(), [
      record('acting', { text: '正在转移沟口组', moved: 20, remaining: 66 }),
      BY.villageS,
    ]);
    expect(Object.keys(callTo(given, 'p-village-s').facts)).toEqual(['acting']);
    const both = after(given, [record('delivered'), BY.villageS]);
    expect(Object.keys(callTo(both, 'p-village-s').facts)).toEqual(['acting', 'delivered']);
  });

  it('[REL-15] acting says what is done, and progress is told again; others are told once', () => {
    const given = givenIssued();
    given.when(decideRelease, record('acting'), BY.villageS).refused('text_required');
    given.when(decideRelease, record('answered', { moved: 3 }), BY.villageS).refused('figures_need_action');
    const acting = after(
      given,
      [record('acting', { text: '敲锣' }), BY.villageS],
      [record('acting', { text: '已转移20人', moved: 20 }), BY.villageS],
    );
    expect(callTo(acting, 'p-village-s').facts.acting).toMatchObject({ text: '已转移20人', moved: 20 });
    after(given, [record('answered'), BY.villageS])
      .when(decideRelease, record('answered'), BY.villageS)
      .refused('already_recorded');
  });

  it('[REL-15] a real fact takes the place of a simulated one, never the other way round', () => {
    const simulated: ReleaseIntent = { type: 'RecordSimulatedFact', callId: grid.id, fact: 'delivered', via: 'sms' };
    const given = after(givenIssued(), [simulated, 'system']);
    expect(callTo(given, 'p-village-s').facts.delivered?.simulated).toBe(true);
    const real = after(given, [record('delivered'), BY.villageS]);
    expect(callTo(real, 'p-village-s').facts.delivered?.simulated).toBe(false);
    real.when(decideRelease, simulated, 'system').refused('already_recorded');
    given.when(decideRelease, simulated, BY.duty).refused('system_only');
  });
});

describe('when the facts are expected', () => {
  it('[REL-15] answer, then understanding, then action; a fact told takes its clock away and starts the next', () => {
    const clocks = (given: ReturnType<typeof givenIssued>) =>
      factClocks(callTo(given, 'p-village-s'), given.practiceAt).map((clock) => [
        clock.fact,
        (clock.dueMs - Date.parse(grid.openedAt)) / 1000,
      ]);
    expect(clocks(givenIssued())).toEqual([
      ['answered', 180],
      ['acting', 3600],
    ]);
    const answered = after(givenIssued().later(60), [record('answered'), BY.villageS]);
    expect(clocks(answered)).toEqual([
      ['understood', 180],
      ['acting', 3600],
    ]);
    expect(clocks(after(answered, [record('understood'), BY.villageS], [record('done'), BY.villageS]))).toEqual([]);
  });
});

describe('calling until somebody is reached', () => {
  const openedMs = Date.parse(grid.openedAt);
  const passed = (given: ReturnType<typeof givenIssued>) =>
    callTo(given, 'p-village-s').escalated.map((step) => [step.to, (Date.parse(step.at) - openedMs) / 1000]);

  it('[REL-16] makes three attempts within five minutes, then the deputy is rung', () => {
    const given = runFor(givenIssued(), 299);
    const attempts = callTo(given, 'p-village-s').attempts;
    expect(attempts.map((attempt) => [attempt.n, attempt.to, (Date.parse(attempt.at) - openedMs) / 1000])).toEqual([
      [1, 'p-village-s', 0],
      [2, 'p-village-s', 100],
      [3, 'p-village-s', 200],
    ]);
    const later = runFor(given, 2);
    expect(callTo(later, 'p-village-s').attempts.at(-1)).toMatchObject({ n: 4, to: 'p-secretary-s' });
  });

  it('[REL-17] passes to deputy, superior and door, and then rings no more', () => {
    const given = runFor(givenIssued(), 600);
    expect(passed(given)).toEqual([
      ['deputy', 300],
      ['superior', 420],
      ['door', 540],
    ]);
    expect(deadlinesOf(given).filter((due) => due.key.startsWith('call/'))).toEqual([]);
  });

  it('[REL-17] passes over a deputy nobody named', () => {
    const given = runFor(givenIssued(), 600);
    expect(callTo(given, 'p-vice').escalated.map((step) => step.to)).toEqual(['superior', 'door']);
  });

  it('[REL-16] delivered alone keeps ringing; answered stops attempts and escalation', () => {
    const delivered = runFor(after(givenIssued(), [record('delivered'), BY.villageS]), 600);
    expect(passed(delivered)).toHaveLength(3);
    const answered = runFor(after(runFor(givenIssued(), 50), [record('answered'), BY.villageS]), 600);
    expect(callTo(answered, 'p-village-s').attempts).toHaveLength(1);
    expect(passed(answered)).toEqual([]);
  });

  it('[REL-17] records how late it fired, and an overtaken clock does nothing', () => {
    const due = deadlinesOf(givenIssued()).find((one) => one.key.startsWith(`call/${grid.id}/deputy`));
    if (due === undefined) return expect.fail('no clock for the deputy');
    givenIssued()
      .later(360)
      .when(decideRelease, due.intent, 'system')
      .thenEvents(['CallEscalated', { to: 'deputy', lateS: 60 }]);
    const answered = after(givenIssued(), [record('answered'), BY.villageS]).later(360);
    answered.when(decideRelease, due.intent, 'system').refused('no_longer_due');
  });

  it('[REL-17] a desk may send to the door at once, unless somebody was reached', () => {
    const door: ReleaseIntent = { type: 'SendToDoor', callId: grid.id };
    const sent = givenIssued()
      .when(decideRelease, door, BY.townF)
      .thenEvents(['CallEscalated', { to: 'door' }]);
    sent.when(decideRelease, door, BY.townF).refused('already_at_door');
    givenIssued().when(decideRelease, door, BY.townW).refused('not_your_division');
    after(givenIssued(), [record('answered'), BY.villageS])
      .when(decideRelease, door, BY.duty)
      .refused('already_reached');
  });
});

describe('updates', () => {
  const two = derivedId('warning', 2);
  const updated = (level: 1 | 2 | 3, divisions: string[]) => {
    const before = after(givenIssued(), [record('answered'), BY.villageS]);
    const drafted = { ...draft({ level, scope: { divisions, rings: [], areaText: '' } }, two), replaces: WARNING };
    return runFor(
      after(before, [drafted, BY.duty], [check(two), BY.leader], [sign('post-commander', two), BY.vice]),
      10,
    );
  };

  it('[REL-18] a raised level starts every call afresh', () => {
    const given = updated(1, [SHANHUA]);
    expect(callTo(given, 'p-village-s')).toMatchObject({ warningId: two, facts: {} });
    expect(Object.keys(given.state.release.calls)).toHaveLength(5);
  });

  it('[REL-18] the same level goes on with open calls and adds the people of new places', () => {
    const given = updated(2, [FENGYUAN, '610525102202']);
    expect(callTo(given, 'p-village-s')).toMatchObject({
      id: grid.id,
      warningId: two,
      facts: { answered: { by: 'p-village-s' } },
    });
    expect(Object.values(given.state.release.calls).map((call) => call.person)).toContain('p-village-l');
  });

  it('[REL-18] people no longer concerned are let go', () => {
    const people = Object.values(updated(2, ['610525102202']).state.release.calls).map((call) => call.person);
    expect(people.sort()).toEqual(['p-mayor-w', 'p-vice', 'p-village-l']);
    expect(Object.keys(updated(3, [SHANHUA]).state.release.calls)).toEqual([]);
  });
});
