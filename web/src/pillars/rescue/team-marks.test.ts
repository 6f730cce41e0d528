import { expect, it } from 'vitest';
import type { PositionColumns } from '../../plumbing/positions/position-store.ts';
import { positionedTeams, teamMarks } from './team-marks.ts';

const nowMs = Date.parse('2026-07-18T20:47:32+08:00');
const row = (id: string) => ({
  id,
  name: id,
  kind: 'town' as const,
  division: '610525101000',
  base: { lon: 109.9, lat: 35.2 },
  leader: 'p',
  members: 10,
  vehicles: 1,
  skills: [],
  departWithinMin: 10,
});

it('a team counts once as found, a terminal without a team and one lost for no team', () => {
  const positions: PositionColumns = {
    capacity: 5,
    lonLat: new Float64Array(10),
    speedKmh: new Float32Array(5),
    courseDeg: new Float32Array(5),
    atMs: new Float64Array([nowMs - 1000, nowMs - 2000, nowMs - 3000, nowMs - 301_000, 0]),
  };
  const unit = (index: number, team?: string) => ({
    index,
    terminal: `t${index}`,
    label: '',
    source: 'osmand',
    ...(team === undefined ? {} : { team }),
  });
  const units = [unit(0), unit(1, 'a'), unit(2, 'a'), unit(3, 'b'), unit(4, 'c')];
  const marks = teamMarks([row('a'), row('b'), row('c'), row('d')], { teams: {}, orders: {} }, units);
  expect(positionedTeams(marks, positions, nowMs, 300_000)).toBe(1);
});
