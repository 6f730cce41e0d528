import type { CountyData } from '@sitong/shared/kernel/master/county-index.ts';
import type { Practice } from '@sitong/shared/kernel/practice.ts';
import { toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { handOverDueMs } from '@sitong/shared/pillars/command/shift-clock.ts';
import type { Shift, Task } from '@sitong/shared/pillars/command/state.ts';
import type { Alarm } from '@sitong/shared/pillars/monitoring/state.ts';
import type { Report, Warning } from '@sitong/shared/pillars/release/state.ts';
import { tasksDue } from './tasks-today.ts';

/** One thing that is due by the end of this day or shift, or was and is not done; `atMs` undefined: some time today. */
export type DueItem = { readonly id: string; readonly atMs: number | undefined } & (
  | { readonly kind: 'task'; readonly task: Task }
  | { readonly kind: 'report'; readonly report: Report; readonly which: 'phone' | 'written' }
  /** The shift that has to hand over. */
  | { readonly kind: 'hand_over'; readonly shift: Shift }
  /** Nobody has taken over any shift: an order of the day is missing. */
  | { readonly kind: 'no_shift' }
  /** Set aside until then; rings again by itself. */
  | { readonly kind: 'shelved'; readonly alarm: Alarm }
  /** A warning of ours that ends by itself: to be renewed, lifted or left. */
  | { readonly kind: 'warning_ends'; readonly warning: Warning }
  /** Supplies whose date is reached. */
  | { readonly kind: 'stock'; readonly name: string; readonly depots: number }
);

export interface DueSources {
  readonly tasks: readonly Task[];
  readonly reports: readonly Report[];
  readonly alarms: readonly Alarm[];
  readonly warnings: readonly Warning[];
  readonly shift: Shift | undefined;
  readonly duty: Practice['duty'];
  readonly depots: CountyData['depots'];
}

const dayOf = (ms: number): string => toTimestamp(ms).slice(0, 10);

const DAY_MS = 86_400_000;

/** Until when the running shift answers: midnight of the county, or the hand-over when that is later. */
function endOfShift({ shift, duty }: DueSources, nowMs: number): number {
  const midnight = toMs(`${dayOf(nowMs)}T00:00:00+08:00`) + DAY_MS;
  return shift === undefined ? midnight : Math.max(midnight, handOverDueMs(shift.since, duty) + 1);
}

/** Everything that falls to this shift and that the system knows of, what is late first. */
export function dueToday(of: DueSources, nowMs: number): DueItem[] {
  const today = dayOf(nowMs);
  const untilMs = endOfShift(of, nowMs);
  const byTonight = (ms: number): boolean => ms < untilMs;
  const timed: DueItem[] = [
    ...tasksDue(of.tasks, untilMs).map(
      (task): DueItem => ({ id: task.id, kind: 'task', atMs: toMs(task.dueAt), task }),
    ),
    ...of.reports.flatMap(clocksOf).filter(({ atMs }) => atMs !== undefined && byTonight(atMs)),
    ...handOver(of.shift, of.duty).filter(({ atMs }) => atMs === undefined || byTonight(atMs)),
    ...of.alarms.flatMap((alarm): DueItem[] => {
      const untilMs = alarm.shelved === undefined ? undefined : toMs(alarm.shelved.until);
      if (untilMs === undefined || !byTonight(untilMs)) return [];
      return [{ id: alarm.id, kind: 'shelved', atMs: untilMs, alarm }];
    }),
    ...of.warnings.flatMap((warning): DueItem[] => {
      const endsMs = toMs(warning.content.expiresAt);
      if (warning.status !== 'issued' || !byTonight(endsMs)) return [];
      return [{ id: warning.id, kind: 'warning_ends', atMs: endsMs, warning }];
    }),
  ];
  const last = Number.POSITIVE_INFINITY;
  return [...timed.sort((a, b) => (a.atMs ?? last) - (b.atMs ?? last)), ...stockOf(of.depots, today)];
}

function handOver(shift: Shift | undefined, duty: Practice['duty']): DueItem[] {
  if (shift === undefined) return [{ id: 'no-shift', kind: 'no_shift', atMs: undefined }];
  return [{ id: shift.id, kind: 'hand_over', atMs: handOverDueMs(shift.since, duty), shift }];
}

/** What is still owed upward. */
function clocksOf(report: Report): DueItem[] {
  const phone: DueItem[] =
    report.phoned === undefined && report.phoneDueAt !== undefined
      ? [{ id: `${report.id} phone`, kind: 'report', atMs: toMs(report.phoneDueAt), report, which: 'phone' }]
      : [];
  const written: DueItem[] =
    report.sent === undefined
      ? [{ id: `${report.id} written`, kind: 'report', atMs: toMs(report.writtenDueAt), report, which: 'written' }]
      : [];
  return [...phone, ...written];
}

/** By kind of goods: six depots with the same biscuits are one matter. */
function stockOf(depots: CountyData['depots'], today: string): DueItem[] {
  const count = new Map<string, number>();
  for (const { stock } of depots)
    for (const { name, expires } of stock)
      if (expires !== undefined && expires <= today) count.set(name, (count.get(name) ?? 0) + 1);
  return [...count].map(([name, n]) => ({ id: `stock ${name}`, kind: 'stock', atMs: undefined, name, depots: n }));
}
