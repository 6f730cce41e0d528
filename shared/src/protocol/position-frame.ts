/**
 * Position frame: columnar binary, little-endian.
 *
 *   u8  version = 1 · u8 kind (0 changed, 1 whole) · u16 0 · u32 epoch · u32 count · f64 base time (ms, world)
 *   i32 lon[count] 1e-7° · i32 lat[count] 1e-7° · u16 unit[count] · u8 course[count] (360/256°)
 *   u8  speed[count] (km/h, 255 = 255 or more) · u8 age[count] (see ageCode)
 *
 * 13 bytes a position behind a header of 20. Unit indices are named by `units` messages of the same epoch.
 */
export const FRAME_VERSION = 1;
export const FRAME_HEADER_BYTES = 20;
export const BYTES_PER_POSITION = 13;
/** Unit indices fit 16 bits. */
export const MOST_UNITS = 65_536;

/** Seconds up to 127 one by one, then tens: 128 = 130 s … 254 = 1,390 s; 255 = older or never. */
export function ageCode(ageMs: number): number {
  const seconds = Math.max(0, Math.round(ageMs / 1000));
  if (seconds <= 127) return seconds;
  // From the milliseconds: rounding twice would be off by more than half a step.
  return Math.min(255, 128 + Math.round((ageMs - 130_000) / 10_000));
}

export function ageOfCode(code: number): number {
  return (code <= 127 ? code : 130 + (code - 128) * 10) * 1000;
}

export interface FrameColumns {
  lon: ArrayLike<number>;
  lat: ArrayLike<number>;
  courseDeg: ArrayLike<number>;
  speedKmh: ArrayLike<number>;
  /** World time of each fix in milliseconds. */
  atMs: ArrayLike<number>;
}

/** Encodes the named rows of the columns; row number = unit index. */
export function encodeFrame(
  columns: FrameColumns,
  rows: ArrayLike<number>,
  count: number,
  epoch: number,
  baseMs: number,
  kind: 'changed' | 'whole',
): Uint8Array<ArrayBuffer> {
  const buffer = new ArrayBuffer(FRAME_HEADER_BYTES + count * BYTES_PER_POSITION);
  const view = new DataView(buffer);
  view.setUint8(0, FRAME_VERSION);
  view.setUint8(1, kind === 'whole' ? 1 : 0);
  view.setUint32(4, epoch >>> 0, true);
  view.setUint32(8, count, true);
  view.setFloat64(12, baseMs, true);
  let lon = FRAME_HEADER_BYTES;
  let lat = lon + 4 * count;
  let unit = lat + 4 * count;
  let course = unit + 2 * count;
  let speed = course + count;
  let age = speed + count;
  for (let i = 0; i < count; i++) {
    const row = rows[i] ?? 0;
    view.setInt32(lon, Math.round((columns.lon[row] ?? 0) * 1e7), true);
    view.setInt32(lat, Math.round((columns.lat[row] ?? 0) * 1e7), true);
    view.setUint16(unit, row, true);
    view.setUint8(course, Math.round((columns.courseDeg[row] ?? 0) * (256 / 360)) & 255);
    view.setUint8(speed, Math.min(255, Math.round(columns.speedKmh[row] ?? 0)));
    view.setUint8(age, ageCode(baseMs - (columns.atMs[row] ?? 0)));
    lon += 4;
    lat += 4;
    unit += 2;
    course += 1;
    speed += 1;
    age += 1;
  }
  return new Uint8Array(buffer);
}

export interface FrameHead {
  epoch: number;
  count: number;
  baseMs: number;
  kind: 'changed' | 'whole';
}

/** Reads the header and checks the length; undefined when the bytes are no frame of this version. */
export function readFrameHead(frame: ArrayBuffer): FrameHead | undefined {
  if (frame.byteLength < FRAME_HEADER_BYTES) return undefined;
  const view = new DataView(frame);
  const count = view.getUint32(8, true);
  if (view.getUint8(0) !== FRAME_VERSION || frame.byteLength !== FRAME_HEADER_BYTES + count * BYTES_PER_POSITION)
    return undefined;
  return {
    epoch: view.getUint32(4, true),
    count,
    baseMs: view.getFloat64(12, true),
    kind: view.getUint8(1) === 1 ? 'whole' : 'changed',
  };
}

/** Where a reader keeps its units; every array holds at least the highest unit index + 1. */
export interface StandingPositions {
  /** lon, lat pairs. */
  lonLat: Float64Array;
  courseDeg: Float32Array;
  speedKmh: Float32Array;
  atMs: Float64Array;
}

/** Seconds of every age code as milliseconds. */
const agesMs = Float64Array.from({ length: 256 }, (_, code) => ageOfCode(code));

/**
 * The frame's columns as they lie in it, without a copy: each begins at a multiple of its own width. Read as the
 * machine reads, which is little-endian wherever a browser or a Node.js runs.
 */
function columnsOf(frame: ArrayBuffer, { count }: FrameHead) {
  const unit = FRAME_HEADER_BYTES + 8 * count;
  return {
    lon: new Int32Array(frame, FRAME_HEADER_BYTES, count),
    lat: new Int32Array(frame, FRAME_HEADER_BYTES + 4 * count, count),
    unit: new Uint16Array(frame, unit, count),
    course: new Uint8Array(frame, unit + 2 * count, count),
    speed: new Uint8Array(frame, unit + 3 * count, count),
    age: new Uint8Array(frame, unit + 4 * count, count),
  };
}

/**
 * Scatters a frame into standing arrays; builds no object per unit. Returns the highest unit index in it, −1 when
 * empty: where that has no place, the arrays must grow and take the frame again. Nothing looks through the units for
 * that beforehand, which took longer than scattering them.
 */
export function scatterFrame(frame: ArrayBuffer, head: FrameHead, into: StandingPositions): number {
  const { lon, lat, unit, course, speed, age } = columnsOf(frame, head);
  const { lonLat, courseDeg, speedKmh, atMs } = into;
  const { count, baseMs } = head;
  let highest = -1;
  for (let i = 0; i < count; i++) {
    const index = unit[i] ?? 0;
    if (index > highest) highest = index;
    // A typed array leaves out what is written beyond its end.
    lonLat[2 * index] = (lon[i] ?? 0) / 1e7;
    lonLat[2 * index + 1] = (lat[i] ?? 0) / 1e7;
    courseDeg[index] = (course[i] ?? 0) * (360 / 256);
    speedKmh[index] = speed[i] ?? 0;
    atMs[index] = baseMs - (agesMs[age[i] ?? 255] ?? 0);
  }
  return highest;
}

/** `other_epoch`: its indices mean other units. `no_room`: the arrays must grow and take it again. */
export type FrameTaken = 'taken' | 'other_epoch' | 'no_frame' | 'no_room';

/** Scatters a frame of the epoch whose units the reader knows, and no other. */
export function takeFrame(frame: ArrayBuffer, epoch: number, into: StandingPositions): FrameTaken {
  const head = readFrameHead(frame);
  if (head === undefined) return 'no_frame';
  if (head.epoch !== epoch >>> 0) return 'other_epoch';
  return scatterFrame(frame, head, into) < into.atMs.length ? 'taken' : 'no_room';
}
