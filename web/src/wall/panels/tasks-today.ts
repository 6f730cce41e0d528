import { toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { Task } from '@sitong/shared/pillars/command/state.ts';

/** The day of the county's clock. */
const dayOf = (ms: number): string => toTimestamp(ms).slice(0, 10);

/** What is still to be done before a moment, and what was due before now and is not: the earliest deadline first. */
export function tasksDue(tasks: readonly Task[], untilMs: number): Task[] {
  return tasks
    .filter(({ status }) => status === 'open' || status === 'started')
    .filter(({ dueAt }) => toMs(dueAt) < untilMs)
    .sort((a, b) => toMs(a.dueAt) - toMs(b.dueAt) || a.number - b.number);
}

/** Tasks of today that somebody has finished: what a day without open ones can show. */
export function doneToday(tasks: readonly Task[], nowMs: number): number {
  const today = dayOf(nowMs);
  return tasks.filter(
    ({ status, ended }) => status === 'done' && ended !== undefined && dayOf(toMs(ended.at)) === today,
  ).length;
}
