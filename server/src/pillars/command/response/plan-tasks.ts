import type { NewEvent } from '@sitong/shared/kernel/envelope.ts';
import type { Hazard } from '@sitong/shared/kernel/hazard.ts';
import type { Level } from '@sitong/shared/kernel/level.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { PlanNode, PlanRow } from '@sitong/shared/kernel/master/plan.ts';
import { MINUTE_MS, toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { DecideContext } from '../../context.ts';
import { taskAudience } from '../audience.ts';
import { event } from '../event.ts';

/** The plan in force for a hazard: the first that names it. */
export function planFor(county: CountyIndex, hazard: Hazard): PlanRow | undefined {
  return county.data.plans.find((plan) => plan.hazards.includes(hazard));
}

function nodeKey(plan: PlanRow, node: PlanNode['id']): string {
  return `${plan.id}/${node}`;
}

/** CMD-17: tasks for the steps this level starts and the response does not have yet, with their clock from now. */
export function planTasks(plan: PlanRow, level: Level, responseId: string, context: DecideContext): NewEvent[] {
  const { command } = context.state;
  const taskOf = new Map<string, string>();
  for (const task of Object.values(command.tasks)) {
    if (task.responseId === responseId && task.planNode !== undefined) taskOf.set(task.planNode, task.id);
  }
  const missing = plan.nodes.filter((node) => level <= node.fromLevel && !taskOf.has(nodeKey(plan, node.id)));
  for (const node of missing) taskOf.set(nodeKey(plan, node.id), context.derive('task', responseId, node.id));
  if (missing.length === 0) return [];
  const last = command.numbers['task']?.last ?? 0;
  return [
    event(
      'numbers/task',
      'TaskNumberTaken',
      { division: context.county.county, audience: [] },
      { n: last + missing.length },
    ),
    ...missing.map((node, i) => planTask(plan, node, last + 1 + i, responseId, taskOf, context)),
  ];
}

function planTask(
  plan: PlanRow,
  node: PlanNode,
  number: number,
  responseId: string,
  taskOf: ReadonlyMap<string, string>,
  context: DecideContext,
): NewEvent {
  const { county } = context;
  const post = county.posts.get(node.ownerPost);
  const taskId = taskOf.get(nodeKey(plan, node.id)) ?? context.derive('task', responseId, node.id);
  const visible = {
    division: post?.division ?? county.county,
    audience: taskAudience(node.ownerPost, undefined, county),
  };
  return event(`task/${taskId}`, 'TaskCreated', visible, {
    taskId,
    number,
    title: node.action,
    group: node.group,
    ownerPost: node.ownerPost,
    ...(post === undefined ? {} : { ownerPerson: post.holder }),
    dueAt: toTimestamp(context.nowMs + node.deadlineMin * MINUTE_MS),
    proof: node.proof,
    responseId,
    planNode: nodeKey(plan, node.id),
    // A step whose own level is not reached has no task: nothing can wait for it.
    dependsOn: node.dependsOn.flatMap((id) => taskOf.get(nodeKey(plan, id)) ?? []),
  });
}
