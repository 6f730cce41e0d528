import type { Point } from '@sitong/shared/kernel/geo.ts';
import { hypot } from '../det-math.ts';
import { cellX, cellY, type Spot, sample, toLonLat } from '../frame.ts';
import type { Village } from '../villages.ts';
import type { World } from '../world.ts';

export function pointAt(x: number, y: number): Point {
  const [lon, lat] = toLonLat(x, y);
  return { lon, lat };
}

export function villageNamed(world: World, name: string, townName?: string): Village {
  const found = world.sites.villages.find(
    (one) => one.name === name && (townName === undefined || world.towns[one.town]!.name === townName),
  );
  if (found === undefined) throw new Error(`no village ${name}`);
  return found;
}

/** Village whose area a place lies in; the nearest seat's own when it lies outside. */
export function villageAt(world: World, x: number, y: number): Village {
  const { grid } = world.terrain;
  const label = world.villageOf[Math.floor(y / grid.cellM) * grid.w + Math.floor(x / grid.cellM)] ?? -1;
  if (label >= 0) return world.sites.villages[label]!;
  let best = world.sites.villages[0]!;
  for (const one of world.sites.villages) if (hypot(one.x - x, one.y - y) < hypot(best.x - x, best.y - y)) best = one;
  return best;
}

/** Nearest cell of a named trunk, with its bed height; with `bedM` the nearest that lies at that height. */
export function onRiver(world: World, river: string, near: Spot, bedM?: number): Spot & { bedM: number; cell: number } {
  const { grid, trunks, z } = world.terrain;
  const trunk = trunks.find((one) => one.name === river);
  if (trunk === undefined) throw new Error(`no river ${river}`);
  let best = trunk.cells[0]!;
  const away = (cell: number): number =>
    hypot(cellX(grid, cell) - near.x, cellY(grid, cell) - near.y) +
    (bedM === undefined ? 0 : 400 * Math.abs(z[cell]! - bedM));
  for (const cell of trunk.cells) if (away(cell) < away(best)) best = cell;
  return { x: cellX(grid, best), y: cellY(grid, best), bedM: z[best]!, cell: best };
}

export function groundM(world: World, x: number, y: number): number {
  return sample(world.terrain.grid, world.terrain.z, x, y);
}

export function moved(spot: Spot, dx: number, dy: number): Spot {
  return { x: spot.x + dx, y: spot.y + dy };
}
