import type { Layer } from '@deck.gl/core';
import { ScatterplotLayer } from '@deck.gl/layers';
import type { PositionColumns } from '../positions/position-store.ts';
import { byteColours } from './byte-colours.ts';
import { createPlaceBuffer, type PlaceAttribute } from './place-buffer.ts';
import type { MapDevice } from './resting-deck.ts';

export interface StandingDotsWish {
  readonly device: MapDevice;
  readonly positions: PositionColumns;
  /** Rises when the content of `positions` has changed. */
  readonly version: number;
  /** Rows of the standing arrays that are units. */
  readonly count: number;
  /** RGBA per unit. A new array when any has changed. */
  readonly colours: Uint8Array;
  readonly radiusPx: number;
}

export interface StandingDots {
  /** One layer over the standing arrays. */
  layer(wish: StandingDotsWish): Layer;
  /** The layer is left out of a drawing: deck.gl takes it apart, so that the next one is a new one. */
  left(): void;
}

interface Made {
  readonly places: PlaceAttribute;
  readonly count: number;
  readonly colours: Uint8Array;
  readonly radiusPx: number;
  readonly layer: Layer;
}

/**
 * Dots for every unit, straight from the standing arrays. A position frame writes their buffer and nothing else:
 * no object per unit, no layer made anew.
 */
export function createStandingDots(): StandingDots {
  const buffer = createPlaceBuffer();
  let made: Made | undefined;
  let written: { places: PlaceAttribute; version: number } | undefined;
  return {
    layer({ device, positions, version, count, colours, radiusPx }) {
      const places = buffer.attribute(device, count);
      if (written?.places !== places || written.version !== version) {
        buffer.write(positions.lonLat, count);
        written = { places, version };
        made?.layer.setNeedsRedraw();
      }
      const same =
        made?.places === places && made.count === count && made.colours === colours && made.radiusPx === radiusPx;
      if (made === undefined || !same) {
        const layer = new ScatterplotLayer<never>({
          id: 'units',
          data: { length: count, attributes: { getPosition: places, getFillColor: byteColours(colours) } },
          getRadius: radiusPx,
          radiusUnits: 'pixels',
        });
        // More units than before: those that joined are in the arrays, not yet in the buffer.
        if (made !== undefined && made.count < count) buffer.write(positions.lonLat, count);
        made = { places, count, colours, radiusPx, layer };
      }
      return made.layer;
    },
    left() {
      made = undefined;
      written = undefined;
    },
  };
}
