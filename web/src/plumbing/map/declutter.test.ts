import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, declutter, type LabelWish, labelBox, type MarkRank } from './declutter.ts';

const view: Box = { left: 0, top: 0, right: 1000, bottom: 600 };
const wish = (over: Partial<LabelWish>): LabelWish => ({
  id: 'a',
  rank: 'team',
  weight: 0,
  x: 500,
  y: 300,
  halfPx: 16,
  widthPx: 100,
  heightPx: 28,
  ...over,
});
const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

describe('labels make room for each other', () => {
  it('stands right of its mark when nothing is in the way', () => {
    expect(declutter([wish({})], view).get('a')).toBe('right');
  });
  it('goes to the other side at the edge of the view', () => {
    expect(declutter([wish({ x: 980 })], view).get('a')).toBe('left');
  });
  it('lets an incident choose before a team, whatever order they come in', () => {
    const both = [wish({ id: 'team' }), wish({ id: 'incident', rank: 'incident', x: 510 })];
    const placed = declutter(both, view);
    expect(placed.get('incident')).toBe('right');
    expect(placed.get('team')).not.toBe('right');
  });
  it('leaves out a resource without room but never an incident', () => {
    const crowd = Array.from({ length: 9 }, (_, i) => wish({ id: `team${i}`, weight: i }));
    const placed = declutter(
      [...crowd, wish({ id: 'shelter', rank: 'resource' }), wish({ id: 'incident', rank: 'incident' })],
      view,
    );
    expect(placed.has('shelter')).toBe(false);
    expect(placed.has('incident')).toBe(true);
  });
  it('names nothing outside the view', () => {
    expect(declutter([wish({ x: -50 })], view).size).toBe(0);
  });

  const anyWish = fc.record({
    id: fc.uuid(),
    rank: fc.constantFrom<MarkRank>('team', 'warning', 'place', 'resource'),
    weight: fc.integer({ min: 0, max: 9 }),
    x: fc.integer({ min: 0, max: 1000 }),
    y: fc.integer({ min: 0, max: 600 }),
    halfPx: fc.integer({ min: 2, max: 30 }),
    widthPx: fc.integer({ min: 10, max: 200 }),
    heightPx: fc.integer({ min: 14, max: 40 }),
  });
  it('never lets two labels overlap, nor one leave the view', () => {
    fc.assert(
      fc.property(fc.array(anyWish, { maxLength: 40 }), (wishes) => {
        const placed = declutter(wishes, view);
        const boxes = wishes.flatMap((one) => {
          const side = placed.get(one.id);
          return side === undefined ? [] : [labelBox(one, side)];
        });
        for (const [i, a] of boxes.entries()) {
          if (a.left < 0 || a.right > 1000 || a.top < 0 || a.bottom > 600) return false;
          for (const b of boxes.slice(i + 1)) if (overlap(a, b)) return false;
        }
        return true;
      }),
    );
  });

  /** The rule said plainly: the first side clear of all, else the first that covers lesser marks only. */
  const plainly = (wishes: readonly LabelWish[]): [string, string][] => {
    const rank: Readonly<Record<MarkRank, number>> = { incident: 0, team: 1, warning: 2, place: 3, resource: 4 };
    const sides = [
      'right',
      'left',
      'below',
      'above',
      'right-above',
      'right-below',
      'left-above',
      'left-below',
    ] as const;
    const mark = ({ x, y, halfPx }: LabelWish): Box => ({
      left: x - halfPx,
      right: x + halfPx,
      top: y - halfPx,
      bottom: y + halfPx,
    });
    const placed: Box[] = [];
    return [...wishes]
      .sort((a, b) => rank[a.rank] - rank[b.rank] || a.weight - b.weight || (a.id < b.id ? -1 : 1))
      .flatMap((one): [string, string][] => {
        const free = sides.filter((side) => {
          const box = labelBox(one, side);
          const inside = box.left >= 0 && box.top >= 0 && box.right <= 1000 && box.bottom <= 600;
          return inside && !placed.some((other) => overlap(box, other));
        });
        const clearOf = (side: (typeof sides)[number], others: readonly LabelWish[]): boolean =>
          others.every((other) => other === one || !overlap(labelBox(one, side), mark(other)));
        const equals = wishes.filter((other) => rank[other.rank] <= rank[one.rank]);
        const side = free.find((at) => clearOf(at, wishes)) ?? free.find((at) => clearOf(at, equals));
        if (side === undefined) return [];
        placed.push(labelBox(one, side));
        return [[one.id, side]];
      });
  };
  it('finds the side that the rule names, however many stand about', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyWish, { maxLength: 60, selector: ({ id }) => id }), (wishes) => {
        expect([...declutter(wishes, view)]).toEqual(plainly(wishes));
      }),
    );
  });
});
