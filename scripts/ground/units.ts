import { cellX, cellY, type Grid } from './frame.ts';
import { COUNTY_AREA_KM2, COUNTY_GUIDE } from './guides.ts';
import type { Terrain } from './terrain.ts';

/** Hillslopes: the ground on one side of one stream link. Their edges are ridges and streams. */
export interface Units {
  count: number;
  unitOf: Int32Array;
  areaKm2: Float64Array;
  x: Float64Array;
  y: Float64Array;
  /** Neighbours: key a * count + b (a < b) to shared edge cells and drained area where the edge is a stream. */
  edges: { a: number; b: number; length: number; riverKm2: number }[];
}

const LINK_KM2 = 1.6;

export function findUnits(t: Terrain): Units {
  const { grid, receiver, order, areaKm2 } = t;
  const n = order.length;
  const stream = new Uint8Array(n);
  const donors = new Uint8Array(n);
  for (let cell = 0; cell < n; cell++) if (areaKm2[cell]! >= LINK_KM2) stream[cell] = 1;
  for (let cell = 0; cell < n; cell++) if (stream[cell] === 1 && receiver[cell]! >= 0) donors[receiver[cell]!]!++;
  const link = new Int32Array(n).fill(-1);
  let links = 0;
  for (let i = 0; i < n; i++) {
    const cell = order[i]!;
    if (stream[cell] === 0) continue;
    if (donors[cell] !== 1) link[cell] = links++;
    const next = receiver[cell]!;
    if (next >= 0 && stream[next] === 1 && donors[next] === 1) link[next] = link[cell]!;
  }
  const raw = new Int32Array(n).fill(-1);
  for (let i = n - 1; i >= 0; i--) {
    const cell = order[i]!;
    const next = receiver[cell]!;
    if (stream[cell] === 1) {
      raw[cell] = link[cell]! * 2;
      continue;
    }
    if (next < 0) continue;
    if (stream[next] === 0) {
      raw[cell] = raw[next]!;
      continue;
    }
    const beyond = receiver[next]! >= 0 ? receiver[next]! : next;
    const fx = (beyond % grid.w) - (next % grid.w);
    const fy = Math.floor(beyond / grid.w) - Math.floor(next / grid.w);
    const sx = (cell % grid.w) - (next % grid.w);
    const sy = Math.floor(cell / grid.w) - Math.floor(next / grid.w);
    raw[cell] = link[next]! * 2 + (fx * sy - fy * sx > 0 ? 1 : 0);
  }
  return measure(grid, raw, areaKm2);
}

/** Numbers the units that exist, measures them and finds who touches whom. */
function measure(grid: Grid, raw: Int32Array, drained: Float64Array): Units {
  const renumber = new Map<number, number>();
  const unitOf = new Int32Array(raw.length).fill(-1);
  for (let cell = 0; cell < raw.length; cell++) {
    if (raw[cell]! < 0) continue;
    let id = renumber.get(raw[cell]!);
    if (id === undefined) {
      id = renumber.size;
      renumber.set(raw[cell]!, id);
    }
    unitOf[cell] = id;
  }
  const count = renumber.size;
  const areaKm2 = new Float64Array(count);
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const cellKm2 = (grid.cellM * grid.cellM) / 1e6;
  const shared = new Map<number, { length: number; riverKm2: number }>();
  for (let cell = 0; cell < raw.length; cell++) {
    const a = unitOf[cell]!;
    if (a < 0) continue;
    areaKm2[a]! += cellKm2;
    x[a]! += cellX(grid, cell) * cellKm2;
    y[a]! += cellY(grid, cell) * cellKm2;
    for (const next of [cell % grid.w < grid.w - 1 ? cell + 1 : -1, cell + grid.w < raw.length ? cell + grid.w : -1]) {
      const b = next < 0 ? -1 : unitOf[next]!;
      if (b < 0 || b === a) continue;
      const key = Math.min(a, b) * count + Math.max(a, b);
      const edge = shared.get(key) ?? { length: 0, riverKm2: 0 };
      edge.length++;
      edge.riverKm2 = Math.max(edge.riverKm2, Math.min(drained[cell]!, 25_000), drained[next]!);
      shared.set(key, edge);
    }
  }
  for (let u = 0; u < count; u++) {
    x[u] = x[u]! / areaKm2[u]!;
    y[u] = y[u]! / areaKm2[u]!;
  }
  const edges = [...shared].map(([key, edge]) => ({ a: Math.floor(key / count), b: key % count, ...edge }));
  return { count, unitOf, areaKm2, x, y, edges };
}

function insideGuide(xKm: number, yKm: number): boolean {
  let inside = false;
  for (let i = 0, j = COUNTY_GUIDE.length - 1; i < COUNTY_GUIDE.length; j = i++) {
    const [ax, ay] = COUNTY_GUIDE[i]!;
    const [bx, by] = COUNTY_GUIDE[j]!;
    if (ay > yKm !== by > yKm && xKm < ((bx - ax) * (yKm - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** The county: whole units that lie mostly inside the guide, as many as its area asks for; one piece, no holes. */
export function chooseCounty(grid: Grid, units: Units): Uint8Array {
  const within = new Float64Array(units.count);
  const total = new Float64Array(units.count);
  for (let cell = 0; cell < units.unitOf.length; cell++) {
    const unit = units.unitOf[cell]!;
    if (unit < 0) continue;
    total[unit]!++;
    if (insideGuide(cellX(grid, cell) / 1000, cellY(grid, cell) / 1000)) within[unit]!++;
  }
  const byShare = Array.from({ length: units.count }, (_, u) => u).sort(
    (a, b) => within[b]! / total[b]! - within[a]! / total[a]! || a - b,
  );
  const chosen = new Uint8Array(units.count);
  let area = 0;
  for (const unit of byShare) {
    const share = within[unit]! / total[unit]!;
    if (share < 0.25 || (area + units.areaKm2[unit]! / 2 > COUNTY_AREA_KM2 && share < 0.62)) continue;
    chosen[unit] = 1;
    area += units.areaKm2[unit]!;
  }
  return chosen;
}
