import type { Layer } from '@deck.gl/core';
import { ScatterplotLayer } from '@deck.gl/layers';
import type { PositionColumns } from '../positions/position-store.ts';
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

/** Colours of a byte each; deck.gl's own declaration leaves the word out that its code asks for. */
function byteColours(value: Uint8Array): { value: Uint8Array; size: number; normalized: true } {
  return { value, size: 4, normalized: true };
}

/** High and low halves of a longitude and a latitude: float32 degrees alone are 0.8 m coarse. */
const floatsAUnit = 4;

/**
 * Dots for every unit, straight from the standing arrays into one buffer of the device. A position frame writes
 * that buffer and nothing else: no object per unit, no layer made anew, no attribute reckoned by deck.gl.
 */
export function createStandingDots(): StandingDots {
  let halves = new Float32Array(0);
  let buffer: { readonly on: MapDevice; readonly gpu: ReturnType<MapDevice['createBuffer']> } | undefined;
  let made: { readonly wish: StandingDotsWish; readonly layer: ScatterplotLayer<never> } | undefined;
  let written = Number.NaN;

  const room = (device: MapDevice, units: number): ReturnType<MapDevice['createBuffer']> => {
    if (buffer?.on === device && halves.length >= units * floatsAUnit) return buffer.gpu;
    if (buffer?.on === device) buffer.gpu.destroy();
    halves = new Float32Array(Math.max(1024, units) * floatsAUnit);
    buffer = { on: device, gpu: device.createBuffer({ byteLength: halves.byteLength }) };
    written = Number.NaN;
    made = undefined;
    return buffer.gpu;
  };

  const write = ({ lonLat }: PositionColumns, count: number): void => {
    for (let i = 0; i < count; i++) {
      const lon = lonLat[2 * i] ?? 0;
      const lat = lonLat[2 * i + 1] ?? 0;
      const highLon = Math.fround(lon);
      const highLat = Math.fround(lat);
      halves[4 * i] = highLon;
      halves[4 * i + 1] = highLat;
      halves[4 * i + 2] = lon - highLon;
      halves[4 * i + 3] = lat - highLat;
    }
    buffer?.gpu.write(halves.subarray(0, count * floatsAUnit));
  };

  return {
    layer(wish) {
      const { device, positions, version, count, colours, radiusPx } = wish;
      const gpu = room(device, count);
      const changed =
        made === undefined ||
        made.wish.count !== count ||
        made.wish.colours !== colours ||
        made.wish.radiusPx !== radiusPx ||
        made.wish.positions !== positions;
      if (made === undefined || changed) {
        const layer = new ScatterplotLayer<never>({
          id: 'units',
          data: {
            length: count,
            attributes: {
              // The array says that the buffer holds halves of doubles; deck.gl reads the buffer only.
              getPosition: { buffer: gpu, value: positions.lonLat, size: 2 },
              getFillColor: byteColours(colours),
            },
          },
          getRadius: radiusPx,
          radiusUnits: 'pixels',
        });
        made = { wish, layer };
        written = Number.NaN;
      }
      if (written !== version) {
        write(positions, count);
        written = version;
        if (!changed) made.layer.setNeedsRedraw();
      }
      return made.layer;
    },
    left() {
      made = undefined;
    },
  };
}
