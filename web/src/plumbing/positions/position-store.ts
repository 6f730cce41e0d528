import { readFrameHead, scatterFrame } from '@sitong/shared/protocol/position-frame.ts';
import { create } from 'zustand';
import { useLive } from '../live/live-store.ts';

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

export interface Positions {
  columns: PositionColumns;
  version: number;
  /** Units that have ever told where they are: what reads positions with a slow clock is woken by a first fix. */
  placed: number;
}

export const usePositions = create<Positions>(() => ({ columns: columns(1024), version: 0, placed: 0 }));

/** Takes one binary position frame. Frames of another epoch than the units named so far are left out. */
export function takeFrame(frame: ArrayBuffer): void {
  const head = readFrameHead(frame);
  if (head === undefined || head.epoch !== useLive.getState().units.epoch) return;
  let { columns: standing } = usePositions.getState();
  const needed = scatterFrame(frame, head, standing) + 1;
  if (needed > standing.capacity) {
    standing = grown(standing, needed);
    scatterFrame(frame, head, standing);
  }
  usePositions.setState(({ version, placed }) => ({
    columns: standing,
    version: version + 1,
    placed: placed < useLive.getState().units.list.length ? placedIn(standing) : placed,
  }));
}

function placedIn({ atMs }: PositionColumns): number {
  let placed = 0;
  for (const { index } of useLive.getState().units.list) if ((atMs[index] ?? 0) > 0) placed += 1;
  return placed;
}

function grown(from: PositionColumns, needed: number): PositionColumns {
  const to = columns(Math.max(needed, from.capacity * 2));
  to.lonLat.set(from.lonLat);
  to.courseDeg.set(from.courseDeg);
  to.speedKmh.set(from.speedKmh);
  to.atMs.set(from.atMs);
  return to;
}
