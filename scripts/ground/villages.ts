import { hypot } from './det-math.ts';
import { cellX, cellY, type Grid, type Spot, sample } from './frame.ts';
import { TOWN_SEATS, VILLAGE_PLACES } from './guides.ts';
import type { TownName, VillageName } from './names.ts';
import { type Random, randomFrom } from './random.ts';
import type { Reservoir } from './reservoirs.ts';
import { storyPlace, type Terrain } from './terrain.ts';

export type Lie = 'valley' | 'slope' | 'height' | 'plateau';

export interface Village extends VillageName {
  town: number;
  x: number;
  y: number;
  lie: Lie;
}

export interface Seat extends Spot {
  town: number;
}

export interface Sites {
  seats: Seat[];
  villages: Village[];
}

function wantedLie(name: string): Lie {
  if (/[河沟川桥]/.test(name)) return 'valley';
  if (/[山岭垣]|头村|堡村|寨/.test(name)) return 'height';
  if (/[洼坡陇斜]/.test(name)) return 'slope';
  return 'plateau';
}

/** Steepness across 64 m, worst of two directions. */
export function steepness(grid: Grid, z: Float64Array, x: number, y: number): number {
  const dx = Math.abs(sample(grid, z, x + 40, y) - sample(grid, z, x - 40, y)) / 80;
  const dy = Math.abs(sample(grid, z, x, y + 40) - sample(grid, z, x, y - 40)) / 80;
  return Math.max(dx, dy);
}

interface Ground {
  t: Terrain;
  townOf: Int16Array;
  /** River and reservoir cells and those beside them. */
  wet: Uint8Array;
  reservoirs: readonly Reservoir[];
}

function midpoint(line: readonly [Spot, Spot]): Spot {
  return { x: (line[0].x + line[1].x) / 2, y: (line[0].y + line[1].y) / 2 };
}

interface Candidate extends Spot {
  lie: Lie;
  /** Near the town's border: only for places the story fixes. */
  rim: boolean;
}

/** Ground fit to build on: dry, gentle all round, away from the town's edge. */
function candidates(g: Ground): Candidate[][] {
  const { grid, z, table, areaKm2 } = g.t;
  const out: Candidate[][] = [];
  const stride = Math.max(1, Math.round(96 / grid.cellM));
  const rim = Math.round(230 / grid.cellM);
  for (let row = rim; row < grid.h - rim; row += stride)
    for (let col = rim; col < grid.w - rim; col += stride) {
      const cell = row * grid.w + col;
      const town = g.townOf[cell]!;
      if (town < 0 || g.wet[cell] === 1) continue;
      const atRim = [-rim, rim, -rim * grid.w, rim * grid.w].some((d) => g.townOf[cell + d] !== town);
      const x = cellX(grid, cell);
      const y = cellY(grid, cell);
      if (
        steepness(grid, z, x, y) > 0.13 ||
        steepness(grid, z, x + 90, y + 60) > 0.26 ||
        steepness(grid, z, x - 90, y - 60) > 0.26
      )
        continue;
      const depth = table[cell]! - z[cell]!;
      let lie: Lie = depth < 7 ? 'plateau' : depth > 38 ? 'valley' : 'slope';
      if (lie === 'plateau' && areaKm2[cell]! < 0.02 && g.t.hills[cell]! > 0.2) lie = 'height';
      out[town] ??= [];
      out[town].push({ x, y, lie, rim: atRim });
    }
  return out;
}

function fits(want: Lie, has: Lie): number {
  if (want === has) return 1;
  if (want === 'height') return has === 'plateau' ? 0.85 : 0.4;
  if (want === 'plateau') return has === 'height' ? 0.95 : has === 'slope' ? 0.55 : 0.35;
  if (want === 'slope') return has === 'valley' ? 0.6 : 0.75;
  return has === 'slope' ? 0.6 : 0.4;
}

/** Spacing of hamlets against the towns' own area: .92 · √(area ÷ number). */
function place(
  village: VillageName,
  list: readonly Candidate[],
  taken: readonly Spot[],
  spacingM: number,
  random: Random,
  want: Lie,
  around?: Spot,
  withinM = 0,
): Candidate {
  let best: Candidate | undefined;
  let bestWorth = -1;
  const tries = around === undefined ? 420 : list.length;
  for (let n = 0; n < tries; n++) {
    const one = around === undefined ? random.pick(list) : list[n]!;
    let gap = spacingM;
    for (const other of taken) gap = Math.min(gap, hypot(one.x - other.x, one.y - other.y));
    let worth = (gap / spacingM) * fits(want, one.lie);
    if (around !== undefined) {
      const away = hypot(one.x - around.x, one.y - around.y);
      worth *= away < withinM ? 1 - (0.5 * away) / withinM : (0.25 * withinM) / away;
    }
    if (worth > bestWorth) {
      bestWorth = worth;
      best = one;
    }
  }
  if (best === undefined) throw new Error(`no ground fit for ${village.name}`);
  return best;
}

/** Seats on the flattest ground near their guides, then the villages, best candidate first. */
export function settle(g: Ground, towns: readonly TownName[]): Sites {
  const lists = candidates(g);
  const seats: Seat[] = [];
  const villages: Village[] = [];
  const cellKm2 = (g.t.grid.cellM * g.t.grid.cellM) / 1e6;
  const area = towns.map(() => 0);
  for (const town of g.townOf) if (town >= 0) area[town]! += cellKm2;
  towns.forEach((town, n) => {
    const random = randomFrom(3000 + n);
    const anywhere = lists[n] ?? [];
    const list = anywhere.filter((one) => !one.rim);
    const guide = TOWN_SEATS[town.code.slice(0, 9)]!;
    const spot = place(
      town.villages[0]!,
      list,
      [],
      1,
      random,
      'plateau',
      { x: guide[0] * 1000, y: guide[1] * 1000 },
      3000,
    );
    seats.push({ town: n, x: spot.x, y: spot.y });
    const rural = town.villages.filter((one) => !one.urban).length;
    const spacing = 920 * Math.sqrt(area[n]! / Math.max(1, rural + 1));
    const taken: Spot[] = [spot];
    const add = (village: VillageName, at: Candidate): void => {
      taken.push(at);
      villages.push({ ...village, town: n, x: at.x, y: at.y, lie: at.lie });
    };
    const first = (village: VillageName): number =>
      VILLAGE_PLACES[village.name] !== undefined
        ? 0
        : village.name.slice(0, -1) === town.name.slice(0, -1)
          ? 1
          : village.urban
            ? 2
            : 3;
    for (const village of [...town.villages].sort((a, b) => first(a) - first(b) || a.code.localeCompare(b.code))) {
      const story = VILLAGE_PLACES[village.name];
      const want = story?.ground ?? wantedLie(village.name);
      const storySpot = storyPlace(g.t.grid, g.t.trunks, village.name);
      const dam = g.reservoirs.find((one) => one.name.startsWith(village.name.slice(0, -1)));
      if (storySpot !== undefined) add(village, place(village, anywhere, taken, 500, random, want, storySpot, 700));
      else if (dam !== undefined) add(village, place(village, list, taken, 800, random, want, midpoint(dam.dam), 1800));
      else if (first(village) === 1) add(village, place(village, list, taken, 420, random, 'plateau', spot, 700));
      else if (village.urban)
        add(
          village,
          place(
            village,
            list,
            taken,
            town.villages.length > 14 && n === 0 ? 620 : 700,
            random,
            'plateau',
            spot,
            n === 0 ? 1900 : 1600,
          ),
        );
      else add(village, place(village, list, taken, spacing, random, want));
    }
  });
  return { seats, villages };
}
