import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ageCode,
  ageOfCode,
  BYTES_PER_POSITION,
  encodeFrame,
  FRAME_HEADER_BYTES,
  MOST_UNITS,
  readFrameHead,
  type StandingPositions,
  takeFrame,
} from './position-frame.ts';

const BASE_MS = Date.UTC(2026, 6, 18, 12);

function standing(capacity: number): StandingPositions {
  return {
    lonLat: new Float64Array(2 * capacity),
    courseDeg: new Float32Array(capacity),
    speedKmh: new Float32Array(capacity),
    atMs: new Float64Array(capacity),
  };
}

const fix = fc.record({
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  courseDeg: fc.double({ min: 0, max: 359.99, noNaN: true }),
  speedKmh: fc.double({ min: 0, max: 400, noNaN: true }),
  ageMs: fc.integer({ min: -300_000, max: 100_000_000 }),
});
const moved = fc.dictionary(fc.integer({ min: 0, max: 300 }).map(String), fix, {
  minKeys: 1,
  maxKeys: 60,
  noNullPrototype: true,
});
const epochs = fc.integer({ min: 0, max: 0xffffffff });

function encode(
  units: Record<string, { lon: number; lat: number; courseDeg: number; speedKmh: number; ageMs: number }>,
  epoch: number,
) {
  const rows = Object.keys(units).map(Number);
  const column = (of: (unit: (typeof units)[string]) => number): number[] => {
    const out: number[] = [];
    for (const row of rows) {
      const unit = units[String(row)];
      out[row] = unit === undefined ? 0 : of(unit);
    }
    return out;
  };
  const columns = {
    lon: column(({ lon }) => lon),
    lat: column(({ lat }) => lat),
    courseDeg: column(({ courseDeg }) => courseDeg),
    speedKmh: column(({ speedKmh }) => speedKmh),
    atMs: column(({ ageMs }) => BASE_MS - ageMs),
  };
  return encodeFrame(columns, rows, rows.length, epoch, BASE_MS, 'changed').buffer;
}

/** Half a step of the age as it travels; what is older than the scale stands at its end. */
function ageTolerance(ageMs: number): number {
  return ageMs < 127_500 ? 500 : 5000;
}

describe('position frame', () => {
  it('an age is rounded once: never further off than half a step', () => {
    for (let ageMs = 0; ageMs < 1_390_000; ageMs += 250)
      expect(Math.abs(ageOfCode(ageCode(ageMs)) - ageMs)).toBeLessThanOrEqual(ageTolerance(ageMs));
  });

  it('what is scattered is what was encoded, within the steps of the columns', () => {
    fc.assert(
      fc.property(moved, epochs, (units, epoch) => {
        const into = standing(301);
        expect(takeFrame(encode(units, epoch), epoch, into)).toBe('taken');
        for (const [row, { lon, lat, courseDeg, speedKmh, ageMs }] of Object.entries(units)) {
          const i = Number(row);
          expect(Math.abs((into.lonLat[2 * i] ?? 0) - lon)).toBeLessThanOrEqual(0.51e-7);
          expect(Math.abs((into.lonLat[2 * i + 1] ?? 0) - lat)).toBeLessThanOrEqual(0.51e-7);
          const turn = Math.abs((into.courseDeg[i] ?? 0) - courseDeg);
          expect(Math.min(turn, 360 - turn)).toBeLessThanOrEqual(180 / 256 + 1e-6);
          expect(Math.abs((into.speedKmh[i] ?? 0) - Math.min(255, speedKmh))).toBeLessThanOrEqual(0.5);
          const known = Math.min(1_400_000, Math.max(0, ageMs));
          expect(Math.abs(BASE_MS - (into.atMs[i] ?? 0) - known)).toBeLessThanOrEqual(ageTolerance(known));
        }
      }),
    );
  });

  it('a unit that is not in the frame stays as it was', () => {
    fc.assert(
      fc.property(moved, epochs, (units, epoch) => {
        const into = standing(301);
        into.atMs.fill(7);
        takeFrame(encode(units, epoch), epoch, into);
        for (let i = 0; i < 301; i++) if (!(i in units)) expect(into.atMs[i]).toBe(7);
      }),
    );
  });

  it('a frame of another epoch changes nothing, whatever it holds', () => {
    fc.assert(
      fc.property(moved, epochs, epochs, (units, epoch, known) => {
        fc.pre(epoch !== known);
        const into = standing(301);
        expect(takeFrame(encode(units, epoch), known, into)).toBe('other_epoch');
        expect(into).toEqual(standing(301));
      }),
    );
  });

  it('costs 13 bytes a position behind 20, and its head says what it is', () => {
    const frame = encode({ '5': { lon: 1, lat: 2, courseDeg: 3, speedKmh: 4, ageMs: 5 } }, 9);
    expect(frame.byteLength).toBe(FRAME_HEADER_BYTES + BYTES_PER_POSITION);
    expect(readFrameHead(frame)).toEqual({ epoch: 9, count: 1, baseMs: BASE_MS, kind: 'changed' });
  });

  it('bytes that are no frame are never taken', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const into = standing(4);
        expect(takeFrame(new Uint8Array(bytes).buffer, 0, into)).toBeOneOf([
          'no_frame',
          'other_epoch',
          'no_room',
          'taken',
        ]);
        const whole = encode({ '1': { lon: 1, lat: 1, courseDeg: 0, speedKmh: 0, ageMs: 0 } }, 0);
        expect(takeFrame(whole.slice(0, whole.byteLength - 1), 0, into)).toBe('no_frame');
      }),
    );
  });

  it('a unit beyond the standing arrays is not written', () => {
    const frame = encode({ '200': { lon: 1, lat: 1, courseDeg: 0, speedKmh: 0, ageMs: 0 } }, 0);
    expect(takeFrame(frame, 0, standing(200))).toBe('no_room');
    expect(takeFrame(frame, 0, standing(201))).toBe('taken');
    expect(MOST_UNITS).toBe(65_536);
  });

  it('ages never come out younger by more than half a step, and never grow backwards', () => {
    let before = -1;
    for (let ageMs = 0; ageMs < 1_500_000; ageMs += 500) {
      const code = ageCode(ageMs);
      expect(code).toBeGreaterThanOrEqual(before);
      before = code;
      if (code < 255) expect(ageMs - ageOfCode(code)).toBeLessThanOrEqual(ageTolerance(ageMs));
    }
  });
});
