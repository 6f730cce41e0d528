import { hypot } from './det-math.ts';
import { DX, DY } from './flow.ts';
import { cellX, cellY, type Spot } from './frame.ts';
import { DAMS, type DamGuide } from './guides.ts';
import type { Terrain } from './terrain.ts';

export interface Reservoir {
  name: string;
  river: string;
  /** Normal pool level, metres. */
  levelM: number;
  /** Bed at the dam. */
  bedM: number;
  areaKm2: number;
  cells: number[];
  dam: [Spot, Spot];
  damCell: number;
}

/** Cells that drain to `start` and lie below `level`. */
function pool(
  t: Terrain,
  donorsOf: (cell: number) => number[],
  start: number,
  level: number,
  capCells: number,
): number[] | undefined {
  const cells = [start];
  for (let i = 0; i < cells.length; i++) {
    for (const up of donorsOf(cells[i]!)) if (t.z[up]! < level) cells.push(up);
    if (cells.length > capCells) return undefined;
  }
  return cells;
}

/** Walks out from the channel at right angles until the ground is above the crest. */
function damLine(t: Terrain, cell: number, upstream: number, crestM: number): [Spot, Spot] | undefined {
  const { grid, z } = t;
  const x = cellX(grid, cell);
  const y = cellY(grid, cell);
  const ux = cellX(grid, upstream) - x;
  const uy = cellY(grid, upstream) - y;
  const length = hypot(ux, uy) || 1;
  const ends: Spot[] = [];
  for (const side of [-1, 1]) {
    const dx = (-uy / length) * side;
    const dy = (ux / length) * side;
    let reached: Spot | undefined;
    for (let d = grid.cellM; d < 900; d += grid.cellM / 2) {
      const px = x + dx * d;
      const py = y + dy * d;
      const at = Math.floor(py / grid.cellM) * grid.w + Math.floor(px / grid.cellM);
      if ((z[at] ?? 0) >= crestM) {
        reached = { x: px, y: py };
        break;
      }
    }
    if (reached === undefined) return undefined;
    ends.push(reached);
  }
  return [ends[0]!, ends[1]!];
}

function bestDam(
  t: Terrain,
  guide: DamGuide,
  donorsOf: (cell: number) => number[],
  taken: Uint8Array,
): Reservoir | undefined {
  const { grid, z } = t;
  const trunk = t.trunks.find((one) => one.name === guide.river);
  if (trunk === undefined) throw new Error(`dam ${guide.name}: no trunk ${guide.river}`);
  const cellKm2 = (grid.cellM * grid.cellM) / 1e6;
  let best: Reservoir | undefined;
  let bestWorth = 0;
  for (let i = 12; i < trunk.cells.length - 12; i += 2) {
    const cell = trunk.cells[i]!;
    const away = hypot(cellX(grid, cell) - guide.at[0] * 1000, cellY(grid, cell) - guide.at[1] * 1000);
    if (away > 2600) continue;
    for (const depth of [guide.depthM, guide.depthM * 0.8, guide.depthM * 0.62]) {
      const level = Math.round((z[cell]! + depth) * 10) / 10;
      const cells = pool(t, donorsOf, cell, level, guide.maxKm2 / cellKm2);
      if (cells === undefined || cells.some((one) => taken[one] === 1)) continue;
      const dam = damLine(t, cell, trunk.cells[i - 10]!, level + 3);
      if (dam === undefined) continue;
      const width = hypot(dam[0].x - dam[1].x, dam[0].y - dam[1].y);
      let volume = 0;
      for (const one of cells) volume += (level - z[one]!) * cellKm2;
      const worth = (volume / width) * (1 - away / 5200);
      if (worth > bestWorth) {
        bestWorth = worth;
        best = {
          name: guide.name,
          river: guide.river,
          levelM: level,
          bedM: z[cell]!,
          areaKm2: cells.length * cellKm2,
          cells,
          dam,
          damCell: cell,
        };
      }
    }
  }
  return best;
}

/** Finds a site for each dam and floods it; the ground inside becomes its pool level. */
export function buildReservoirs(t: Terrain): Reservoir[] {
  const { grid, receiver, z } = t;
  const donorsOf = (cell: number): number[] => {
    const out: number[] = [];
    const col = cell % grid.w;
    const row = (cell - col) / grid.w;
    for (let k = 0; k < 8; k++) {
      const nc = col + DX[k]!;
      const nr = row + DY[k]!;
      if (nc < 0 || nr < 0 || nc >= grid.w || nr >= grid.h) continue;
      const next = nr * grid.w + nc;
      if (receiver[next] === cell) out.push(next);
    }
    return out;
  };
  const taken = new Uint8Array(z.length);
  const built: Reservoir[] = [];
  for (const guide of DAMS) {
    const one = bestDam(t, guide, donorsOf, taken);
    if (one === undefined) throw new Error(`no dam site for ${guide.name} within 2.6 km of its guide`);
    built.push(one);
    for (const cell of one.cells) {
      taken[cell] = 1;
      z[cell] = one.levelM;
    }
  }
  return built;
}
