import type { Point } from '@sitong/shared/kernel/geo.ts';

/** Places one point of a sketch in its box, in px. */
export interface SketchFrame {
  x(point: Point): number;
  y(point: Point): number;
  /** Metres one px stands for. */
  mPerPx: number;
  west: number;
  east: number;
  south: number;
  north: number;
}

const M_PER_DEG_LAT = 111_195;
/** Two places close to each other are not blown up to fill the box. */
const LEAST_SPAN_M = 1200;

/** Fits points into a box with room at the edges for their labels; flat projection about the middle latitude. */
export function fitSketch(points: readonly Point[], width: number, height: number, pad: number): SketchFrame {
  const lons = points.map(({ lon }) => lon);
  const lats = points.map(({ lat }) => lat);
  const lon0 = (Math.min(...lons) + Math.max(...lons)) / 2;
  const lat0 = (Math.min(...lats) + Math.max(...lats)) / 2;
  const mPerDegLon = M_PER_DEG_LAT * Math.cos((lat0 * Math.PI) / 180);
  const wideM = Math.max(LEAST_SPAN_M, (Math.max(...lons) - Math.min(...lons)) * mPerDegLon);
  const highM = Math.max(LEAST_SPAN_M, (Math.max(...lats) - Math.min(...lats)) * M_PER_DEG_LAT);
  const mPerPx = Math.max(wideM / (width - 2 * pad), highM / (height - 2 * pad));
  const halfLon = (width * mPerPx) / 2 / mPerDegLon;
  const halfLat = (height * mPerPx) / 2 / M_PER_DEG_LAT;
  return {
    x: ({ lon }) => width / 2 + ((lon - lon0) * mPerDegLon) / mPerPx,
    y: ({ lat }) => height / 2 - ((lat - lat0) * M_PER_DEG_LAT) / mPerPx,
    mPerPx,
    west: lon0 - halfLon,
    east: lon0 + halfLon,
    south: lat0 - halfLat,
    north: lat0 + halfLat,
  };
}

/** A line as SVG path data, whole px tenths. */
export function pathOf(frame: SketchFrame, line: readonly (readonly [number, number])[]): string {
  return line
    .map(
      ([lon, lat], i) =>
        `${i === 0 ? 'M' : 'L'}${frame.x({ lon, lat }).toFixed(1)} ${frame.y({ lon, lat }).toFixed(1)}`,
    )
    .join('');
}
