import { type Feature, lineFeature, polygonFeature } from './feature.ts';
import { cellX, cellY, HEIGHT_M, type Spot, WIDTH_M } from './frame.ts';
import { blur, isolines } from './isolines.ts';
import { distanceTo } from './labels.ts';
import { polygons, signedAreaM2, simplify } from './lines.ts';
import { fbm, noise } from './noise.ts';
import type { World } from './world.ts';

type LandClass = 'plateau' | 'gully' | 'hill' | 'forest' | 'field' | 'built';

/** Half the grid's resolution: land classes and contours need no more. */
function halve(
  world: World,
  value: (cell: number) => number,
): { field: Float32Array; w: number; h: number; cellM: number } {
  const { grid } = world.terrain;
  const k = Math.max(1, Math.round(64 / grid.cellM));
  const w = Math.floor(grid.w / k);
  const h = Math.floor(grid.h / k);
  const field = new Float32Array(w * h);
  for (let row = 0; row < h; row++)
    for (let col = 0; col < w; col++) {
      let sum = 0;
      for (let dy = 0; dy < k; dy++)
        for (let dx = 0; dx < k; dx++) sum += value((row * k + dy) * grid.w + col * k + dx);
      field[row * w + col] = sum / (k * k);
    }
  return { field, w, h, cellM: k * grid.cellM };
}

function areasOf(
  world: World,
  value: (cell: number) => number,
  radius: number,
  toleranceM: number,
  leastM2: number,
): Spot[][][] {
  const half = halve(world, value);
  const smooth = blur(half.field, half.w, half.h, radius);
  const rings = isolines(smooth, half.w, half.h, half.cellM, 0.5, true)
    .map((ring) => simplify(ring, toleranceM))
    .filter((ring) => ring.length > 3 && Math.abs(signedAreaM2(ring)) > leastM2);
  return polygons(rings, true);
}

/** How built up a place is: hamlets round village sites, larger at seats and in the county town. */
export function builtField(world: World): Float32Array {
  const { grid } = world.terrain;
  const out = new Float32Array(grid.w * grid.h);
  const stamp = (x: number, y: number, radiusM: number): void => {
    const r = Math.ceil((radiusM * 1.6) / grid.cellM);
    const col = Math.floor(x / grid.cellM);
    const row = Math.floor(y / grid.cellM);
    for (let dy = -r; dy <= r; dy++)
      for (let dx = -r; dx <= r; dx++) {
        if (col + dx < 0 || row + dy < 0 || col + dx >= grid.w || row + dy >= grid.h) continue;
        const cell = (row + dy) * grid.w + col + dx;
        const px = cellX(grid, cell);
        const py = cellY(grid, cell);
        const d = Math.sqrt((px - x) ** 2 + (py - y) ** 2) / radiusM;
        const ragged = 1 - d + 0.42 * noise(px / 150, py / 150, 901) + 0.25 * noise(px / 420, py / 420, 902);
        if (ragged > out[cell]!) out[cell] = ragged;
      }
  };
  for (const village of world.sites.villages)
    stamp(village.x, village.y, village.urban ? (village.town === 0 ? 480 : 300) : 210);
  world.sites.seats.forEach((seat, n) => {
    stamp(seat.x, seat.y, n === 0 ? 900 : 380);
  });
  for (let cell = 0; cell < out.length; cell++) {
    if (world.wet[cell] === 1) out[cell] = 0;
    const z = world.terrain.z;
    if (
      out[cell]! > 0 &&
      (Math.abs(z[cell]! - (z[cell + 1] ?? z[cell]!)) > 9 || Math.abs(z[cell]! - (z[cell + grid.w] ?? z[cell]!)) > 9)
    )
      out[cell] = 0;
  }
  return out;
}

export function landFeatures(world: World, built: Float32Array): Feature[] {
  const { grid, z, table, hills } = world.terrain;
  const inside = (cell: number): boolean => world.villageOf[cell]! >= 0;
  const hilly = (cell: number): boolean => {
    const x = cellX(grid, cell);
    const y = cellY(grid, cell);
    return (
      hills[cell]! >
      0.34 +
        0.42 *
          (fbm(x / 3000, y / 3000, 4, 761) + 0.3 * noise(x / 330, y / 330, 765) + 0.18 * noise(x / 150, y / 150, 766))
    );
  };
  const flat = (cell: number): boolean => table[cell]! - z[cell]! < 7 && !hilly(cell);
  const wood = (cell: number): number => {
    const x = cellX(grid, cell);
    const y = cellY(grid, cell);
    const edge =
      0.44 +
      0.55 *
        (fbm(x / 2600, y / 2600, 4, 701) + 0.4 * noise(x / 360, y / 360, 705) + 0.25 * noise(x / 160, y / 160, 706));
    if (hills[cell]! > edge) return 1;
    // Shelter woods on gully sides.
    return !flat(cell) && fbm(x / 1900, y / 1900, 2, 721) > 0.34 ? 1 : 0;
  };
  const field = (cell: number): number => {
    if (!flat(cell)) return 0;
    const x = cellX(grid, cell);
    const y = cellY(grid, cell);
    return fbm(x / 2300, y / 2300, 3, 741) + 0.35 * noise(x / 420, y / 420, 742) > 0.02 ? 1 : 0;
  };
  const kinds: [LandClass, (cell: number) => number, number, number, number, number][] = [
    ['plateau', (cell) => (flat(cell) ? 1 : 0), 1, 14, 30_000, 6],
    ['gully', (cell) => (!flat(cell) && !hilly(cell) ? 1 : 0), 1, 14, 30_000, 8],
    ['hill', (cell) => (hilly(cell) ? 1 : 0), 2, 24, 90_000, 6],
    ['forest', wood, 1, 14, 40_000, 6],
    ['field', field, 1, 12, 25_000, 9],
  ];
  const out: Feature[] = [];
  for (const [cls, value, radius, tolerance, least, minZoom] of kinds)
    for (const rings of areasOf(world, (cell) => (inside(cell) ? value(cell) : 0), radius, tolerance, least))
      out.push(polygonFeature(rings, { class: cls }, minZoom));
  const { w, h, cellM } = grid;
  const town = isolines(blur(built, w, h, 1, 1), w, h, cellM, 0.3, true)
    .map((ring) => simplify(ring, 5))
    .filter((ring) => ring.length > 3 && Math.abs(signedAreaM2(ring)) > 8000);
  for (const rings of polygons(town, true)) out.push(polygonFeature(rings, { class: 'built' }, 8));
  return out;
}

/** Contour lines in the county, every 20 m, each 100 m an index line. */
export function contourFeatures(world: World): Feature[] {
  const half = halve(world, (cell) => world.terrain.z[cell]!);
  const smooth = blur(half.field, half.w, half.h, 1, 1);
  const near = distanceTo(world.terrain.grid, (cell) => world.villageOf[cell]! >= 0);
  const mask = halve(world, (cell) => (near[cell]! < 14 ? 1 : 0));
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of smooth) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const out: Feature[] = [];
  for (let level = Math.ceil(low / 20) * 20; level < high; level += 20) {
    const index = level % 100 === 0;
    for (const line of isolines(smooth, half.w, half.h, half.cellM, level, false)) {
      for (const part of inMask(line, mask)) {
        const thin = simplify(part, 9);
        if (thin.length > 3) out.push(lineFeature(thin, { elevM: level, index }, index ? 11 : 12));
      }
    }
  }
  return out;
}

function inMask(line: readonly Spot[], mask: { field: Float32Array; w: number; h: number; cellM: number }): Spot[][] {
  const out: Spot[][] = [];
  let part: Spot[] = [];
  for (const p of line) {
    const at =
      Math.min(mask.h - 1, Math.max(0, Math.floor(p.y / mask.cellM))) * mask.w +
      Math.min(mask.w - 1, Math.max(0, Math.floor(p.x / mask.cellM)));
    if (mask.field[at]! > 0.5) part.push(p);
    else if (part.length > 0) {
      out.push(part);
      part = [];
    }
  }
  if (part.length > 0) out.push(part);
  return out;
}

/** Everything outside the county, in steps outward: screens lay it over the neighbours so that they fade. */
export function veilFeatures(world: World, county: readonly Spot[][]): Feature[] {
  const box = (pad: number): Spot[] => [
    { x: -pad, y: -pad },
    { x: -pad, y: HEIGHT_M + pad },
    { x: WIDTH_M + pad, y: HEIGHT_M + pad },
    { x: WIDTH_M + pad, y: -pad },
    { x: -pad, y: -pad },
  ];
  const pad = 120_000;
  const out = [polygonFeature([box(pad), ...county], { step: 0 }, 6)];
  const near = distanceTo(world.terrain.grid, (cell) => world.villageOf[cell]! >= 0);
  const { grid } = world.terrain;
  [1500, 3500, 6000, 9000].forEach((away, n) => {
    const half = halve(world, (cell) => {
      const rim = Math.min(
        cellX(grid, cell),
        cellY(grid, cell),
        WIDTH_M - cellX(grid, cell),
        HEIGHT_M - cellY(grid, cell),
      );
      return near[cell]! * grid.cellM < away && rim > 300 + n * 60 ? 1 : 0;
    });
    const rings = isolines(blur(half.field, half.w, half.h, 5), half.w, half.h, half.cellM, 0.5, true)
      .map((ring) => simplify(ring, 40))
      .filter((ring) => ring.length > 3 && signedAreaM2(ring) > 0);
    out.push(polygonFeature([box(pad), ...rings], { step: n + 1 }, 6));
  });
  return out;
}
