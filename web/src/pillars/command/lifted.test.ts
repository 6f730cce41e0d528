import { describe, expect, it } from 'vitest';
import { liftCovered, liftedFrom } from './lifted.ts';

const project = (lon: number, lat: number): { x: number; y: number } => ({ x: lon * 10_000, y: -lat * 12_000 });
const mark = { id: 'i1', level: 3, point: { lon: 0.05, lat: -0.05 }, text: '山洪 善化村' } as const;
const at = project(mark.point.lon, mark.point.lat);
const sizes = { project, incidentPx: 40, teamPx: 26 };

describe('an incident under a team', () => {
  it('stays where it is, the same mark, when no team covers it', () => {
    const marks = [mark];
    expect(liftCovered(marks, { ...sizes, teams: [] })).toBe(marks);
    expect(liftCovered(marks, { ...sizes, teams: [{ x: at.x + 30, y: at.y }] })).toBe(marks);
  });

  it('stands above the team that covers it, its foot at its place', () => {
    const [lifted] = liftCovered([mark], { ...sizes, teams: [at] });
    expect(lifted?.foot).toEqual(mark.point);
    const drawn = project(lifted?.point.lon ?? 0, lifted?.point.lat ?? 0);
    expect(drawn.x).toBeCloseTo(at.x, 3);
    expect(drawn.y).toBeCloseTo(at.y - 37, 3);
  });

  it('stands to a side when another team is above', () => {
    const [lifted] = liftCovered([mark], { ...sizes, teams: [at, { x: at.x, y: at.y - 37 }] });
    const drawn = project(lifted?.point.lon ?? 0, lifted?.point.lat ?? 0);
    expect(drawn.x).toBeCloseTo(at.x - 37, 3);
    expect(drawn.y).toBeCloseTo(at.y, 3);
  });

  it('stands clear of the ring around something else beside it, its foot at its place', () => {
    const ring = { x: at.x, y: at.y + 6, radiusPx: 44 };
    const [lifted] = liftCovered([mark], { ...sizes, teams: [], ring });
    expect(lifted?.foot).toEqual(mark.point);
    const drawn = project(lifted?.point.lon ?? 0, lifted?.point.lat ?? 0);
    expect(drawn.x).toBeCloseTo(at.x, 3);
    expect(ring.y - drawn.y).toBeCloseTo(44 + 20 + 4, 3);
  });

  it('stays where it is beside a ring that does not touch it', () => {
    const marks = [mark];
    expect(liftCovered(marks, { ...sizes, teams: [], ring: { x: at.x, y: at.y + 69, radiusPx: 44 } })).toBe(marks);
  });

  it('is found from its place, so that what is chosen is ringed where it is drawn', () => {
    const marks = liftCovered([mark], { ...sizes, teams: [at] });
    expect(liftedFrom(mark.point, marks)).toBe(marks[0]?.point);
    expect(liftedFrom(mark.point, [mark])).toBeUndefined();
    expect(liftedFrom({ lon: 0.06, lat: -0.05 }, marks)).toBeUndefined();
    expect(liftedFrom(undefined, marks)).toBeUndefined();
  });
});
