import { derivedId, type Id } from '@sitong/shared/kernel/ids.ts';
import { MINUTE_MS, toMs } from '@sitong/shared/kernel/time.ts';
import { isOpenTask, waitsFor } from '@sitong/shared/pillars/command/can-task.ts';
import type { CommandState, Task } from '@sitong/shared/pillars/command/state.ts';
import type { Act } from './act.ts';

/** A task finished with a picture: it is sent first. */
export interface TaskAct extends Act {
  photo?: Id;
}

const START_AFTER_MIN = 3;
/** Share of its time a task takes. */
const TAKES = 0.45;

/** The desk starts and finishes the tasks of the plan for the groups that report to it. */
export function taskActs(state: CommandState, nowMs: number): TaskAct[] {
  return Object.values(state.tasks).flatMap((task) => oneTask(task, state, nowMs));
}

function oneTask(task: Task, state: CommandState, nowMs: number): TaskAct[] {
  if (!isOpenTask(task) || waitsFor(task, state.tasks).length > 0) return [];
  const createdMs = toMs(task.createdAt);
  if (task.status === 'open') {
    if (nowMs < createdMs + START_AFTER_MIN * MINUTE_MS) return [];
    return [{ key: `task/${task.id}/start`, as: 'duty', intent: { type: 'StartTask', taskId: task.id } }];
  }
  if (nowMs < createdMs + (toMs(task.dueAt) - createdMs) * TAKES) return [];
  const photo = task.proof === 'photo' ? derivedId('task-photo', task.id) : undefined;
  const result = task.proof === 'figure' ? '已完成，到位 36 人' : '已完成，责任人在岗';
  return [
    {
      key: `task/${task.id}/finish`,
      as: 'duty',
      intent: { type: 'FinishTask', taskId: task.id, result, photos: photo === undefined ? [] : [photo] },
      ...(photo === undefined ? {} : { photo }),
    },
  ];
}
