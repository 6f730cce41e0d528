import { describe, expect, it } from 'vitest';
import { isDue, isMoving, type PhoneFix } from './position-policy.ts';

const fix = (s: number, change: Partial<PhoneFix> = {}): PhoneFix => ({
  lon: 109.87,
  lat: 35.34,
  atMs: s * 1000,
  accuracyM: 6,
  speedKmh: undefined,
  courseDeg: undefined,
  ...change,
});

describe('when the phone tells its position', () => {
  it('tells the first fix at once', () => {
    expect(isDue(undefined, fix(0))).toBe(true);
  });
  it('tells every 60 s at rest and every 10 s on the move', () => {
    expect(isDue(fix(0), fix(30))).toBe(false);
    expect(isDue(fix(0), fix(60))).toBe(true);
    expect(isDue(fix(0), fix(10, { speedKmh: 30 }))).toBe(true);
    expect(isDue(fix(0), fix(5, { speedKmh: 30 }))).toBe(false);
  });
  it('takes a jump within its own error for standing still', () => {
    expect(isMoving(fix(0, { accuracyM: 80 }), fix(10, { lat: 35.3407, accuracyM: 80 }))).toBe(false);
    expect(isMoving(fix(0), fix(10, { lat: 35.3407 }))).toBe(true);
  });
});
