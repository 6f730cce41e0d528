import { type ById, drop, patch, put } from '../../kernel/collection.ts';
import { assertNever } from '../../kernel/refusal.ts';
import type { CommandEvent } from './events.ts';
import { seen } from './seen.ts';
import type { Task } from './state.ts';

type TaskEvent = Extract<
  CommandEvent,
  {
    type:
      | 'TaskCreated'
      | 'TaskStarted'
      | 'TaskDone'
      | 'TaskCancelled'
      | 'TaskReassigned'
      | 'TaskOverdue'
      | 'TaskArchived';
  }
>;

function on(tasks: ById<Task>, event: TaskEvent, id: string, change: (task: Task) => Task): ById<Task> {
  return patch(tasks, id, (task) => ({ ...change(task), ...seen(event) }));
}

export function evolveTasks(tasks: ById<Task>, event: TaskEvent): ById<Task> {
  switch (event.type) {
    case 'TaskCreated': {
      const {
        taskId,
        number,
        title,
        group,
        ownerPost,
        ownerPerson,
        dueAt,
        proof,
        incidentId,
        responseId,
        planNode,
        dependsOn,
      } = event.body;
      const task: Task = {
        id: taskId,
        number,
        title,
        group,
        ownerPost,
        ownerPerson,
        dueAt,
        proof,
        status: 'open',
        createdAt: event.at,
        incidentId,
        responseId,
        planNode,
        dependsOn,
        overdueAt: undefined,
        ended: undefined,
        ...seen(event),
      };
      return put(tasks, taskId, task);
    }
    case 'TaskStarted':
      return on(tasks, event, event.body.taskId, (task) => ({ ...task, status: 'started' }));
    case 'TaskDone':
      return on(tasks, event, event.body.taskId, (task) => ({
        ...task,
        status: 'done',
        ended: { by: event.actor.person, at: event.at, text: event.body.result },
      }));
    case 'TaskCancelled':
      return on(tasks, event, event.body.taskId, (task) => ({
        ...task,
        status: 'cancelled',
        ended: { by: event.actor.person, at: event.at, text: event.body.reason },
      }));
    case 'TaskReassigned':
      return on(tasks, event, event.body.taskId, (task) => ({
        ...task,
        ownerPost: event.body.ownerPost,
        ownerPerson: event.body.ownerPerson,
        dueAt: event.body.dueAt,
        overdueAt: undefined,
      }));
    case 'TaskOverdue':
      return on(tasks, event, event.body.taskId, (task) => ({ ...task, overdueAt: event.at }));
    case 'TaskArchived':
      return drop(tasks, event.body.taskId);
    default:
      return assertNever(event);
  }
}
