import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { scopeOf } from '@sitong/shared/protocol/session.ts';
import { filterWorld } from '@sitong/shared/protocol/world-state.ts';
import { givenWorld } from '@sitong/shared/testing/given.ts';
import { BY } from '@sitong/shared/testing/sessions.ts';
import { describe, expect, it } from 'vitest';
import { commandDeadlines } from '../deadlines.ts';
import { decideCommand as decide } from '../decide.ts';
import { activate, givenIncident, I1, type Of, task } from '../given-command.ts';

const T1 = task(1).taskId;
const finish = (over: Partial<Of<'FinishTask'>> = {}): Of<'FinishTask'> => ({
  type: 'FinishTask',
  taskId: T1,
  result: '',
  photos: [],
  ...over,
});
const given = (over: Parameters<typeof task>[1] = {}) => givenWorld().having(decide, task(1, over), BY.duty);

describe('tasks', () => {
  it('[CMD-20] has an owner post, its holder and a clock', () => {
    const world = givenWorld()
      .when(decide, task(1), BY.duty)
      .thenEvents(['TaskNumberTaken', { n: 1 }], ['TaskCreated', { ownerPerson: 'p-town-f' }]);
    world.when(decide, task(1), BY.duty).refused('already_created');
    world.when(decide, task(2, { ownerPost: 'none' }), BY.duty).refused('unknown_post');
    world.when(decide, task(2, { dueAt: toTimestamp(world.nowMs) }), BY.duty).refused('time_is_past');
    world.when(decide, task(2, { incidentId: I1 }), BY.duty).refused('incident_not_open');
  });

  it('[CMD-22] is seen and done by its owner wherever that is, not by others', () => {
    const world = given({ ownerPost: 'post-town-w', ownerPerson: 'p-village-l' }).later(60);
    expect(Object.keys(filterWorld(world.state, scopeOf(BY.villageL)).command.tasks)).toEqual([T1]);
    world.when(decide, finish(), BY.villageL).thenEvents('TaskDone');
    world.when(decide, finish(), BY.townW).thenEvents('TaskDone');
    world.when(decide, finish(), BY.duty).thenEvents('TaskDone');
    world.when(decide, finish(), BY.townF).refused('not_your_task');
    world.when(decide, finish(), BY.villageS).refused('not_your_task');
  });

  it('[CMD-22] a town gives tasks in its own place only', () => {
    givenIncident()
      .when(decide, task(1, { incidentId: I1 }), BY.townF)
      .thenEvents('TaskNumberTaken', 'TaskCreated');
    givenIncident()
      .when(decide, task(1, { incidentId: I1 }), BY.townW)
      .refused('outside_own_division');
    given().when(decide, { type: 'CancelTask', taskId: T1, reason: '' }, BY.townW).refused('outside_own_division');
  });

  it('[CMD-21] is finished with the proof it asks for', () => {
    given({ proof: 'text' })
      .when(decide, finish({ result: ' ' }), BY.townF)
      .refused('proof_required');
    given({ proof: 'text' })
      .when(decide, finish({ result: '已巡查' }), BY.townF)
      .thenEvents('TaskDone');
    given({ proof: 'figure' })
      .when(decide, finish({ result: '已转移' }), BY.townF)
      .refused('proof_required');
    given({ proof: 'figure' })
      .when(decide, finish({ result: '转移86人' }), BY.townF)
      .thenEvents('TaskDone');
    expect(given({ proof: 'photo' }).when(decide, finish(), BY.townF).refused('proof_required').facts).toEqual({
      proof: 'photo',
    });
    given({ proof: 'photo' })
      .when(decide, finish({ photos: [T1] }), BY.townF)
      .thenEvents('TaskDone');
  });

  it('[CMD-20] waits for those it depends on; a cancelled one holds nobody up', () => {
    const world = givenWorld().having(decide, activate(3), BY.commander);
    const byNode = (node: string) =>
      Object.values(world.state.command.tasks).find(({ planNode }) => planNode === `plan-flood/${node}`)!.id;
    const teams = { type: 'StartTask', taskId: byNode('teams') } as const;
    expect(world.when(decide, teams, BY.bureau).refused('waits_for_task').facts).toEqual({ numbers: 'T-0001' });
    const duty = { taskId: byNode('duty'), result: '', photos: [] };
    world
      .having(decide, { type: 'FinishTask', ...duty }, BY.duty)
      .when(decide, teams, BY.bureau)
      .thenEvents('TaskStarted');
    world
      .having(decide, { type: 'CancelTask', taskId: byNode('duty'), reason: '' }, BY.duty)
      .when(decide, teams, BY.bureau)
      .thenEvents('TaskStarted');
  });

  it('[CMD-20] nothing is done twice', () => {
    const done = given().having(decide, { type: 'StartTask', taskId: T1 }, BY.townF).having(decide, finish(), BY.townF);
    done.when(decide, finish(), BY.townF).refused('wrong_status');
    done.when(decide, { type: 'StartTask', taskId: T1 }, BY.townF).refused('wrong_status');
    done.when(decide, { type: 'CancelTask', taskId: T1, reason: '' }, BY.duty).refused('wrong_status');
  });

  it('[CMD-23] overdue once for each due time, with how late it was noticed', () => {
    const world = given();
    const [due] = commandDeadlines(`task/${T1}`, world.state.command);
    world.later(60).when(decide, due!.intent, 'system').refused('not_due_yet');
    const late = world
      .later(1805)
      .when(decide, due!.intent, 'system')
      .thenEvents(['TaskOverdue', { lateS: 5 }]);
    expect(commandDeadlines(`task/${T1}`, late.state.command)).toEqual([]);
    late.when(decide, due!.intent, 'system').refused('no_longer_due');
    const dueAt = toTimestamp(late.nowMs + 600_000);
    const again = late.having(decide, { type: 'ReassignTask', taskId: T1, ownerPost: 'post-town-w', dueAt }, BY.duty);
    expect(commandDeadlines(`task/${T1}`, again.state.command)).toHaveLength(1);
    expect(again.state.command.tasks[T1]).toMatchObject({ ownerPerson: 'p-town-w', overdueAt: undefined });
    expect(again.log.at(-1)?.audience).toEqual(expect.arrayContaining(['person:p-town-f', 'person:p-town-w']));
  });
});
