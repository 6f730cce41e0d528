import { hypot, ln } from './det-math.ts';
import { cellAt, type Grid } from './frame.ts';
import { TOWN_SEATS, VILLAGE_PLACES } from './guides.ts';
import { MinHeap } from './heap.ts';
import type { TownName } from './names.ts';
import { storyPlace } from './terrain.ts';
import type { Trunk } from './trunks.ts';
import type { Units } from './units.ts';

/** Town of each cell (index into `towns`), -1 outside the county. */
export function growTowns(
  grid: Grid,
  trunks: readonly Trunk[],
  units: Units,
  chosen: Uint8Array,
  towns: readonly TownName[],
): Int16Array {
  const near: { to: number; cost: number }[][] = Array.from({ length: units.count }, () => []);
  for (const edge of units.edges) {
    if (chosen[edge.a] === 0 || chosen[edge.b] === 0) continue;
    const river = edge.riverKm2 > 4 ? 420 * ln(1 + edge.riverKm2) : 0;
    const cost =
      hypot(units.x[edge.a]! - units.x[edge.b]!, units.y[edge.a]! - units.y[edge.b]!) +
      river +
      (edge.length < 6 ? 1500 : 0);
    near[edge.a]!.push({ to: edge.b, cost });
    near[edge.b]!.push({ to: edge.a, cost });
  }
  const seeds: number[][] = towns.map((town) => {
    const seat = TOWN_SEATS[town.code.slice(0, 9)];
    if (seat === undefined) throw new Error(`no seat guide for ${town.name}`);
    const spots = [{ x: seat[0] * 1000, y: seat[1] * 1000 }];
    for (const one of town.villages) {
      const spot = storyPlace(grid, trunks, one.name);
      if (spot === undefined) continue;
      // The ground about a story village, on its own bank.
      const away = Math.sign(VILLAGE_PLACES[one.name]?.river?.offsetM ?? 0) * 260;
      spots.push(
        spot,
        { x: spot.x + away, y: spot.y },
        { x: spot.x + away, y: spot.y - 240 },
        { x: spot.x + away, y: spot.y + 240 },
        { x: spot.x + 2 * away, y: spot.y },
      );
      // And a way to it from the seat, so that the town stays in one piece.
      const home = spots[0]!;
      for (let t = 1; t < 12 && away !== 0; t++)
        spots.push({ x: home.x + ((spot.x + away - home.x) * t) / 12, y: home.y + ((spot.y - home.y) * t) / 12 });
    }
    return spots.map((spot) => units.unitOf[cellAt(grid, spot.x, spot.y)]!);
  });
  const share = towns.map((town) => town.villages.reduce((sum, one) => sum + (one.urban ? 0.2 : 1), 0.5));
  const shareSum = share.reduce((a, b) => a + b, 0);
  let totalKm2 = 0;
  for (let u = 0; u < units.count; u++) if (chosen[u] === 1) totalKm2 += units.areaKm2[u]!;
  const delay = towns.map(() => 4000);
  const townOf = new Int16Array(units.count);
  for (let round = 0; round < 80; round++) {
    spread(units, chosen, near, seeds, delay, townOf);
    const area = towns.map(() => 0);
    for (let u = 0; u < units.count; u++) if (townOf[u]! >= 0) area[townOf[u]!]! += units.areaKm2[u]!;
    towns.forEach((_, n) => {
      // A town that grew too large starts later in the next round.
      delay[n] = Math.max(0, delay[n]! + 500 * ln((Math.max(1, area[n]!) * shareSum) / (totalKm2 * share[n]!)));
    });
  }
  settleEdges(units, chosen, seeds, townOf);
  const cells = new Int16Array(units.unitOf.length).fill(-1);
  for (let cell = 0; cell < cells.length; cell++) {
    const unit = units.unitOf[cell]!;
    if (unit >= 0 && chosen[unit] === 1) cells[cell] = townOf[unit]!;
  }
  return cells;
}

/** A hillslope that borders another town along more of its edge than its own changes over: no thin tongues. */
function settleEdges(units: Units, chosen: Uint8Array, seeds: readonly number[][], townOf: Int16Array): void {
  const fixed = new Set(seeds.flat());
  const near: { to: number; length: number; riverKm2: number }[][] = Array.from({ length: units.count }, () => []);
  for (const { a, b, length, riverKm2 } of units.edges) {
    if (chosen[a] === 0 || chosen[b] === 0) continue;
    near[a]!.push({ to: b, length, riverKm2 });
    near[b]!.push({ to: a, length, riverKm2 });
  }
  for (let round = 0; round < 5; round++)
    for (let unit = 0; unit < units.count; unit++) {
      if (chosen[unit] === 0 || fixed.has(unit)) continue;
      const shared = new Map<number, number>();
      // A large river is a natural border: its bank counts little.
      for (const { to, length, riverKm2 } of near[unit]!)
        shared.set(townOf[to]!, (shared.get(townOf[to]!) ?? 0) + length / (1 + riverKm2 / 12));
      const own = shared.get(townOf[unit]!) ?? 0;
      let best = townOf[unit]!;
      let most = own * 1.5;
      for (const [town, length] of shared)
        if (length > most) {
          most = length;
          best = town;
        }
      townOf[unit] = best;
    }
}

function spread(
  units: Units,
  chosen: Uint8Array,
  near: { to: number; cost: number }[][],
  seeds: number[][],
  delay: number[],
  townOf: Int16Array,
): void {
  const best = new Float64Array(units.count).fill(Number.POSITIVE_INFINITY);
  townOf.fill(-1);
  const heap = new MinHeap();
  seeds.forEach((list, n) => {
    for (const unit of list) {
      if (unit < 0 || chosen[unit] === 0) continue;
      best[unit] = 0;
      townOf[unit] = n;
      heap.push(0, unit);
    }
  });
  while (heap.size > 0) {
    const cost = heap.topKey;
    const unit = heap.pop();
    if (cost > best[unit]!) continue;
    const town = townOf[unit]!;
    for (const { to, cost: step } of near[unit]!) {
      // Seeds stay with their town; growth beyond them waits for the town's delay.
      const reached = cost + step + (cost === 0 ? delay[town]! : 0);
      if (reached >= best[to]!) continue;
      best[to] = reached;
      townOf[to] = town;
      heap.push(reached, to);
    }
  }
}
