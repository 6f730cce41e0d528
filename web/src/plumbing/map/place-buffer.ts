import type { MapDevice } from './resting-deck.ts';

type GpuBuffer = ReturnType<MapDevice['createBuffer']>;

/** What deck.gl takes for `getPosition` where the places already lie on the device. */
export interface PlaceAttribute {
  readonly buffer: GpuBuffer;
  readonly value: Float64Array;
  readonly size: 2;
}

export interface PlaceBuffer {
  /** Room for so many places; another attribute than before when it had to be made anew (its content is lost). */
  attribute(device: MapDevice, count: number): PlaceAttribute;
  /** Uploads the first `count` pairs of lon, lat. */
  write(lonLat: Float64Array, count: number): void;
}

/** High and low halves of a longitude and a latitude: float32 degrees alone are 0.8 m coarse. */
const floatsAPlace = 4;
const leastPlaces = 64;

/** The array only says that the buffer holds halves of doubles; deck.gl reads the buffer. */
const doubles = new Float64Array(0);

/**
 * Places of standing things in one buffer of the device, which layers read as it is: writing it costs one upload,
 * no layer made anew and no attribute reckoned by deck.gl.
 */
export function createPlaceBuffer(): PlaceBuffer {
  let halves = new Float32Array(0);
  let made: { readonly on: MapDevice; readonly attribute: PlaceAttribute } | undefined;
  return {
    attribute(device, count) {
      if (made?.on === device && halves.length >= count * floatsAPlace) return made.attribute;
      if (made?.on === device) made.attribute.buffer.destroy();
      halves = new Float32Array(Math.max(leastPlaces, count) * floatsAPlace);
      const buffer = device.createBuffer({ byteLength: halves.byteLength });
      made = { on: device, attribute: { buffer, value: doubles, size: 2 } };
      return made.attribute;
    },
    write(lonLat, count) {
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
      made?.attribute.buffer.write(halves.subarray(0, count * floatsAPlace));
    },
  };
}
