import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePositions, encodePositions } from './position-batch.ts';

const name = fc
  .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  .filter((text) => Buffer.byteLength(text) <= 255);
const float = fc.oneof(fc.float({ min: 0, max: 360, noNaN: true }), fc.constant(Number.NaN));
const row = fc.record({
  number: name,
  source: fc.constantFrom('jt808', 'osmand', 'phone'),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  observedMs: fc.integer({ min: 0, max: 4e12 }),
  lastSeenMs: fc.integer({ min: 0, max: 4e12 }),
  speedKmh: float,
  courseDeg: float,
  batteryPct: float,
  fix: fc.constantFrom('v', 'i', 'u'),
});

describe('positions between nodes', () => {
  it('what comes out is what went in, to the last bit of a double', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
        expect(decodePositions(encodePositions(rows))).toEqual(rows);
      }),
    );
  });

  it('bytes that are cut, lengthened or of another version are refused whole', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), fc.nat(), (rows, where) => {
        const bytes = encodePositions(rows);
        expect(decodePositions(bytes.subarray(0, where % bytes.byteLength))).toBeUndefined();
        expect(decodePositions(Buffer.concat([bytes, Buffer.of(0)]))).toBeUndefined();
        bytes[0] = 2;
        expect(decodePositions(bytes)).toBeUndefined();
      }),
    );
  });

  it('any bytes whatever are a batch or none, never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        const rows = decodePositions(Buffer.from(noise));
        expect(rows === undefined || Array.isArray(rows)).toBe(true);
      }),
    );
  });

  it('a terminal costs 45 bytes and its two names', () => {
    const one = {
      number: '013912345678',
      source: 'jt808',
      lon: 109.9,
      lat: 35.2,
      observedMs: 1,
      lastSeenMs: 1,
      speedKmh: 1,
      courseDeg: 1,
      batteryPct: 1,
      fix: 'v',
    };
    expect(encodePositions([one]).byteLength - encodePositions([]).byteLength).toBe(45 + 2 + 12 + 5);
  });
});
