import { describe, expect, it } from 'vitest';
import type { TeamMark } from '../../pillars/rescue/team-marks.ts';
import type { PositionColumns } from '../../plumbing/positions/position-store.ts';
import { createMoveWatch, createStrayWatch } from './move-watch.ts';

const columns = (): PositionColumns => ({
  capacity: 4,
  lonLat: new Float64Array(8),
  courseDeg: new Float32Array(4),
  speedKmh: new Float32Array(4),
  atMs: new Float64Array(4),
});
const team = (unit: number): TeamMark => ({
  id: `team-${unit}`,
  name: '冯原1队',
  kind: 'fire',
  column: 'out',
  status: 'en_route',
  base: { lon: 109.9, lat: 35.2 },
  members: 8,
  unit,
  order: undefined,
});

describe('what is drawn of a few teams is made anew only when they have moved', () => {
  it('stays while others move, and while nothing does', () => {
    const watch = createMoveWatch();
    const marks = [team(0), team(-1)];
    const positions = columns();
    const first = watch(marks, positions);
    positions.lonLat.set([109.95, 35.3], 2);
    positions.atMs[1] = 5;
    expect(watch(marks, positions)).toBe(first);
    positions.atMs[0] = 0;
    expect(watch(marks, positions)).toBe(first);
  });

  it.each([
    ['its first fix, even at its base', (at: PositionColumns) => at.atMs.fill(1, 0, 1)],
    ['another place', (at: PositionColumns) => at.lonLat.set([109.91, 35.2], 0)],
    ['another course', (at: PositionColumns) => at.courseDeg.fill(90, 0, 1)],
  ])('rises with %s', (what, change) => {
    const watch = createMoveWatch();
    const marks = [team(0)];
    const positions = columns();
    if (what !== 'its first fix, even at its base') {
      positions.lonLat.set([109.9, 35.2], 0);
      positions.atMs[0] = 1;
    } else positions.lonLat.set([109.9, 35.2], 0);
    const first = watch(marks, positions);
    change(positions);
    const second = watch(marks, positions);
    expect(second).toBeGreaterThan(first);
    expect(watch(marks, positions)).toBe(second);
  });

  it('rises with another list of teams', () => {
    const watch = createMoveWatch();
    const first = watch([team(0)], columns());
    expect(watch([team(0)], columns())).toBeGreaterThan(first);
  });
});

/** One degree is a thousand pixels. */
const project = (lon: number, lat: number) => ({ x: 1000 * lon, y: -1000 * lat });

describe('labels and ways follow a team once it has gone further than they lie from it', () => {
  const standing = (): PositionColumns => {
    const positions = columns();
    positions.lonLat.set([109.9, 35.2], 0);
    positions.atMs[0] = 1;
    return positions;
  };

  it.each([
    ['not after a pixel', 'no', (at: PositionColumns) => at.lonLat.set([109.901, 35.2], 0)],
    ['after four', 'yes', (at: PositionColumns) => at.lonLat.set([109.904, 35.2], 0)],
    ['at once when it begins to roll', 'yes', (at: PositionColumns) => at.speedKmh.fill(40, 0, 1)],
    ['at once when its first fix is taken away', 'yes', (at: PositionColumns) => at.atMs.fill(0, 0, 1)],
  ])('%s', (_, follows, change) => {
    const watch = createStrayWatch();
    const positions = standing();
    const view = { positions, project };
    const marks = [team(0)];
    watch.note(marks, view);
    change(positions);
    expect(watch.since(marks, view, 3)).toBe(follows === 'yes');
  });

  it('step by step as well: what counts is the way since they were laid out', () => {
    const watch = createStrayWatch();
    const positions = standing();
    const view = { positions, project };
    const marks = [team(0)];
    watch.note(marks, view);
    const seen = [1, 2, 3.1].map((px) => {
      positions.lonLat[0] = 109.9 + px / 1000;
      return watch.since(marks, view, 3);
    });
    expect(seen).toEqual([false, false, true]);
  });
});
