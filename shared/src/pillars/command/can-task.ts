import { CAN, type Can, cannot, isDesk, isInCharge } from '../../kernel/can.ts';
import type { ById } from '../../kernel/collection.ts';
import { shownNumber } from '../../kernel/ids.ts';
import { assertNever } from '../../kernel/refusal.ts';
import { mayActIn, type Who } from './can.ts';
import type { Task } from './state.ts';

export function isOpenTask(task: Task): boolean {
  return task.status === 'open' || task.status === 'started';
}

/** Tasks that must be done first and are not. One cancelled or archived holds nobody up. */
export function waitsFor(task: Task, tasks: ById<Task>): Task[] {
  return task.dependsOn.flatMap((id) => {
    const before = tasks[id];
    return before !== undefined && isOpenTask(before) ? [before] : [];
  });
}

/** CMD-22: the owner, whoever holds or stands in for the owner post, or a desk in charge of the place. */
function mayWorkOn(task: Task, who: Who): Can {
  if (who === 'system') return CAN;
  if (who.roles.includes('wall')) return cannot('wall_never_acts');
  const own =
    who.person === task.ownerPerson || who.posts.includes(task.ownerPost) || who.deputyFor.includes(task.ownerPost);
  if (own || (isDesk(who) && isInCharge(who, task.division))) return CAN;
  return cannot('not_your_task', { post: task.ownerPost });
}

/** CMD-20, CMD-21 */
export function canWorkOnTask(task: Task | undefined, act: 'start' | 'finish', who: Who, tasks: ById<Task>): Can {
  if (task === undefined) return cannot('task_not_open');
  const may = mayWorkOn(task, who);
  if (may.allowed === 'no') return may;
  if (!isOpenTask(task) || (act === 'start' && task.status === 'started'))
    return cannot('wrong_status', { status: task.status });
  const before = waitsFor(task, tasks);
  if (before.length === 0) return CAN;
  return cannot('waits_for_task', { numbers: before.map(({ number }) => shownNumber('T', number)).join(' ') });
}

/** CMD-21: what a proof asks for. */
export function hasProof(proof: Task['proof'], result: string, photos: number): boolean {
  switch (proof) {
    case 'none':
      return true;
    case 'text':
      return result.trim().length > 0;
    case 'photo':
      return photos > 0;
    case 'figure':
      return /\p{Nd}/u.test(result);
    default:
      return assertNever(proof);
  }
}

export function canChangeTask(task: Task | undefined, who: Who): Can {
  if (task === undefined) return cannot('task_not_open');
  const may = mayActIn(who, task.division);
  if (may.allowed === 'no') return may;
  return isOpenTask(task) ? CAN : cannot('wrong_status', { status: task.status });
}
