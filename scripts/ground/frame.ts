/**
 * The domain: 48 × 60 km around the county, x metres east and y metres south of its north-west corner.
 * A plain equirectangular frame on the mean sphere of `shared/kernel/geo.ts`, so that distances agree.
 */
export const WIDTH_M = 48_000;
export const HEIGHT_M = 60_000;

const CENTRE_LON = 109.8877;
const CENTRE_LAT = 35.18785;
export const M_PER_LAT = 111_195.08;
/** Cosine of the centre latitude. */
const COS_LAT = 0.8172671;
export const M_PER_LON = M_PER_LAT * COS_LAT;

export const WEST = CENTRE_LON - WIDTH_M / 2 / M_PER_LON;
export const EAST = CENTRE_LON + WIDTH_M / 2 / M_PER_LON;
export const NORTH = CENTRE_LAT + HEIGHT_M / 2 / M_PER_LAT;
export const SOUTH = CENTRE_LAT - HEIGHT_M / 2 / M_PER_LAT;

/** A place in the domain, metres. */
export interface Spot {
  x: number;
  y: number;
}

const DEGREE_STEP = 1e6;
const round = (degrees: number): number => Math.round(degrees * DEGREE_STEP) / DEGREE_STEP;

/** Six decimals: 0.1 m. */
export function toLonLat(x: number, y: number): [number, number] {
  return [round(WEST + x / M_PER_LON), round(NORTH - y / M_PER_LAT)];
}

export function fromLonLat(lon: number, lat: number): Spot {
  return { x: (lon - WEST) * M_PER_LON, y: (NORTH - lat) * M_PER_LAT };
}

/** Square cells, row 0 in the north. */
export interface Grid {
  readonly w: number;
  readonly h: number;
  readonly cellM: number;
}

export function makeGrid(cellM: number): Grid {
  return { w: Math.round(WIDTH_M / cellM), h: Math.round(HEIGHT_M / cellM), cellM };
}

export function cellAt(grid: Grid, x: number, y: number): number {
  const col = Math.min(grid.w - 1, Math.max(0, Math.floor(x / grid.cellM)));
  const row = Math.min(grid.h - 1, Math.max(0, Math.floor(y / grid.cellM)));
  return row * grid.w + col;
}

export function cellX(grid: Grid, cell: number): number {
  return ((cell % grid.w) + 0.5) * grid.cellM;
}

export function cellY(grid: Grid, cell: number): number {
  return (Math.floor(cell / grid.w) + 0.5) * grid.cellM;
}

/** Height between cell centres, bilinear, edges held. */
export function sample(grid: Grid, values: Float64Array, x: number, y: number): number {
  const gx = Math.min(grid.w - 1.001, Math.max(0, x / grid.cellM - 0.5));
  const gy = Math.min(grid.h - 1.001, Math.max(0, y / grid.cellM - 0.5));
  const col = Math.floor(gx);
  const row = Math.floor(gy);
  const fx = gx - col;
  const fy = gy - row;
  const at = row * grid.w + col;
  const top = values[at]! + fx * (values[at + 1]! - values[at]!);
  const below = values[at + grid.w]! + fx * (values[at + grid.w + 1]! - values[at + grid.w]!);
  return top + fy * (below - top);
}
