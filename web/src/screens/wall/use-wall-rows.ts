import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { unackedAlarms } from '../../pillars/monitoring/wall/alarms-panel.tsx';
import { reportClocks } from '../../pillars/release/wall/reports-panel.tsx';
import { tellingTeams, useTeamStandings } from '../../pillars/rescue/wall/use-teams.ts';
import { useWorldState } from '../../plumbing/live/live-store.ts';
import { onWall, useDueToday } from '../../wall/panels/use-due-today.ts';
import { useOpenIncidents } from '../../wall/panels/use-incidents.ts';
import { warningsTogether } from '../../wall/panels/warnings-in-force.ts';
import { useFontsLoaded } from './use-fonts-loaded.ts';
import { rowsOf, type WallArrangement, type WallBox, type WallRows } from './wall-layout.ts';
import { noneTaken, tighter, type WallPlace, type WallTaken } from './wall-room.ts';

export interface WallFit {
  readonly rows: WallRows;
  /** Changes with what is shown: then its places are measured. */
  readonly key: string;
  readonly onOver: (place: WallPlace, px: number) => void;
}

/** Rows of every panel for what there is to show now, fewer where longer words need the room. */
export function useWallRows(box: WallBox, arrangement: WallArrangement): WallFit {
  const { i18n } = useTranslation();
  const fonts = useFontsLoaded();
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
  const have = { incidents, alarms, warnings, teams, tasks, reports };
  const rowsWith = (given: WallTaken): WallRows => rowsOf(box, arrangement, have, given);
  // Rows only get fewer until there is something else to show: a wall that tries again and again would flicker.
  const about = [arrangement, ...Object.values(box), i18n.language, fonts, ...Object.values(have)].join(' ');
  const [kept, setKept] = useState<{ about: string; taken: WallTaken }>({ about, taken: noneTaken });
  const taken = kept.about === about ? kept.taken : noneTaken;
  const rows = rowsWith(taken);
  return {
    rows,
    key: `${about} ${JSON.stringify(rows)}`,
    onOver: (place, px) =>
      setKept((before) => {
        const known = before.about === about ? before.taken : noneTaken;
        const more = tighter(rowsWith, known, place, (26 * px) / box.rootPx);
        return more === known ? before : { about, taken: more };
      }),
  };
}
