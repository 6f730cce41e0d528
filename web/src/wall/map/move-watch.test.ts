import { describe, expect, it } from 'vitest';
import type { TeamMark } from '../../pillars/rescue/team-marks.ts';
import type { PositionColumns } from '../../plumbing/positions/position-store.ts';
import { createMoveWatch } from './move-watch.ts';

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
