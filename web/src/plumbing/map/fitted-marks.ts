import type { Bounds } from './bounds.ts';
import type { DrawnView } from './carried.ts';
import { wholeDeg } from './dot-mesh.ts';
import type { Sight } from './marks-program.ts';
import { toPixel } from './mercator.ts';

/** Everything that moves, as one view wants it. */
export interface Fitted {
  readonly sight: Sight;
  readonly ratio: number;
  /** What is in view, and as much again on every side. */
  readonly around: () => Bounds;
  readonly within: (bounds: Bounds) => boolean;
}

/** `ratio`: device pixels of a CSS pixel. */
export function fittedTo({ lon, lat, zoom, widthPx, heightPx }: DrawnView, ratio: number): Fitted {
  const refLon = wholeDeg(lon);
  const refLat = wholeDeg(lat);
  const middle = toPixel(lon, lat, zoom);
  const ref = toPixel(refLon / 1e7, refLat / 1e7, zoom);
  const pxPerRad = ((512 * 2 ** zoom) / (2 * Math.PI)) * ratio;
  const acrossDeg = (widthPx * ratio * (180 / Math.PI)) / pxPerRad;
  const downDeg = (heightPx * ratio * (180 / Math.PI) * Math.cos((lat * Math.PI) / 180)) / pxPerRad;
  return {
    sight: {
      refLon,
      refLat,
      refX: (widthPx / 2 + ref.x - middle.x) * ratio,
      refY: (heightPx / 2 + ref.y - middle.y) * ratio,
      pxPerRad,
      width: Math.round(widthPx * ratio),
      height: Math.round(heightPx * ratio),
    },
    ratio,
    around: () => ({
      west: lon - acrossDeg,
      east: lon + acrossDeg,
      south: lat - downDeg,
      north: lat + downDeg,
    }),
    within: ({ west, east, south, north }) =>
      lon - 0.6 * acrossDeg >= west &&
      lon + 0.6 * acrossDeg <= east &&
      lat - 0.6 * downDeg >= south &&
      lat + 0.6 * downDeg <= north,
  };
}
