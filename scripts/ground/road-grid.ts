import type { World } from './world.ts';

/** Coarser grid (64 m) for laying out roads; nodes are cell centres. */
export interface RoadGrid {
  w: number;
  h: number;
  stepM: number;
  z: Float64Array;
  /** 0 dry, 1 stream, 2 river, 3 reservoir (closed). */
  water: Uint8Array;
  /** 0 none, otherwise the road already there. */
  road: Uint8Array;
}

export function makeRoadGrid(world: World): RoadGrid {
  const { grid, z } = world.terrain;
  const k = Math.max(1, Math.round(64 / grid.cellM));
  const w = Math.floor(grid.w / k);
  const h = Math.floor(grid.h / k);
  const out: RoadGrid = {
    w,
    h,
    stepM: k * grid.cellM,
    z: new Float64Array(w * h),
    water: new Uint8Array(w * h),
    road: new Uint8Array(w * h),
  };
  const wide = new Set(world.reservoirs.flatMap((one) => one.cells));
  for (let row = 0; row < h; row++)
    for (let col = 0; col < w; col++) {
      const at = row * w + col;
      let sum = 0;
      for (let dy = 0; dy < k; dy++)
        for (let dx = 0; dx < k; dx++) {
          const cell = (row * k + dy) * grid.w + col * k + dx;
          sum += z[cell]!;
          const link = world.rivers.linkOf[cell]!;
          const wet = wide.has(cell) ? 3 : link < 0 ? 0 : world.rivers.links[link]!.areaKm2 > 30 ? 2 : 1;
          if (wet > out.water[at]!) out.water[at] = wet;
        }
      out.z[at] = sum / (k * k);
    }
  return out;
}

export function roadNode(g: RoadGrid, x: number, y: number): number {
  const col = Math.max(0, Math.min(g.w - 1, Math.floor(x / g.stepM)));
  const row = Math.max(0, Math.min(g.h - 1, Math.floor(y / g.stepM)));
  return row * g.w + col;
}

export function nodeX(g: RoadGrid, node: number): number {
  return ((node % g.w) + 0.5) * g.stepM;
}

export function nodeY(g: RoadGrid, node: number): number {
  return (Math.floor(node / g.w) + 0.5) * g.stepM;
}
