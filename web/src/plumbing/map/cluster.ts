import type { PositionColumns } from '../positions/position-store.ts';
import { type FlatView, flatProjection } from './mercator.ts';

/** Marks that stand on one spot of the screen, as one. */
export interface Stack {
  /** Indices into the list that was given; the first stands for all. */
  readonly members: readonly number[];
  readonly x: number;
  readonly y: number;
}

/**
 * Groups points nearer to each other than `withinPx`, first come first. A grid of that width makes it linear:
 * each point is compared with the stacks of the nine cells around it only.
 */
export function stackPoints(count: number, at: (index: number) => { x: number; y: number }, withinPx: number): Stack[] {
  const stacks: { members: number[]; x: number; y: number }[] = [];
  const cells = new Map<string, number[]>();
  for (let i = 0; i < count; i++) {
    const { x, y } = at(i);
    const cx = Math.floor(x / withinPx);
    const cy = Math.floor(y / withinPx);
    let home: { members: number[]; x: number; y: number } | undefined;
    for (let dx = -1; dx <= 1 && home === undefined; dx++) {
      for (let dy = -1; dy <= 1 && home === undefined; dy++) {
        home = (cells.get(`${cx + dx} ${cy + dy}`) ?? [])
          .map((index) => stacks[index])
          .find((stack) => stack !== undefined && Math.hypot(stack.x - x, stack.y - y) < withinPx);
      }
    }
    if (home !== undefined) {
      home.members.push(i);
      continue;
    }
    const cell = `${cx} ${cy}`;
    cells.set(cell, [...(cells.get(cell) ?? []), stacks.length]);
    stacks.push({ members: [i], x, y });
  }
  return stacks;
}

/** More marks than this in view are drawn as groups (ux §7). */
export const mostSingly = 200;

/** Counts of positions by cell of the screen, over standing arrays: no object per position. */
export interface CellCounts {
  readonly columns: number;
  readonly rows: number;
  readonly count: Uint32Array;
  /** Sums of x and y, so that a group stands where its members are. */
  readonly sumX: Float64Array;
  readonly sumY: Float64Array;
  /** All inside the view. */
  readonly inView: number;
}

/**
 * The first `count` positions, of which those are counted that are in view and have ever told where they are. Most of a
 * county lies outside a close view: of those only the place is read.
 */
export function countCells(
  { lonLat, atMs }: Pick<PositionColumns, 'lonLat' | 'atMs'>,
  count: number,
  view: FlatView,
  cellPx: number,
): CellCounts {
  const columns = Math.max(1, Math.ceil(view.widthPx / cellPx));
  const rows = Math.max(1, Math.ceil(view.heightPx / cellPx));
  const cells = {
    count: new Uint32Array(columns * rows),
    sumX: new Float64Array(columns * rows),
    sumY: new Float64Array(columns * rows),
  };
  const {
    bounds: { west, south, east, north },
    project,
  } = flatProjection(view);
  const at = { x: 0, y: 0 };
  let inView = 0;
  for (let i = 0; i < count; i++) {
    const lon = lonLat[2 * i] ?? 0;
    const lat = lonLat[2 * i + 1] ?? 0;
    if (!(lon >= west && lon <= east && lat >= south && lat <= north) || !((atMs[i] ?? 0) > 0)) continue;
    project(lon, lat, at);
    if (!(at.x >= 0 && at.y >= 0 && at.x < view.widthPx && at.y < view.heightPx)) continue;
    const cell = Math.floor(at.y / cellPx) * columns + Math.floor(at.x / cellPx);
    cells.count[cell] = (cells.count[cell] ?? 0) + 1;
    cells.sumX[cell] = (cells.sumX[cell] ?? 0) + at.x;
    cells.sumY[cell] = (cells.sumY[cell] ?? 0) + at.y;
    inView += 1;
  }
  return { columns, rows, ...cells, inView };
}
