import { describe, expect, it } from 'vitest';
import { wallRootPx } from '../../ui/wall-profile.ts';
import { arrangementOf, rowsOf } from './wall-layout.ts';
import { wallOfAddress } from './wall-profile-address.ts';

const rootPx = wallRootPx(wallOfAddress('').profile);

describe('the wall fits what it hangs on', () => {
  it('is drawn for LED P1.25 read from 4 m when nothing is said', () => {
    expect(wallOfAddress('')).toEqual({ profile: { pixelPitchMm: 1.25, farthestSeatM: 4 }, tiles: 'one' });
    expect(rootPx).toBe(26);
  });
  it('takes pitch and seat from the address and nothing impossible', () => {
    expect(wallOfAddress('?pitch=0.63&seat=6').profile).toEqual({ pixelPitchMm: 0.63, farthestSeatM: 6 });
    expect(wallOfAddress('?pitch=-1&seat=abc').profile).toEqual({ pixelPitchMm: 1.25, farthestSeatM: 4 });
    expect(wallOfAddress('?pitch=&seat=').profile).toEqual({ pixelPitchMm: 1.25, farthestSeatM: 4 });
  });
  it.each([
    [1920, 1080, 'three'],
    [3840, 1080, 'wide'],
    [3840, 2160, 'three'],
    [1280, 800, 'narrow'],
  ] as const)('%d × %d stands as %s', (widthPx, heightPx, arrangement) => {
    expect(arrangementOf({ widthPx, heightPx, rootPx, tiles: 'one' })).toBe(arrangement);
  });
  it('keeps every column within one screen of a wall of six', () => {
    expect(arrangementOf({ widthPx: 5760, heightPx: 2160, rootPx, tiles: '3x2' })).toBe('tiles');
  });
  it('shows the rows of the picture at 1920 × 1080, and more on a taller wall', () => {
    const small = rowsOf({ widthPx: 1920, heightPx: 1080, rootPx, tiles: 'one' }, 'three', 2);
    expect(small).toEqual({ incidents: 2, alarms: 3, reports: 2, warnings: 3, teams: 3, gauges: 3, orders: 5 });
    const six = rowsOf({ widthPx: 1920, heightPx: 1080, rootPx, tiles: 'one' }, 'three', 6);
    expect(six.incidents).toBeGreaterThanOrEqual(2);
    expect(six.alarms).toBeGreaterThanOrEqual(2);
    const tall = rowsOf({ widthPx: 3840, heightPx: 2160, rootPx, tiles: 'one' }, 'three', 9);
    expect(tall.incidents).toBeGreaterThan(small.incidents);
    expect(tall.warnings).toBeGreaterThan(small.warnings);
  });
});
