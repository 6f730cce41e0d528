import { toMs } from '@sitong/shared/kernel/time.ts';
import { isOpenTask } from '@sitong/shared/pillars/command/can-task.ts';
import type { CommandIntent } from '@sitong/shared/pillars/command/intents.ts';
import type { CommandState, Response, Task } from '@sitong/shared/pillars/command/state.ts';
import type { Deadline } from '../context.ts';

type Due = Deadline<CommandIntent>;

/** CMD-23. The due time is part of the key: a reassigned task has a new clock. */
export function deadlinesOfTask(task: Task): Due[] {
  if (!isOpenTask(task) || task.overdueAt !== undefined) return [];
  const dueMs = toMs(task.dueAt);
  const intent: CommandIntent = { type: 'MarkTaskOverdue', taskId: task.id, dueAt: task.dueAt };
  return [{ key: `task/${task.id}/overdue/${dueMs}`, dueMs, intent }];
}

/** CMD-13 */
export function deadlinesOfResponse(response: Response): Due[] {
  const { signature } = response;
  if (signature?.mode !== 'oral' || signature.countersignedAt !== undefined || response.countersignMissed === 'missed')
    return [];
  const dueAt = signature.countersignDueAt;
  const dueMs = toMs(dueAt);
  const intent: CommandIntent = { type: 'MissCountersign', responseId: response.id, dueAt };
  return [{ key: `response/${response.id}/countersign/${dueMs}`, dueMs, intent }];
}

/**
 * Present deadlines of the entity of one stream. Both kinds carry their due time in the state: it
 * was worked out by the practice of the moment it was set.
 */
export function commandDeadlines(stream: string, state: CommandState): Due[] {
  const [kind, id = ''] = stream.split('/');
  const task = kind === 'task' ? state.tasks[id] : undefined;
  if (task !== undefined) return deadlinesOfTask(task);
  const response = kind === 'response' ? state.responses[id] : undefined;
  return response === undefined ? [] : deadlinesOfResponse(response);
}
