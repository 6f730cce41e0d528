import { hypot } from './det-math.ts';
import { DX, DY } from './flow.ts';
import { cellX, cellY, type Grid, type Spot } from './frame.ts';
import { noise } from './noise.ts';
import type { Terrain } from './terrain.ts';

/** A stretch of river between two confluences (or head, or mouth), downstream. */
export interface RiverLink {
  id: number;
  /** Link it runs into; -1 at the domain edge. */
  down: number;
  name: string;
  /** Strahler order. */
  order: number;
  cells: number[];
  line: Spot[];
  areaKm2: number;
  fromM: number;
  toM: number;
}

/** Least drained area of a river that is drawn, km², and how deep it must lie. */
const RIVER_KM2 = 1.1;
const INCISED_M = 14;

export interface Rivers {
  links: RiverLink[];
  /** Link of each river cell, -1 elsewhere. */
  linkOf: Int32Array;
}

/** Rivers on the final ground: nothing on the tableland, everything that starts goes on to the edge. */
export function findRivers(t: Terrain): Rivers {
  const { grid, receiver, order, areaKm2, z, table } = t;
  const n = z.length;
  const river = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const cell = order[i]!;
    if (areaKm2[cell]! >= RIVER_KM2 && table[cell]! - z[cell]! > INCISED_M) river[cell] = 1;
    if (river[cell] === 1 && receiver[cell]! >= 0) river[receiver[cell]!] = 1;
  }
  const nameAt = trunkNames(t);
  const donors = new Uint8Array(n);
  const strahler = new Uint8Array(n);
  const second = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const cell = order[i]!;
    if (river[cell] === 0) continue;
    if (donors[cell] === 0) strahler[cell] = 1;
    else if (second[cell] === 1) strahler[cell]! += 1;
    const next = receiver[cell]!;
    if (next < 0) continue;
    donors[next]!++;
    if (strahler[cell]! > strahler[next]!) {
      strahler[next] = strahler[cell]!;
      second[next] = 0;
    } else if (strahler[cell] === strahler[next]) second[next] = 1;
  }
  const links: RiverLink[] = [];
  const linkOf = new Int32Array(n).fill(-1);
  const starts: number[] = [];
  for (let i = 0; i < n; i++) {
    const cell = order[i]!;
    if (river[cell] === 1 && donors[cell] !== 1) starts.push(cell);
  }
  for (const start of starts) {
    const cells = [start];
    const id = links.length;
    linkOf[start] = id;
    let cell = receiver[start]!;
    while (cell >= 0 && donors[cell] === 1) {
      cells.push(cell);
      linkOf[cell] = id;
      cell = receiver[cell]!;
    }
    if (cell >= 0) cells.push(cell);
    const last = cells[cells.length - 1]!;
    const before = cells.length > 1 ? cells[cells.length - 2]! : start;
    links.push({
      id,
      down: cell,
      name: majorityName(cells, nameAt),
      order: strahler[start]!,
      cells,
      line: [],
      areaKm2: areaKm2[before]!,
      fromM: z[start]!,
      toM: z[last]!,
    });
  }
  for (const link of links) {
    link.down = link.down < 0 ? -1 : linkOf[link.down]!;
    link.line = meander(smoothLine(grid, link.cells));
  }
  return { links, linkOf };
}

function trunkNames(t: Terrain): Map<number, string> {
  const names = new Map<number, string>();
  for (const trunk of t.trunks) {
    if (trunk.name === '') continue;
    for (const cell of trunk.cells) {
      names.set(cell, trunk.name);
      for (let k = 0; k < 8; k++) {
        const next = cell + DX[k]! + DY[k]! * t.grid.w;
        if (!names.has(next)) names.set(next, trunk.name);
      }
    }
  }
  return names;
}

/** A link carries a trunk's name when most of its cells lie on that trunk. */
function majorityName(cells: readonly number[], nameAt: ReadonlyMap<number, string>): string {
  const votes = new Map<string, number>();
  for (const cell of cells) {
    const name = nameAt.get(cell);
    if (name !== undefined) votes.set(name, (votes.get(name) ?? 0) + 1);
  }
  for (const [name, count] of votes) if (count > cells.length * 0.6) return name;
  return '';
}

/** Small bends the cells are too coarse for; ends held so that links still meet. */
function meander(line: readonly Spot[]): Spot[] {
  return line.map((p, i) => {
    const a = line[i - 1];
    const b = line[i + 1];
    if (a === undefined || b === undefined) return p;
    const length = hypot(b.x - a.x, b.y - a.y) || 1;
    const fade = Math.min(1, i / 4, (line.length - 1 - i) / 4);
    const shift = fade * (13 * noise(p.x / 210, p.y / 210, 811) + 7 * noise(p.x / 95, p.y / 95, 812));
    return { x: p.x - ((b.y - a.y) / length) * shift, y: p.y + ((b.x - a.x) / length) * shift };
  });
}

/** Cell centres, ends held, averaged six times. */
export function smoothLine(grid: Grid, cells: readonly number[]): Spot[] {
  let line = cells.map((cell) => ({ x: cellX(grid, cell), y: cellY(grid, cell) }));
  for (let round = 0; round < 6; round++) {
    const before = line;
    line = before.map((p, i) => {
      const a = before[i - 1];
      const b = before[i + 1];
      return a === undefined || b === undefined
        ? p
        : { x: p.x * 0.5 + (a.x + b.x) * 0.25, y: p.y * 0.5 + (a.y + b.y) * 0.25 };
    });
  }
  return line;
}
