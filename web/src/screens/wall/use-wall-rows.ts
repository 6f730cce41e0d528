import { useMemo } from 'react';
import { unackedAlarms } from '../../pillars/monitoring/wall/alarms-panel.tsx';
import { reportClocks } from '../../pillars/release/wall/reports-panel.tsx';
import { tellingTeams, useTeamStandings } from '../../pillars/rescue/wall/use-teams.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { onWall, useDueToday } from '../../wall/panels/use-due-today.ts';
import { useOpenIncidents } from '../../wall/panels/use-incidents.ts';
import { warningsTogether } from '../../wall/panels/warnings-in-force.ts';
import { rowsOf, type WallArrangement, type WallBox, type WallRows } from './wall-layout.ts';

/** Rows of every panel for what there is to show now. */
export function useWallRows(box: WallBox, arrangement: WallArrangement): WallRows {
  const incidents = useOpenIncidents().length;
  const all = useWorldState((state) => state.monitoring.alarms);
  const alarms = useMemo(() => unackedAlarms(Object.values(all)).length, [all]);
  const own = useWorldState((state) => state.release.warnings);
  const incoming = useWorldState((state) => state.monitoring.incoming);
  const warnings = useMemo(() => warningsTogether(own, {}, incoming).length, [own, incoming]);
  const standings = useTeamStandings();
  const teams = useMemo(() => tellingTeams(standings).length, [standings]);
  const tasks = useDueToday().filter(onWall).length;
  const reportsAll = useWorldState((state) => state.release.reports);
  const reports = useMemo(() => reportClocks(Object.values(reportsAll)).length, [reportsAll]);
  return rowsOf(box, arrangement, { incidents, alarms, warnings, teams, tasks, reports });
}
