import { describe, expect, it } from 'vitest';
import { wallRootPx } from '../../ui/wall-profile.ts';
import { arrangementOf, figuresOf, rowsOf } from './wall-layout.ts';
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
  it('leaves out a figure before it cuts one', () => {
    const figures = (widthPx: number): number =>
      figuresOf(
        { widthPx, heightPx: 1080, rootPx, tiles: 'one' },
        arrangementOf({ widthPx, heightPx: 1080, rootPx, tiles: 'one' }),
      );
    expect([1920, 1900, 1600, 1440, 3840].map(figures)).toEqual([5, 5, 3, 2, 5]);
  });
  it('keeps every column within one screen of a wall of six', () => {
    expect(arrangementOf({ widthPx: 5760, heightPx: 2160, rootPx, tiles: '3x2' })).toBe('tiles');
  });
  const storm = { incidents: 2, alarms: 7, warnings: 4, teams: 7, tasks: 0, reports: 2 };
  it('shows the rows of the picture at 1920 × 1080, and more on a taller wall', () => {
    const small = rowsOf({ widthPx: 1920, heightPx: 1080, rootPx, tiles: 'one' }, 'three', storm);
    expect(small).toMatchObject({ incidents: 2, alarms: 3, reports: 2, warnings: 3, teams: 3, gauges: 3, orders: 5 });
    const six = rowsOf({ widthPx: 1920, heightPx: 1080, rootPx, tiles: 'one' }, 'three', { ...storm, incidents: 6 });
    expect(six.incidents).toBeGreaterThanOrEqual(2);
    expect(six.alarms).toBeGreaterThanOrEqual(2);
    const many = { incidents: 9, alarms: 20, warnings: 9, teams: 30, tasks: 0, reports: 9 };
    const tall = rowsOf({ widthPx: 3840, heightPx: 2160, rootPx, tiles: 'one' }, 'three', many);
    expect(tall.incidents).toBeGreaterThan(small.incidents);
    expect(tall.warnings).toBeGreaterThan(small.warnings);
  });
  it('cuts no row of the left column on a low wall: closer incidents first, then fewer clocks', () => {
    const two = { ...storm, alarms: 3 };
    for (const heightPx of [760, 800, 880, 900, 960, 1000, 1060, 1080]) {
      const rows = rowsOf({ widthPx: 1440, heightPx, rootPx, tiles: 'one' }, 'three', two);
      const incident = rows.incidentRow === 'whole' ? 155 : 126;
      const reports = rows.reports === 0 ? 0 : 52 + 12 + rows.reports * 36;
      const left = 2 * 52 + 52 + rows.incidents * incident + rows.alarms * 79 + reports;
      expect(left, `at ${heightPx}`).toBeLessThanOrEqual(heightPx - 88 - 152);
    }
    expect(rowsOf({ widthPx: 1440, heightPx: 880, rootPx, tiles: 'one' }, 'three', two)).toMatchObject({
      incidentRow: 'dense',
      reports: 2,
    });
  });
  it('has no panel for reports when none is owed, and gives its room to the day', () => {
    const box = { widthPx: 1920, heightPx: 1080, rootPx, tiles: 'one' } as const;
    const none = rowsOf(box, 'three', { ...storm, alarms: 0, tasks: 5, reports: 0 });
    const two = rowsOf(box, 'three', { ...storm, alarms: 0, tasks: 5 });
    expect(none.reports).toBe(0);
    expect(none.tasks).toBeGreaterThan(two.tasks);
  });
  it('shows fewer orders before it cuts the name of a team', () => {
    const orders = (widthPx: number): number =>
      rowsOf({ widthPx, heightPx: 1080, rootPx, tiles: 'one' }, 'three', storm).orders;
    expect([1920, 1900, 1700, 1440].map(orders)).toEqual([5, 5, 4, 4]);
  });
  it('gives the room of what is quiet to what is not', () => {
    const box = { widthPx: 1920, heightPx: 1080, rootPx, tiles: 'one' } as const;
    const quiet = rowsOf(box, 'three', { incidents: 0, alarms: 0, warnings: 0, teams: 0, tasks: 0, reports: 0 });
    expect(quiet).toMatchObject({ warnings: 0, teams: 0, sources: 'shown' });
    expect(quiet.gauges).toBeGreaterThan(rowsOf(box, 'three', storm).gauges);
    // With alarms there is no room for what is heard: a cut row would be worse than none.
    expect(rowsOf(box, 'three', { incidents: 0, alarms: 5, warnings: 0, teams: 0, tasks: 0, reports: 0 }).sources).toBe(
      'left_out',
    );
    expect(rowsOf(box, 'three', storm).sources).toBe('left_out');
  });
  it('shows the work of the day in the room that is left, and never for an alarm', () => {
    const box = { widthPx: 1920, heightPx: 1080, rootPx, tiles: 'one' } as const;
    const quiet = { incidents: 0, alarms: 0, warnings: 0, teams: 0, tasks: 0, reports: 0 };
    expect(rowsOf(box, 'three', { ...quiet, tasks: 3 }).tasks).toBe(3);
    expect(rowsOf(box, 'three', { ...quiet, tasks: 40 }).tasks).toBeLessThanOrEqual(6);
    expect(rowsOf(box, 'three', { ...storm, tasks: 5 })).toMatchObject({ alarms: 3, tasks: 0 });
    expect(rowsOf(box, 'three', { ...storm, alarms: 0, tasks: 5 }).tasks).toBeGreaterThan(2);
  });
  it.each([0, 1, 3, 8])('never counts more height than there is, %d of everything', (n) => {
    for (const heightPx of [900, 1080, 1200, 1440]) {
      const box = { widthPx: 1920, heightPx, rootPx, tiles: 'one' } as const;
      const rows = rowsOf(box, 'three', { incidents: n, alarms: n, warnings: n, teams: n, tasks: n, reports: n });
      const right = rows.warnings * 85 + rows.teams * 40 + rows.gauges * 71 + (n === 0 ? 196 : 0) + 3 * 52 + 84;
      if (heightPx >= 1080) expect(right).toBeLessThanOrEqual(heightPx - 88 - 152);
    }
  });
});
