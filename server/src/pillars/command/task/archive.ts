import type { NewEvent } from '@sitong/shared/kernel/envelope.ts';
import { isOpenTask } from '@sitong/shared/pillars/command/can-task.ts';
import type { Task } from '@sitong/shared/pillars/command/state.ts';
import { event } from '../event.ts';

export function archiveTasks(tasks: readonly Task[]): NewEvent[] {
  return tasks.map((task) => event(`task/${task.id}`, 'TaskArchived', task, { taskId: task.id }));
}

/** `why` is a code (`response_ended`, `incident_void`): screens say it in the reader's language. */
export function cancelAndArchiveTasks(tasks: readonly Task[], why: string): NewEvent[] {
  const cancelled = tasks
    .filter(isOpenTask)
    .map((task) => event(`task/${task.id}`, 'TaskCancelled', task, { taskId: task.id, reason: why }));
  return [...cancelled, ...archiveTasks(tasks)];
}
