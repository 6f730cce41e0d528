import { create } from 'zustand';

/**
 * Latest position of every unit in standing typed arrays, scattered by unit index; deck.gl reads them as
 * they are. `version` rises with each frame, so that a layer knows when to upload.
 */
export interface PositionColumns {
  capacity: number;
  lonLat: Float64Array;
  courseDeg: Float32Array;
  speedKmh: Float32Array;
  /** World time of the fix in milliseconds; 0: never. */
  atMs: Float64Array;
}

function columns(capacity: number): PositionColumns {
  return {
    capacity,
    lonLat: new Float64Array(capacity * 2),
    courseDeg: new Float32Array(capacity),
    speedKmh: new Float32Array(capacity),
    atMs: new Float64Array(capacity),
  };
}

export const usePositions = create<{ columns: PositionColumns; version: number }>(() => ({ columns: columns(1024), version: 0 }));

/** Takes one binary position frame. */
export function takeFrame(_frame: ArrayBuffer): void {
  usePositions.setState(({ version }) => ({ version: version + 1 }));
}
