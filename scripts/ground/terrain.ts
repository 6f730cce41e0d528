import { clamp, hypot, pow, smoothstep } from './det-math.ts';
import { DX, DY, downstreamOrder, drainedArea, fillPits, receivers, STEP } from './flow.ts';
import { cellX, cellY, type Grid, HEIGHT_M, type Spot } from './frame.ts';
import { VILLAGE_PLACES } from './guides.ts';
import { MinHeap } from './heap.ts';
import { fbm, noise, ridged } from './noise.ts';
import { layTrunks, type Trunk } from './trunks.ts';

/** Where a story village stands: beside its river as that river really runs, or at its guide. */
export function storyPlace(grid: Grid, trunks: readonly Trunk[], village: string): Spot | undefined {
  const place = VILLAGE_PLACES[village];
  if (place === undefined) return undefined;
  const x = place.at[0] * 1000;
  const y = place.at[1] * 1000;
  const trunk = trunks.find((one) => one.name === place.river?.name);
  if (trunk === undefined || place.river === undefined) return { x, y };
  let best = trunk.cells[0]!;
  const off = (cell: number): number => (cellX(grid, cell) - x) ** 2 + (cellY(grid, cell) - y) ** 2;
  for (const cell of trunk.cells) if (off(cell) < off(best)) best = cell;
  return { x: cellX(grid, best) + place.river.offsetM, y: cellY(grid, best) };
}

export interface Terrain {
  grid: Grid;
  trunks: Trunk[];
  /** Ground height, pits filled. */
  z: Float64Array;
  /** The tableland before the gullies. */
  table: Float64Array;
  /** 0 tableland … 1 northern hills. */
  hills: Float32Array;
  receiver: Int32Array;
  order: Int32Array;
  areaKm2: Float64Array;
  inflow: Map<number, number>;
}

function step(t: number): number {
  const whole = Math.floor(t);
  const part = t - whole;
  return whole + 0.62 * smoothstep(0.3, 0.85, part) + 0.38 * part;
}

/** Tilted, stepped tableland that rises to hills in the north. */
function tableland(grid: Grid): { table: Float64Array; hills: Float32Array } {
  const table = new Float64Array(grid.w * grid.h);
  const hills = new Float32Array(grid.w * grid.h);
  for (let cell = 0; cell < table.length; cell++) {
    const x = cellX(grid, cell);
    const y = cellY(grid, cell);
    const bend = 2600 * fbm(x / 15_000, y / 15_000, 2, 11);
    const v = clamp(1 - (y + bend) / HEIGHT_M, 0, 1);
    const hill = smoothstep(0.72, 0.95, v + 0.035 * noise(x / 8200, y / 8200, 31));
    let height =
      505 +
      160 * step(3.3 * v) +
      16 * fbm(x / 7000, y / 7000, 2, 51) +
      4 * noise(x / 1600, y / 1600, 71) +
      1.6 * noise(x / 560, y / 560, 72) +
      0.5 * noise(x / 190, y / 190, 73);
    if (hill > 0)
      height +=
        hill *
        (16 * noise(x / 1150, y / 1150, 93) + 10 * noise(x / 520, y / 520, 94) + 5 * noise(x / 260, y / 260, 95));
    if (hill > 0) height += hill * (50 + 255 * pow(ridged(x / 7500, y / 7500, 4, 91), 1.25));
    table[cell] = height;
    hills[cell] = hill;
  }
  return { table, hills };
}

/** Channels of one pass get a bed that climbs from its receiver by slope = ks · A^-0.42. */
function layBeds(
  grid: Grid,
  z: Float64Array,
  t: Pick<Terrain, 'receiver' | 'order' | 'areaKm2' | 'hills'>,
  fixed: Float64Array,
  thresholdKm2: number,
): Float64Array {
  const { receiver, order, areaKm2, hills } = t;
  const bed = new Float64Array(z.length).fill(Number.POSITIVE_INFINITY);
  for (let n = order.length - 1; n >= 0; n--) {
    const cell = order[n]!;
    if (fixed[cell]! < Number.POSITIVE_INFINITY) {
      bed[cell] = fixed[cell]!;
      continue;
    }
    const hill = hills[cell]!;
    if (areaKm2[cell]! < thresholdKm2 * (1 - 0.8 * hill)) continue;
    const next = receiver[cell]!;
    if (next < 0) {
      bed[cell] = z[cell]! - 14 - 70 * hill;
      continue;
    }
    if (bed[next] === Number.POSITIVE_INFINITY) continue;
    const x = cellX(grid, cell);
    const y = cellY(grid, cell);
    const ks = 0.051 * (1 - 0.58 * hill) * (1 + 0.55 * noise(x / 3800, y / 3800, 131));
    const run = (next - cell) % grid.w === 0 || Math.abs(next - cell) === 1 ? grid.cellM : grid.cellM * Math.SQRT2;
    const climbed = bed[next]! + run * clamp(ks * pow(areaKm2[cell]!, -0.42), 0.0015, 0.35);
    bed[cell] = Math.min(z[cell]!, climbed);
  }
  return bed;
}

/** Lowers the ground to the envelope of its channels: gentle at the foot, steep above (loess walls). */
function carveSides(grid: Grid, z: Float64Array, bed: Float64Array, floorM: Float32Array): void {
  const { w, h, cellM } = grid;
  const heap = new MinHeap(1 << 18);
  const source = new Int32Array(z.length).fill(-1);
  for (let cell = 0; cell < z.length; cell++) {
    if (bed[cell]! === Number.POSITIVE_INFINITY || bed[cell]! > z[cell]!) continue;
    z[cell] = bed[cell]!;
    source[cell] = cell;
    heap.push(z[cell]!, cell);
  }
  const done = new Uint8Array(z.length);
  while (heap.size > 0) {
    const cell = heap.pop();
    if (done[cell] === 1) continue;
    done[cell] = 1;
    const from = source[cell]!;
    const above = z[cell]! - z[from]!;
    const col = cell % w;
    const row = (cell - col) / w;
    const side = 1 + 0.3 * noise((col * cellM) / 900, (row * cellM) / 900, 171);
    const tangent = (above < 18 ? 0.28 : above < 70 ? 0.5 : 0.72) * side;
    const floor = floorM[from]!;
    const fromCol = from % w;
    const fromRow = (from - fromCol) / w;
    for (let k = 0; k < 8; k++) {
      const nc = col + DX[k]!;
      const nr = row + DY[k]!;
      if (nc < 0 || nr < 0 || nc >= w || nr >= h) continue;
      const next = nr * w + nc;
      if (done[next] === 1) continue;
      let slope = tangent;
      if (floor > 0) {
        const dx = (nc - fromCol) * cellM;
        const dy = (nr - fromRow) * cellM;
        if (dx * dx + dy * dy < floor * floor) slope = 0.012;
      }
      const reached = z[cell]! + slope * STEP[k]! * cellM;
      if (reached >= z[next]!) continue;
      z[next] = reached;
      source[next] = from;
      heap.push(reached, next);
    }
  }
}

/** Soil creep: rounds edges, leaves channels and trunks alone. */
function creep(grid: Grid, z: Float64Array, bed: Float64Array): void {
  const before = z.slice();
  const { w, h } = grid;
  for (let row = 1; row < h - 1; row++)
    for (let col = 1; col < w - 1; col++) {
      const cell = row * w + col;
      if (bed[cell]! < Number.POSITIVE_INFINITY) continue;
      const ring = before[cell - 1]! + before[cell + 1]! + before[cell - w]! + before[cell + w]!;
      z[cell] = before[cell]! * 0.6 + ring * 0.1;
    }
}

/** Rills and slumps: ridged detail on steep ground only, so that slopes hold up when zoomed. */
function rills(grid: Grid, z: Float64Array, bed: Float64Array, floorM: Float32Array): void {
  const before = z.slice();
  const { w, h, cellM } = grid;
  for (let row = 1; row < h - 1; row++)
    for (let col = 1; col < w - 1; col++) {
      const cell = row * w + col;
      if (bed[cell]! < Number.POSITIVE_INFINITY || floorM[cell]! > 0) continue;
      const dx = (before[cell + 1]! - before[cell - 1]!) / (2 * cellM);
      const dy = (before[cell + w]! - before[cell - w]!) / (2 * cellM);
      const slope = Math.sqrt(dx * dx + dy * dy);
      if (slope < 0.14) continue;
      const x = col * cellM;
      const y = row * cellM;
      z[cell] = before[cell]! - Math.min(0.6, slope) * 15 * (ridged(x / 230, y / 230, 2, 221) - 0.3);
    }
}

const PASSES_KM2 = [3, 1.4, 0.6, 0.32, 0.19];

export function raiseTerrain(grid: Grid, say: (text: string) => void): Terrain {
  const { table, hills } = tableland(grid);
  const trunks = layTrunks(grid, table);
  say('tableland');
  const z = table.slice();
  const fixed = new Float64Array(z.length).fill(Number.POSITIVE_INFINITY);
  const floorM = new Float32Array(z.length);
  const inflow = new Map<number, number>();
  for (const trunk of trunks) {
    trunk.cells.forEach((cell, i) => {
      fixed[cell] = Math.min(fixed[cell]!, trunk.bedM[i]!);
      const down = i / trunk.cells.length;
      floorM[cell] =
        trunk.floorM *
        (0.25 + 0.75 * down) *
        (1 + 0.5 * noise(cellX(grid, cell) / 1300, cellY(grid, cell) / 1300, 191));
      z[cell] = Math.min(z[cell]!, fixed[cell]!);
    });
    for (const village of Object.keys(VILLAGE_PLACES)) {
      if (VILLAGE_PLACES[village]?.river?.name !== trunk.name) continue;
      const spot = storyPlace(grid, trunks, village)!;
      for (const cell of trunk.cells) {
        const away = hypot(cellX(grid, cell) - spot.x, cellY(grid, cell) - spot.y);
        if (away < 900) floorM[cell] = Math.max(floorM[cell]!, 330 * (1 - away / 1100));
      }
    }
    if (trunk.inflowKm2 > 0) inflow.set(trunk.cells[0]!, trunk.inflowKm2);
  }
  let bed: Float64Array = fixed;
  let flow = drain(grid, z, 0.56, inflow);
  PASSES_KM2.forEach((threshold, pass) => {
    bed = layBeds(grid, z, { ...flow, hills }, fixed, threshold);
    carveSides(grid, z, bed, floorM);
    say(`gullies, pass ${pass + 1} of ${PASSES_KM2.length}`);
    if (pass < PASSES_KM2.length - 1) flow = drain(grid, z, 0.56, inflow);
  });
  creep(grid, z, bed);
  rills(grid, z, bed, floorM);
  creep(grid, z, bed);
  flow = drain(grid, z, 0.4, inflow);
  say('final flow');
  return { grid, trunks, z, table, hills, inflow, ...flow };
}

/** Fills pits in place and follows the water. */
export function drain(
  grid: Grid,
  z: Float64Array,
  wander: number,
  inflow: ReadonlyMap<number, number>,
): Pick<Terrain, 'receiver' | 'order' | 'areaKm2'> {
  fillPits(grid, z);
  const receiver = receivers(grid, z, wander, 610);
  const order = downstreamOrder(receiver);
  return { receiver, order, areaKm2: drainedArea(grid, receiver, order, inflow) };
}
