import type { Layer } from '@deck.gl/core';
import { PathLayer } from '@deck.gl/layers';
import { dashes, type LonLatPath } from './dashes.ts';
import { type MapLook, rgba } from './map-look.ts';

/** A way by road, from its start to its end. */
export type Way = readonly (readonly [number, number])[];

/** A recommended or measured way, dashed: nobody has driven it yet. */
export function wayLayers(way: Way | undefined, zoom: number, look: MapLook): Layer[] {
  if (way === undefined || way.length < 2) return [];
  return [
    new PathLayer<LonLatPath>({
      id: 'way',
      data: dashes(way, zoom, 9 * look.unitPx, 7 * look.unitPx),
      getPath: (piece) => piece,
      getColor: [...rgba(look.palette.text1)],
      getWidth: look.linePx,
      widthUnits: 'pixels',
      capRounded: true,
    }),
  ];
}
