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
  readonly warnings: number;
  readonly teams: number;
  readonly gauges: number;
  readonly orders: number;
}

/**
 * Rows that fit, from the height in rem: a wall has no scroll bar, so what does not fit is counted and not
 * cut. The picture's 840 px of column hold two incidents, three alarms and two report clocks.
 */
export function rowsOf(box: WallBox, arrangement: WallArrangement, incidents: number): WallRows {
  const columnPx = box.heightPx / (box.rootPx / 26) - (arrangement === 'wide' ? 88 : 88 + 152);
  const more = Math.max(0, Math.floor((columnPx - 840) / 120));
  const wide = arrangement === 'wide' ? 3 : 0;
  const less = columnPx < 700 ? 1 : 0;
  // Up to two incidents have four lines each; more stand closer and take the room of an alarm row.
  const listed = Math.min(incidents, 2 + more + wide + (incidents > 2 ? 1 : 0));
  return {
    incidents: listed,
    alarms: Math.max(
      1,
      3 + more + wide - less - (listed > 2 ? 1 : 0) + (incidents === 0 ? 1 : incidents === 1 ? 1 : 0),
    ),
    reports: 2 + wide - less,
    warnings: 3 + more + wide - less,
    teams: 3 + more + wide,
    gauges: 3 + more + wide - less,
    orders: arrangement === 'wide' ? 8 : arrangement === 'tiles' ? 3 : 5,
  };
}
