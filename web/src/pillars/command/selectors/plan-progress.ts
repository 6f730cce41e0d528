import type { Task } from '@sitong/shared/pillars/command/state.ts';

/** One working group's tasks: how far it is, and what presses. */
export interface GroupProgress {
  readonly id: string;
  readonly tasks: readonly Task[];
  readonly done: number;
  /** The open task due first. */
  readonly next: Task | undefined;
}

/** Tasks that belong to an incident: its own, and those of responses linked to it. Cancelled ones count for nothing. */
export function tasksOf(
  tasks: Readonly<Record<string, Task>>,
  incidentId: string,
  responseIds: readonly string[],
): Task[] {
  return Object.values(tasks)
    .filter(
      (task) =>
        task.incidentId === incidentId || (task.responseId !== undefined && responseIds.includes(task.responseId)),
    )
    .sort((a, b) => rank(a) - rank(b) || Date.parse(a.dueAt) - Date.parse(b.dueAt) || a.number - b.number);
}

function rank(task: Task): number {
  switch (task.status) {
    case 'started':
    case 'open':
      return 0;
    case 'done':
      return 1;
    case 'cancelled':
      return 2;
    default:
      return task.status satisfies never;
  }
}

/** Groups in the order of their first deadline. `own`: name for tasks of no group. */
export function progressByGroup(tasks: readonly Task[]): GroupProgress[] {
  const groups = new Map<string, Task[]>();
  for (const task of tasks) {
    if (task.status === 'cancelled') continue;
    const group = groups.get(task.group);
    if (group === undefined) groups.set(task.group, [task]);
    else group.push(task);
  }
  return [...groups]
    .map(([id, all]) => ({
      id,
      tasks: [...all].sort((a, b) => Number(b.status === 'done') - Number(a.status === 'done')),
      done: all.filter(({ status }) => status === 'done').length,
      next: all.find(({ status }) => status === 'open' || status === 'started'),
    }))
    .sort((a, b) => first(a.tasks) - first(b.tasks));
}

function first(tasks: readonly Task[]): number {
  return Math.min(...tasks.map(({ dueAt }) => Date.parse(dueAt)));
}
