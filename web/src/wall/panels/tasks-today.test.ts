import type { Task, TaskStatus } from '@sitong/shared/pillars/command/state.ts';
import { describe, expect, it } from 'vitest';
import { doneToday, tasksDue } from './tasks-today.ts';

function task(number: number, dueAt: string, status: TaskStatus = 'open', endedAt?: string): Task {
  return {
    id: `t-${number}`,
    number,
    title: `${number}`,
    group: '综合协调组',
    ownerPost: 'post-duty',
    ownerPerson: undefined,
    dueAt,
    proof: 'none',
    status,
    createdAt: '2026-07-18T08:00:00+08:00',
    incidentId: undefined,
    responseId: undefined,
    planNode: undefined,
    dependsOn: [],
    overdueAt: undefined,
    ended: endedAt === undefined ? undefined : { by: 'p-duty', at: endedAt, text: '' },
    division: '610525000000',
    audience: [],
  };
}

const NOW = Date.parse('2026-07-18T20:47:00+08:00');

describe('what is to be done today', () => {
  it('is what falls due before the end and what is overdue, the earliest first; nothing that is over', () => {
    const tasks = [
      task(1, '2026-07-18T23:59:00+08:00'),
      task(2, '2026-07-19T00:00:00+08:00'),
      task(3, '2026-07-17T10:00:00+08:00', 'started'),
      task(4, '2026-07-18T21:00:00+08:00', 'done', '2026-07-18T20:00:00+08:00'),
      // Midnight in Greenwich is morning here.
      task(5, '2026-07-18T16:30:00Z'),
    ];
    expect(tasksDue(tasks, Date.parse('2026-07-19T00:00:00+08:00')).map(({ number }) => number)).toEqual([3, 1]);
    expect(doneToday(tasks, NOW)).toBe(1);
    expect(doneToday(tasks, Date.parse('2026-07-19T00:30:00+08:00'))).toBe(0);
  });
});
