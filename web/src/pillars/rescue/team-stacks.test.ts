import { describe, expect, it } from 'vitest';
import { mapLook } from '../../plumbing/map/map-look.ts';
import type { PositionColumns } from '../../plumbing/positions/position-store.ts';
import { teamLabels } from './team-labels.ts';
import type { TeamColumn, TeamMark } from './team-marks.ts';
import { mostOnOneSpot, reachAround, spreadTeams } from './team-spread.ts';
import { stackTeams } from './team-stacks.ts';

const nowMs = Date.parse('2026-07-18T20:47:32+08:00');
const look = mapLook('dark', 'wall', 26);
/** One degree is a thousand pixels. */
const project = (lon: number, lat: number) => ({ x: 1000 * (lon - 109), y: 1000 * (36 - lat) });

/** Three units: the first with a fresh fix, the second lost for 12 minutes, the third never heard. */
const positions: PositionColumns = {
  capacity: 3,
  lonLat: new Float64Array([109.91, 35.21, 109.95, 35.25, 0, 0]),
  speedKmh: new Float32Array(3),
  courseDeg: new Float32Array(3),
  atMs: new Float64Array([nowMs - 20_000, nowMs - 12 * 60_000, 0]),
};

function team(id: string, column: TeamColumn, unit: number, lon = 109.9, lat = 35.2): TeamMark {
  const base = { lon, lat };
  return { id, name: id, kind: 'town', column, status: 'available', base, members: 10, unit, order: undefined };
}

const words = {
  arrives: (name: string) => `${name} arrives`,
  due: (name: string) => `${name} due`,
  lost: (name: string) => `${name} lost`,
  unplaced: (name: string) => `${name} unplaced`,
  home: (count: number) => `${count} home`,
  stack: (name: string, count: number) => `${name} of ${count}`,
  time: String,
};

const stacksOf = (teams: readonly TeamMark[]) => stackTeams(teams, { positions, nowMs, look, project });
const labelsOf = (teams: readonly TeamMark[]) => teamLabels(stacksOf(teams), positions, nowMs, look, words);

describe('teams that wait are calm on the map', () => {
  it('those without any fix are counted by neighbourhood, never named one by one', () => {
    const labels = labelsOf([
      team('a', 'available', -1),
      team('b', 'available', -1, 109.905),
      team('c', 'available', 2, 109.902),
      team('far', 'available', -1, 110.3),
    ]);
    expect(labels.map(({ text }) => text)).toEqual(['3 home', 'far']);
  });
  it('a count goes after every name: towns, shelters and busy teams come first', () => {
    const [home] = labelsOf([team('a', 'available', -1), team('b', 'available', -1)]);
    expect(home).toMatchObject({ rank: 'count' });
  });
  it('one with a fix keeps its circle and its name, a lost one says so', () => {
    const labels = labelsOf([team('a', 'available', 0), team('b', 'available', 1)]);
    expect(labels.map(({ text }) => text)).toEqual(['a', 'b lost']);
  });
  it('one that is out is never only counted, whether or not it has a fix', () => {
    const stacks = stacksOf([team('a', 'out', -1), team('b', 'out', 2)]);
    expect(stacks).toMatchObject([
      { count: 1, place: 'fix' },
      { count: 1, place: 'fix' },
    ]);
    expect(labelsOf([team('a', 'out', -1)])).toMatchObject([{ text: 'a unplaced', rank: 'team' }]);
  });
  it('off duty and without a fix it is in the list alone', () => {
    expect(stacksOf([team('a', 'off_duty', -1)])).toEqual([]);
    expect(stacksOf([team('a', 'off_duty', 0)])).toHaveLength(1);
  });
});

/** Where each of these is drawn, pixels. */
function drawnAt(teams: readonly TeamMark[]) {
  const aside = spreadTeams(teams, { positions, project, teamPx: look.teamPx });
  return teams.map(({ id, base }) => {
    const { x, y } = project(base.lon, base.lat);
    return { x: x + (aside.get(id)?.x ?? 0), y: y + (aside.get(id)?.y ?? 0) };
  });
}

describe('busy teams on one spot are all to be read, or counted', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];

  it.each([2, 3, 6])('%i stand side by side around it, none over another', (count) => {
    const spots = drawnAt(ids.slice(0, count).map((id) => team(id, 'on_scene', -1)));
    for (const [i, one] of spots.entries())
      for (const two of spots.slice(i + 1))
        expect(Math.hypot(one.x - two.x, one.y - two.y)).toBeGreaterThanOrEqual(look.teamPx);
    const middle = spots.reduce((sum, { x }) => sum + x, 0) / count;
    expect(middle).toBeCloseTo(project(109.9, 35.2).x);
  });

  it('the same team stands on the same side, in whatever order they come', () => {
    const [a, b] = [team('a', 'on_scene', -1), team('b', 'on_scene', -1)];
    expect(drawnAt([a, b])).toEqual(drawnAt([b, a]).reverse());
  });

  it('one that stands alone is drawn where it is', () => {
    const teams = [team('a', 'on_scene', -1), team('b', 'on_scene', -1, 110.1)];
    expect(spreadTeams(teams, { positions, project, teamPx: look.teamPx }).size).toBe(0);
  });

  it('their labels stand beside where they are drawn', () => {
    const teams = [team('a', 'on_scene', -1), team('b', 'on_scene', -1)];
    const spread = spreadTeams(teams, { positions, project, teamPx: look.teamPx });
    const labels = teamLabels(stacksOf(teams), positions, nowMs, look, words, spread);
    expect(labels.map(({ aside }) => Math.sign(aside?.x ?? 0))).toEqual([-1, 1]);
  });

  it('a ring around their spot takes them in whole, and knows nothing of those elsewhere', () => {
    const teams = [team('a', 'on_scene', -1), team('b', 'on_scene', -1)];
    const input = { positions, project, teamPx: look.teamPx };
    const spread = spreadTeams(teams, input);
    expect(reachAround({ lon: 109.9, lat: 35.2 }, teams, spread, input)).toBeCloseTo(1.03 * look.teamPx);
    expect(reachAround({ lon: 110.2, lat: 35.2 }, teams, spread, input)).toBe(0);
  });

  it('a whole column is one circle with its number', () => {
    const teams = Array.from({ length: mostOnOneSpot + 1 }, (_, i) => team(`t${i}`, 'on_scene', -1));
    expect(stacksOf(teams)).toMatchObject([{ count: mostOnOneSpot + 1 }]);
    expect(labelsOf(teams)).toMatchObject([{ text: `t0 of ${mostOnOneSpot + 1}` }]);
  });
});
