import { useMemo } from 'react';
import { useCounty } from '../../plumbing/county/county-store.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { usePractice } from '../../plumbing/live/use-practice.ts';
import { useNow } from '../../ui/clock/clock-context.tsx';
import { type DueItem, dueToday } from './due-today.ts';

const coarseMs = 30_000;

/** What is due today, from the world's own state; nothing is asked for. */
export function useDueToday(): readonly DueItem[] {
  const { depots } = useCounty().data;
  const tasks = useWorldState((state) => state.command.tasks);
  const shift = useWorldState((state) => state.command.shifts['now']);
  const alarms = useWorldState((state) => state.monitoring.alarms);
  const reports = useWorldState((state) => state.release.reports);
  const warnings = useWorldState((state) => state.release.warnings);
  const { duty } = usePractice();
  const nowMs = useNow(coarseMs);
  return useMemo(
    () =>
      dueToday(
        {
          tasks: Object.values(tasks),
          reports: Object.values(reports),
          alarms: Object.values(alarms),
          warnings: Object.values(warnings),
          shift,
          duty,
          depots,
        },
        nowMs,
      ),
    [tasks, reports, alarms, warnings, shift, duty, depots, nowMs],
  );
}

/** On the wall reports have a panel of their own. */
export const onWall = ({ kind }: DueItem): boolean => kind !== 'report';
