/** How the wall's panes stand: by its shape, its type size and its bezels. */
export type WallArrangement = 'three' | 'wide' | 'tiles' | 'narrow';

export interface WallBox {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Pixels of one rem: the body size for this wall's farthest seat. */
  readonly rootPx: number;
  readonly tiles: 'one' | '3x2';
}

/** The pictures' columns, in rem of a root of 26 px. */
const columnRem = 432 / 26;

export function arrangementOf({ widthPx, heightPx, rootPx, tiles }: WallBox): WallArrangement {
  if (tiles === '3x2') return 'tiles';
  const rem = widthPx / rootPx;
  // Two columns and at least as much map between them.
  if (rem < columnRem * 3.2) return 'narrow';
  return widthPx / heightPx >= 2.6 && rem >= columnRem * 6 ? 'wide' : 'three';
}

export interface WallRows {
  readonly incidents: number;
  readonly alarms: number;
  readonly reports: number;
  readonly sources: 'shown' | 'left_out';
  readonly warnings: number;
  readonly teams: number;
  readonly gauges: number;
  readonly orders: number;
}

/** Heights of the picture in pixels of a root of 26: panel title, and one row of each kind. */
const px = {
  head: 88,
  orders: 152,
  title: 52,
  incident: 155,
  denseIncident: 126,
  alarm: 79,
  alarmRest: 52,
  report: 36,
  warning: 85,
  teamCounts: 84,
  team: 40,
  gauge: 71,
  /** An empty panel: what is normal, why, and when it was checked. */
  empty: 190,
  sources: 190,
} as const;

interface Heights {
  /** Room for incidents, alarms and reports, and for warnings, teams and gauges. */
  readonly column: number;
  /** In `tiles`: the lower screen's share of it, which holds the alarms and the gauges alone. */
  readonly lower: number | undefined;
}

function heightsOf({ heightPx, rootPx }: WallBox, arrangement: WallArrangement): Heights {
  const all = heightPx / (rootPx / 26);
  switch (arrangement) {
    case 'three':
    case 'narrow':
      return { column: all - px.head - px.orders, lower: undefined };
    case 'wide':
      return { column: all - px.head, lower: undefined };
    case 'tiles':
      return { column: all / 2 - px.head, lower: all / 2 };
    default:
      return arrangement satisfies never;
  }
}

/** What there is to show. A quiet panel takes the room of its sentence, and its neighbours get the rest. */
export interface WallHave {
  readonly incidents: number;
  readonly alarms: number;
  readonly warnings: number;
  /** Teams that are not simply waiting. */
  readonly teams: number;
}

const rowsIn = (room: number, row: number, least: number, most: number): number =>
  Math.max(least, Math.min(most, Math.floor(room / row)));

/** Rows that fit. A wall has no scroll bar, so what does not fit is counted and never cut through. */
export function rowsOf(box: WallBox, arrangement: WallArrangement, have: WallHave): WallRows {
  const { column, lower } = heightsOf(box, arrangement);
  const { incidents } = have;
  const reports = 2;
  const reportsPx = px.title + (incidents === 0 ? px.empty : reports * px.report + 12);
  // With more than two, incidents stand closer; alarms keep at least two rows.
  const alarmsLeastPx = lower === undefined ? px.title + px.alarmRest + 2 * px.alarm : 0;
  const room = column - px.title - reportsPx - alarmsLeastPx;
  const listed = incidents <= 2 ? incidents : Math.min(incidents, rowsIn(room - px.report, px.denseIncident, 2, 12));
  const incidentsPx = incidents === 0 ? px.empty : listed * (listed > 2 ? px.denseIncident : px.incident);
  const alarmRoom = (lower ?? column - px.title - incidentsPx - reportsPx) - px.title - px.alarmRest;
  const alarms = rowsIn(alarmRoom, px.alarm, 1, 12);
  const alarmsPx = lower === undefined ? Math.min(alarms, have.alarms) * px.alarm : -px.title - px.alarmRest;
  return {
    incidents: listed,
    alarms,
    reports,
    // How much of the county is heard is news of a quiet day.
    sources: incidents === 0 && alarmRoom - alarmsPx >= px.title + px.sources ? 'shown' : 'left_out',
    ...rightRows(column, lower, have),
    orders: arrangement === 'wide' ? 6 : arrangement === 'tiles' ? 3 : 5,
  };
}

type RightRows = Pick<WallRows, 'warnings' | 'teams' | 'gauges'>;

function rightRows(column: number, lower: number | undefined, have: WallHave): RightRows {
  const most: RightRows = { warnings: have.warnings, teams: have.teams, gauges: lower === undefined ? 12 : 0 };
  const least = (name: keyof RightRows): number => Math.min(2, most[name]);
  const rows = { warnings: least('warnings'), teams: least('teams'), gauges: least('gauges') };
  const fixed = px.title * (lower === undefined ? 3 : 2) + px.teamCounts;
  const sentences = (have.warnings === 0 ? px.empty : 0) + (have.teams === 0 ? px.team : 0);
  let rest = column - fixed - sentences - rows.warnings * px.warning - rows.teams * px.team - rows.gauges * px.gauge;
  // One more of each in turn, what matters most first.
  for (let grown = true; grown; ) {
    grown = false;
    for (const [name, row] of [
      ['warnings', px.warning],
      ['teams', px.team],
      ['gauges', px.gauge],
    ] as const) {
      if (rest < row || rows[name] >= Math.min(12, most[name])) continue;
      rows[name] += 1;
      rest -= row;
      grown = true;
    }
  }
  return lower === undefined ? rows : { ...rows, gauges: rowsIn(lower - px.title - px.orders, px.gauge, 1, 12) };
}
