import { type Decision, refuse } from '@sitong/shared/kernel/refusal.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import { canChangeTask, canWorkOnTask, hasProof, isOpenTask } from '@sitong/shared/pillars/command/can-task.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import type { DecideContext, Decided } from '../../context.ts';
import { lateBy } from '../../deciding.ts';
import { decided, refusalOf } from '../../new-event.ts';
import { taskAudience, widened } from '../audience.ts';
import { event, whoActs } from '../event.ts';

type Of<T extends CommandIntent['type']> = Extract<CommandIntent, { type: T }>;

/** CMD-20 to CMD-22 */
export function workOnTask(intent: Of<'StartTask'> | Of<'FinishTask'>, context: DecideContext): Decision<Decided> {
  const { tasks } = context.state.command;
  const { taskId } = intent;
  const task = tasks[taskId];
  const can = canWorkOnTask(task, intent.type === 'StartTask' ? 'start' : 'finish', whoActs(context), tasks);
  if (can.allowed === 'no') return refusalOf(can);
  if (task === undefined) return refuse('task_not_open');
  const reads = task.dependsOn.map((id) => `task/${id}`);
  if (intent.type === 'StartTask') return decided([event(`task/${taskId}`, 'TaskStarted', task, { taskId })], reads);
  const { result, photos } = intent;
  if (!hasProof(task.proof, result, photos.length)) return refuse('proof_required', { proof: task.proof });
  return decided([event(`task/${taskId}`, 'TaskDone', task, { taskId, result, photos })], reads);
}

export function cancelTask({ taskId, reason }: Of<'CancelTask'>, context: DecideContext): Decision<Decided> {
  const task = context.state.command.tasks[taskId];
  const can = canChangeTask(task, whoActs(context));
  if (can.allowed === 'no') return refusalOf(can);
  if (task === undefined) return refuse('task_not_open');
  return decided([event(`task/${taskId}`, 'TaskCancelled', task, { taskId, reason })]);
}

/** A new clock begins with the new owner; those before go on reading it. */
export function reassignTask(intent: Of<'ReassignTask'>, context: DecideContext): Decision<Decided> {
  const { taskId, ownerPost, dueAt } = intent;
  const task = context.state.command.tasks[taskId];
  const can = canChangeTask(task, whoActs(context));
  if (can.allowed === 'no') return refusalOf(can);
  if (task === undefined) return refuse('task_not_open');
  const post = context.county.posts.get(ownerPost);
  if (post === undefined) return refuse('unknown_post', { post: ownerPost }, 'ownerPost');
  const ownerPerson = intent.ownerPerson ?? post.holder;
  if (!context.county.persons.has(ownerPerson)) return refuse('unknown_person', { person: ownerPerson }, 'ownerPerson');
  if (toMs(dueAt) <= context.nowMs) return refuse('time_is_past', undefined, 'dueAt');
  const audience = widened(task.audience, taskAudience(ownerPost, ownerPerson, context.county));
  if (!audience.ok) return audience;
  const visible = { division: task.division, audience: audience.value };
  return decided([event(`task/${taskId}`, 'TaskReassigned', visible, { taskId, ownerPost, ownerPerson, dueAt })]);
}

/** CMD-23 */
export function markTaskOverdue({ taskId, dueAt }: Of<'MarkTaskOverdue'>, context: DecideContext): Decision<Decided> {
  const task = context.state.command.tasks[taskId];
  if (task === undefined) return refuse('task_not_open');
  if (!isOpenTask(task) || task.overdueAt !== undefined || toMs(task.dueAt) !== toMs(dueAt))
    return refuse('no_longer_due');
  const late = lateBy(context, toMs(dueAt));
  if (!late.ok) return late;
  return decided([event(`task/${taskId}`, 'TaskOverdue', task, { taskId, dueAt: task.dueAt, lateS: late.value })]);
}
