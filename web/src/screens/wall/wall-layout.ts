import { noneTaken, type WallTaken } from './wall-room.ts';

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

/** A figure with its unit, its baseline and its time needs so many rem; a figure that is cut tells nothing. */
const figureRem = 7.4;

/** Figures above the map: as many as fit beside one another, the first ones first. */
export function figuresOf({ widthPx, rootPx }: WallBox, arrangement: WallArrangement): number {
  if (arrangement !== 'three') return 5;
  return Math.max(2, Math.min(5, Math.floor((widthPx / rootPx - 2 * columnRem) / figureRem)));
}

export interface WallRows {
  readonly incidents: number;
  /** `dense`: incidents without their own line for the place, when there are many or little room. */
  readonly incidentRow: 'whole' | 'dense';
  readonly alarms: number;
  /** On a quiet day: what became of the alarms of the last one. */
  readonly alarmFacts: 'shown' | 'left_out';
  /** 0: there is no room for the panel, or nothing is owed. */
  readonly reports: number;
  /** Of what is to be done today; 0: the panel is left out. */
  readonly tasks: number;
  readonly sources: 'shown' | 'left_out';
  readonly warnings: number;
  readonly teams: number;
  readonly gauges: number;
  readonly orders: number;
  /** How many of them side by side. */
  readonly orderColumns: number;
}

/** Heights of the picture in pixels of a root of 26: panel title, and one row of each kind. */
const px = {
  head: 88,
  orders: 152,
  /** A card narrower than this cuts the team's name and the words of its ladder. */
  orderWidth: 360,
  /** A column of a wide wall. */
  wideColumn: 468,
  /** Orders in two columns on a wall of six. */
  orderRow: 140,
  title: 52,
  incident: 155,
  denseIncident: 126,
  alarm: 79,
  alarmRest: 52,
  /** Three lines under quiet alarms. */
  alarmFacts: 122,
  report: 36,
  warning: 85,
  teamCounts: 84,
  team: 40,
  gauge: 71,
  /** An empty panel: what is normal, and the last one in two lines. */
  empty: 156,
  sources: 168,
} as const;

/** Height between head and orders, in pixels of a root of 26. */
function columnOf(all: number, arrangement: Exclude<WallArrangement, 'tiles'>): number {
  return arrangement === 'wide' ? all - px.head : all - px.head - px.orders;
}

/** What there is to show. A quiet panel takes the room of its sentence, and its neighbours get the rest. */
export interface WallHave {
  readonly incidents: number;
  readonly alarms: number;
  readonly warnings: number;
  /** Teams that are not simply waiting. */
  readonly teams: number;
  /** To be done today. */
  readonly tasks: number;
  /** Owed upward. */
  readonly reports: number;
}

const rowsIn = (room: number, row: number, least: number, most: number): number =>
  Math.max(least, Math.min(most, Math.floor(room / row)));

/**
 * Rows that fit. A wall has no scroll bar, so what does not fit is counted and never cut through. `taken`: by words that
 * need more lines than the picture's.
 */
export function rowsOf(
  box: WallBox,
  arrangement: WallArrangement,
  have: WallHave,
  taken: WallTaken = noneTaken,
): WallRows {
  const all = box.heightPx / (box.rootPx / 26);
  if (arrangement === 'tiles') return rowsOfSix(all, have, taken);
  const column = columnOf(all, arrangement) - (taken.left ?? 0);
  const orders = ordersIn((26 * box.widthPx) / box.rootPx - (taken.orders ?? 0), arrangement);
  const { incidents } = have;
  const fixed = 2 * px.title + px.alarmRest;
  const owed = Math.min(2, have.reports);
  const twoReports = owed === 0 ? 0 : px.title + owed * px.report + 12;
  // With more than two, incidents stand closer; alarms keep at least two rows.
  const room = column - fixed - twoReports - 2 * px.alarm;
  const listed = incidents <= 2 ? incidents : Math.min(incidents, rowsIn(room - px.report, px.denseIncident, 2, 12));
  const whole = listed <= 2 && column - fixed - twoReports - px.alarm >= listed * px.incident;
  const incidentsPx = incidents === 0 ? px.empty : listed * (whole ? px.incident : px.denseIncident);
  const reports = reportsIn(column - fixed - incidentsPx - Math.min(1, have.alarms) * px.alarm, have);
  const reportsPx = reports === 0 ? 0 : px.title + reports * px.report + 12;
  const alarmRoom = column - fixed - incidentsPx - reportsPx;
  const alarms = rowsIn(alarmRoom, px.alarm, 1, 12);
  const quietPx = alarmRoom - Math.min(alarms, have.alarms) * px.alarm;
  const alarmFacts = incidents === 0 && have.alarms === 0 && quietPx >= px.alarmFacts ? 'shown' : 'left_out';
  const restPx = alarmFacts === 'shown' ? quietPx - px.alarmFacts : quietPx;
  // What is urgent has its room; what is left shows the day's work, and how much of the county is heard.
  const tasks = tasksIn(restPx, have.tasks);
  const taskPx = tasks === 0 ? 0 : px.title + 12 + tasks * px.report;
  return {
    incidents: listed,
    incidentRow: whole ? 'whole' : 'dense',
    alarms,
    alarmFacts,
    reports,
    // How much of the county is heard is news of a quiet day.
    sources: incidents === 0 && restPx - taskPx >= px.title + px.sources ? 'shown' : 'left_out',
    tasks,
    ...rightRows(columnOf(all, arrangement) - (taken.right ?? 0), have, 12),
    orders,
    orderColumns: orders,
  };
}

/** Orders side by side, below the whole wall or, on a wide one, below its map. */
function ordersIn(width: number, arrangement: Exclude<WallArrangement, 'tiles'>): number {
  return arrangement === 'wide'
    ? rowsIn(width - 2 * px.wideColumn, px.orderWidth, 2, 6)
    : rowsIn(width, px.orderWidth, 2, 5);
}

/**
 * Six screens: the outer halves of the outer ones hold the columns, parted at the bezel. Above: incidents and alarms,
 * warnings and teams; below: reports, sources and orders, and the gauges.
 */
function rowsOfSix(all: number, have: WallHave, taken: WallTaken): WallRows {
  const upper = all / 2 - px.head - (taken.left ?? 0);
  const { incidents } = have;
  const room = upper - 2 * px.title - px.alarmRest - 2 * px.alarm - px.report;
  const listed = incidents <= 2 ? incidents : Math.min(incidents, rowsIn(room, px.denseIncident, 2, 12));
  const whole = listed <= 2;
  const incidentsPx = incidents === 0 ? px.empty : listed * (whole ? px.incident : px.denseIncident);
  const reports = Math.min(5, have.reports);
  const reportsPx = px.title + (reports === 0 ? px.empty : reports * px.report + 12);
  const ordersPx = all / 2 - (taken.left2 ?? 0) - reportsPx - px.title - px.sources;
  const orderColumns = taken.orders === undefined ? 2 : 1;
  const alarmRoom = upper - 2 * px.title - incidentsPx - px.alarmRest;
  return {
    incidents: listed,
    incidentRow: whole ? 'whole' : 'dense',
    alarms: rowsIn(alarmRoom, px.alarm, 1, 12),
    alarmFacts: incidents === 0 && have.alarms === 0 && alarmRoom >= px.alarmFacts ? 'shown' : 'left_out',
    reports,
    tasks: 0,
    sources: 'shown',
    ...rightRows(all / 2 - px.head - (taken.right ?? 0), have, 0),
    gauges: rowsIn(all / 2 - (taken.right2 ?? 0) - px.title, px.gauge, 1, 14),
    orders: orderColumns * rowsIn(ordersPx, px.orderRow, 1, 3),
    orderColumns,
  };
}

/** Report clocks that fit into what incidents and one alarm have left; of a county that owes none there is no panel. */
function reportsIn(room: number, { reports }: WallHave): number {
  return Math.max(0, Math.min(2, reports, Math.floor((room - px.title - 12) / px.report)));
}

const mostTasks = 6;

function tasksIn(restPx: number, have: number): number {
  const room = Math.floor((restPx - px.title - 12) / px.report);
  return room < 1 ? 0 : Math.min(have, room, mostTasks);
}

type RightRows = Pick<WallRows, 'warnings' | 'teams' | 'gauges'>;

/** `gauges`: how many may stand in this column; 0: they stand elsewhere, and so does their title. */
function rightRows(column: number, have: WallHave, gauges: 0 | 12): RightRows {
  const most: RightRows = { warnings: have.warnings, teams: have.teams, gauges };
  const least = (name: keyof RightRows): number => Math.min(2, most[name]);
  const rows = { warnings: least('warnings'), teams: least('teams'), gauges: least('gauges') };
  const sentences = (have.warnings === 0 ? px.empty : 0) + (have.teams === 0 ? px.team : 0);
  const used = rows.warnings * px.warning + rows.teams * px.team + rows.gauges * px.gauge;
  let rest = column - (gauges === 0 ? 2 : 3) * px.title - px.teamCounts - sentences - used;
  // Too little even for that: one of each is named, what matters least gives way first.
  for (const [name, row] of [
    ['gauges', px.gauge],
    ['teams', px.team],
    ['warnings', px.warning],
  ] as const) {
    if (rest >= 0 || rows[name] < 2) continue;
    rows[name] = 1;
    rest += row;
  }
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
  return rows;
}
