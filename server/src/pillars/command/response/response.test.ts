import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import { filterWorld } from '@sitong/shared/protocol/world-state.ts';
import { type Given, givenWorld } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { describe, expect, it } from 'vitest';
import { commandDeadlines } from '../deadlines.ts';
import { decideCommand as decide } from '../decide.ts';
import { activate, givenIncident, I1, type Of, other, RESPONSE, react, report } from '../given-command.ts';

const tasks = (world: Given) => Object.values(world.state.command.tasks);
const nodes = (world: Given) => tasks(world).map(({ planNode }) => planNode?.split('/')[1]);
const active = (level: 1 | 2 | 3 | 4) => givenWorld().having(decide, activate(level), BY.commander);
const adjust = (level: 1 | 2 | 3 | 4, post = 'post-commander') =>
  ({ type: 'AdjustResponse', responseId: RESPONSE, level, signing: { mode: 'signed', post }, reason: '雨势' }) as const;
const end = (post: string) =>
  ({ type: 'EndResponse', responseId: RESPONSE, signing: { mode: 'signed', post }, summary: '' }) as const;
const suggest = (level: 1 | 2 | 3 | 4, over: Partial<Of<'SuggestResponse'>> = {}): Of<'SuggestResponse'> => ({
  type: 'SuggestResponse',
  hazard: 'flash_flood',
  level,
  reason: '红色预警',
  incidentIds: [],
  ...over,
});

describe('activation', () => {
  it('[CMD-11] by holder or deputy of a post that signs this level; a higher post for a lower level', () => {
    const signed = (post: string, level: 1 | 2 | 3 | 4) => activate(level, { signing: { mode: 'signed', post } });
    givenWorld()
      .when(decide, signed('post-bureau', 4), BY.bureau)
      .thenEvents('ResponseNumberTaken', 'ResponseActivated', 'TaskNumberTaken', 'TaskCreated', 'TaskCreated');
    expect(givenWorld().when(decide, signed('post-bureau', 4), BY.leader).refusal).toBeUndefined();
    expect(givenWorld().when(decide, signed('post-commander', 4), BY.commander).refusal).toBeUndefined();
    expect(givenWorld().when(decide, signed('post-bureau', 3), BY.bureau).refused('post_may_not_sign').facts).toEqual({
      post: 'post-bureau',
      level: 3,
    });
    givenWorld().when(decide, signed('post-commander', 1), BY.duty).refused('not_holder_of_post');
    givenWorld().when(decide, signed('post-none', 1), BY.commander).refused('unknown_post');
    givenWorld().when(decide, signed('post-commander', 1), 'system').refused('system_never_signs');
    givenWorld().when(decide, signed('post-commander', 1), BY.townF).refused('outside_own_division');
  });

  it('[CMD-12] one per hazard and division', () => {
    const world = active(3);
    expect(
      world.when(decide, activate(2, { responseId: derivedId('second') }), BY.commander).refused('already_active')
        .facts,
    ).toEqual({ responseId: RESPONSE, level: 3 });
    world
      .when(decide, activate(2, { responseId: derivedId('second'), hazard: 'chemical' }), BY.commander)
      .thenEvents(['ResponseNumberTaken', { n: 2 }], 'ResponseActivated');
  });

  it('[CMD-17] makes the plan’s steps for this level into tasks with owner, clock and order', () => {
    const world = active(2);
    expect(nodes(world)).toEqual(['duty', 'patrol', 'teams', 'move']);
    expect(tasks(world).map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    const [duty, patrol, teams, move] = tasks(world);
    expect(duty).toMatchObject({
      ownerPost: 'post-duty',
      ownerPerson: 'p-duty',
      responseId: RESPONSE,
      division: '610525000000',
    });
    expect(Date.parse(duty!.dueAt) - world.nowMs).toBe(15 * 60_000);
    expect([teams!.dependsOn, move!.dependsOn]).toEqual([[duty!.id], [patrol!.id]]);
    expect(Object.values(filterWorld(world.state, scopeOf(BY.mayorF)).command.tasks).map(({ title }) => title)).toEqual(
      ['巡查重点部位', '转移危险区群众'],
    );
  });

  it('[CMD-12] every town reads the county’s response', () => {
    const world = active(2);
    expect(Object.keys(filterWorld(world.state, scopeOf(BY.townW)).command.responses)).toEqual([RESPONSE]);
  });

  it('links open incidents only', () => {
    givenIncident().when(decide, activate(4, { incidentIds: [I1] }), BY.commander);
    expect(
      givenWorld()
        .when(decide, activate(4, { incidentIds: [I1] }), BY.commander)
        .refused('incident_not_open').path,
    ).toBe('incidentIds');
  });
});

describe('口头授权', () => {
  const oral = activate(1, { signing: { mode: 'oral', post: 'post-commander', person: 'p-commander' } });
  const countersign = { type: 'CountersignResponse', responseId: RESPONSE } as const;

  it('[CMD-13] entered by another, countersigned by that person within half an hour', () => {
    const world = givenWorld().having(decide, oral, BY.duty);
    expect(world.state.command.responses[RESPONSE]?.signature).toMatchObject({
      mode: 'oral',
      person: 'p-commander',
      enteredBy: 'p-duty',
    });
    const [due] = commandDeadlines(`response/${RESPONSE}`, world.state.command);
    expect(due?.dueMs).toBe(world.nowMs + 30 * 60_000);
    world.when(decide, countersign, BY.duty).refused('not_your_signature');
    const signed = world.when(decide, countersign, BY.commander).thenEvents('ResponseCountersigned');
    expect(commandDeadlines(`response/${RESPONSE}`, signed.state.command)).toEqual([]);
    signed.when(decide, countersign, BY.commander).refused('already_countersigned');
    signed.later(1801).when(decide, due!.intent, 'system').refused('no_longer_due');
  });

  it('[CMD-13] missed once, and may still be given', () => {
    const world = givenWorld().having(decide, oral, BY.duty);
    const [due] = commandDeadlines(`response/${RESPONSE}`, world.state.command);
    world.when(decide, due!.intent, 'system').refused('not_due_yet');
    const missed = world.later(1800).when(decide, due!.intent, 'system').thenEvents('CountersignMissed');
    missed.when(decide, due!.intent, 'system').refused('no_longer_due');
    missed.when(decide, countersign, BY.commander).thenEvents('ResponseCountersigned');
  });

  it('[CMD-13] not in one’s own name, nor in that of one without the post', () => {
    givenWorld().when(decide, oral, BY.commander).refused('sign_yourself');
    const wrong = activate(1, { signing: { mode: 'oral', post: 'post-commander', person: 'p-bureau' } });
    givenWorld().when(decide, wrong, BY.duty).refused('not_holder_of_post');
    active(2).when(decide, countersign, BY.commander).refused('nothing_to_countersign');
  });
});

describe('changing and ending', () => {
  it('[CMD-17] raising adds the missing steps with their clock from then', () => {
    const world = active(4).later(3600);
    const raised = world
      .when(decide, adjust(1), BY.commander)
      .thenEvents('ResponseAdjusted', 'TaskNumberTaken', 'TaskCreated', 'TaskCreated', 'TaskCreated');
    expect(nodes(raised)).toEqual(['duty', 'patrol', 'teams', 'move', 'site']);
    expect(new Set(tasks(raised).map(({ number }) => number)).size).toBe(5);
    const site = tasks(raised).at(-1)!;
    expect(Date.parse(site.dueAt) - raised.nowMs).toBe(60 * 60_000);
    expect(tasks(raised)[2]?.dependsOn).toEqual([tasks(raised)[0]?.id]);
  });

  it('[CMD-14] down one step at a time, with the power for the level in force', () => {
    const red = active(1);
    red.when(decide, adjust(3), BY.commander).refused('one_step_down_at_a_time');
    red.when(decide, adjust(1), BY.commander).refused('same_level');
    red.when(decide, adjust(2, 'post-vice'), BY.vice).refused('post_may_not_sign');
    const orange = red.when(decide, adjust(2), BY.vice).thenEvents('ResponseAdjusted');
    expect(nodes(orange)).toEqual(nodes(red));
  });

  it('[CMD-14] [CMD-18] ended by the power for its level; open tasks are cancelled, all archived', () => {
    const world = active(3);
    const [duty] = tasks(world);
    const done = world.having(decide, { type: 'FinishTask', taskId: duty!.id, result: '', photos: [] }, BY.duty);
    done.when(decide, end('post-bureau'), BY.bureau).refused('post_may_not_sign');
    const ended = done.when(decide, end('post-vice'), BY.vice);
    const over = ended.thenEvents(
      ['TaskCancelled', { reason: 'response_ended' }],
      'TaskCancelled',
      'TaskArchived',
      'TaskArchived',
      'TaskArchived',
      'ResponseEnded',
    );
    expect(over.state.command).toMatchObject({ tasks: {}, responses: {} });
    over.when(decide, end('post-vice'), BY.vice).refused('response_not_open');
  });
});

describe('suggestions', () => {
  it('[CMD-12] become the response they suggested', () => {
    const suggested = givenWorld()
      .when(decide, suggest(2), 'system')
      .thenEvents('ResponseNumberTaken', 'ResponseSuggested');
    const world = suggested.when(decide, activate(3), BY.commander).after;
    const [response, ...others] = Object.values(world.state.command.responses);
    expect(others).toEqual([]);
    expect(response).toMatchObject({ status: 'active', level: 3, number: 1, reason: '红色预警' });
  });

  it('[CMD-19] nothing already covered, by the same plan either; a worse level stands beside the active one', () => {
    const world = active(3);
    world.when(decide, suggest(3), 'system').refused('already_covered');
    world.when(decide, suggest(4, { hazard: 'rainstorm' }), 'system').refused('already_covered');
    const worse = world.when(decide, suggest(1), 'system').thenEvents('ResponseSuggested');
    expect(worse.state.command.responses[RESPONSE]).toMatchObject({
      status: 'active',
      level: 3,
      suggestion: { level: 1 },
    });
    worse.when(decide, suggest(2), 'system').refused('already_covered');
    const raised = worse.having(decide, adjust(1), BY.commander);
    expect(raised.state.command.responses[RESPONSE]).toMatchObject({ level: 1, suggestion: undefined });
  });

  it('[CMD-12] are dismissed with a reason, an active response is not', () => {
    const dismiss = { type: 'DismissResponse', responseId: RESPONSE, reason: '不需要' } as const;
    const world = givenWorld().having(decide, suggest(2), 'system');
    const [id] = Object.keys(world.state.command.responses);
    world.when(decide, { ...dismiss, responseId: id! }, BY.leader).thenEvents('ResponseDismissed');
    active(2).when(decide, dismiss, BY.leader).refused('already_active');
  });

  it('[CMD-19] come from incidents of 较大 or worse, at their grade', () => {
    const grave = react(givenWorld().having(decide, report(1, { grade: 3 }), BY.duty));
    expect(Object.values(grave.state.command.responses)).toMatchObject([
      { status: 'suggested', level: 3, incidentIds: [I1] },
    ]);
    expect(react(givenIncident()).state.command.responses).toEqual({});
    const graded = react(
      givenIncident().having(
        decide,
        { type: 'GradeIncident', incidentId: I1, grade: 2, kind: 'initial', reason: '扩大' },
        BY.duty,
      ),
    );
    expect(Object.values(graded.state.command.responses)).toMatchObject([{ level: 2 }]);
  });

  it('[CMD-19] come from own warnings and from outside ones, exercises only in a drill', () => {
    const warningId = derivedId('warning');
    const content = {
      hazard: 'rainstorm',
      level: 1,
      headline: '红',
      text: '…',
      instruction: '…',
      scope: { divisions: [], rings: [], areaText: '' },
      expiresAt: '2026-07-19T00:00:00+08:00',
    };
    const own = givenWorld().happened([
      other(`warning/${warningId}`, 'WarningDrafted', { warningId, content }),
      other(`warning/${warningId}`, 'WarningIssued', {
        warningId,
        identifier: 'x',
        sent: '2026-07-18T20:00:00+08:00',
        recipients: 1,
      }),
    ]);
    expect(Object.values(react(own).state.command.responses)).toMatchObject([{ hazard: 'rainstorm', level: 1 }]);
    const received = (capStatus: string) =>
      other(`incoming/${warningId}`, 'IncomingWarningReceived', {
        incomingId: warningId,
        identifier: 'x',
        sender: 's',
        senderName: 's',
        sent: '2026-07-18T20:00:00+08:00',
        capStatus,
        msgType: 'Alert',
        hazard: 'rainstorm',
        level: 3,
        headline: '黄',
        description: '',
        instruction: '',
        severity: 'Moderate',
        area: { divisions: [], rings: [] },
        areaText: '',
        expiresAt: '2026-07-19T00:00:00+08:00',
        signature: 'unsigned',
        references: [],
        notes: [],
      });
    expect(Object.values(react(givenWorld().happened([received('Actual')])).state.command.responses)).toMatchObject([
      { level: 3 },
    ]);
    expect(react(givenWorld().happened([received('Exercise')])).state.command.responses).toEqual({});
    expect(
      Object.values(
        react(givenWorld({ world: 'drill-test' }).happened([received('Exercise')])).state.command.responses,
      ),
    ).toHaveLength(1);
  });
});
