import { describe, expect, it } from 'vitest';
import { pitchOfPanel, wallFigurePx, wallRootPx } from './wall-profile.ts';

const led = 1.25;
const tile55 = pitchOfPanel(55, 1920, 1080);
const panel98 = pitchOfPanel(98, 3840, 2160);

describe('type by viewing distance (ux.md §2, NUREG-0700)', () => {
  it.each([
    ['LED P1.25', led, 4, 26, 41],
    ['LED P1.25', led, 6, 39, 62],
    ['LED P1.25', led, 8, 52, 83],
    ['55″ 1080p tile', tile55, 4, 51, 82],
    ['55″ 1080p tile', tile55, 6, 77, 123],
    ['55″ 1080p tile', tile55, 8, 103, 164],
    ['98″ 4K', panel98, 4, 57, 92],
    ['98″ 4K', panel98, 6, 86, 137],
    ['98″ 4K', panel98, 8, 114, 183],
  ])('%s pitch %f mm at %d m: body %d px, figures %d px', (_name, pixelPitchMm, farthestSeatM, body, figure) => {
    expect(Math.abs(wallRootPx({ pixelPitchMm, farthestSeatM }) - body)).toBeLessThanOrEqual(1);
    expect(Math.abs(wallFigurePx({ pixelPitchMm, farthestSeatM }) - figure)).toBeLessThanOrEqual(1);
  });
  it('refuses a wall without size', () => {
    expect(() => wallRootPx({ pixelPitchMm: 0, farthestSeatM: 4 })).toThrow(/pixel pitch/);
    expect(() => wallRootPx({ pixelPitchMm: 1.25, farthestSeatM: Number.NaN })).toThrow(/4|NaN/);
  });
});
