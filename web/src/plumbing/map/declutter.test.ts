import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { declutter, type LabelSpot, type LabelWish, type MarkRank, markBox } from './declutter.ts';
import { type Box, createBoxGrid, overlap } from './declutter-grid.ts';
import { labelBox, labelSides } from './declutter-sides.ts';

const view: Box = { left: 0, top: 0, right: 1000, bottom: 600 };
const wish = (over: Partial<LabelWish>): LabelWish => ({
  id: 'a',
  rank: 'team',
  weight: 0,
  x: 500,
  y: 300,
  halfPx: 16,
  widthsPx: [100],
  heightPx: 28,
  beside: 'crowd',
  ...over,
});
const sideOf = (spots: ReadonlyMap<string, LabelSpot>, id: string) => spots.get(id)?.side;

describe('labels make room for each other', () => {
  it('stands right of its mark when nothing is in the way', () => {
    expect(sideOf(declutter([wish({})], view), 'a')).toBe('right');
  });
  it('goes to the other side at the edge of the view', () => {
    expect(sideOf(declutter([wish({ x: 980 })], view), 'a')).toBe('left');
  });
  it.each([
    ['an incident', 'a red alarm', 'incident', 'alarm'],
    ['a red alarm', 'a team under way', 'alarm', 'team'],
    ['a team under way', 'a milder sensor', 'team', 'sensor'],
    ['a sensor', 'the name of a town', 'sensor', 'town'],
    ['the name of a town', 'a shelter', 'town', 'resource'],
    ['a shelter', 'the name of a village', 'resource', 'village'],
    ['the name of a village', 'a count of who waits', 'village', 'count'],
  ] as const)('lets %s choose before %s, whatever order they come in', (_one, _two, graver, lesser) => {
    const both = [
      wish({ id: 'lesser', rank: lesser, y: 322, halfPx: 3 }),
      wish({ id: 'graver', rank: graver, halfPx: 3 }),
    ];
    const placed = declutter(both, view);
    expect(sideOf(placed, 'graver')).toBe('right');
    expect(sideOf(placed, 'lesser')).not.toBe('right');
  });
  it('leaves out a resource without room but never an incident', () => {
    const crowd = Array.from({ length: 15 }, (_, i) => wish({ id: `team${i}`, weight: i, halfPx: 6 }));
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

  const cramped: Box = { left: 380, top: 280, right: 620, bottom: 320 };
  it('says the short form where the whole has no room', () => {
    expect(declutter([wish({ widthsPx: [180, 60] })], view).get('a')?.form).toBe(0);
    expect(declutter([wish({ widthsPx: [180, 60] })], cramped).get('a')?.form).toBe(1);
    expect(declutter([wish({ widthsPx: [180] })], cramped).size).toBe(0);
  });

  /** Its own mark lies between two others: the names of the crowd stand around it. */
  const between = (over: Partial<LabelWish>): LabelWish[] => [
    wish({ id: 'one', rank: 'resource', x: 486, widthsPx: [] }),
    wish({ id: 'two', rank: 'resource', x: 514, widthsPx: [] }),
    wish({ halfPx: 5, ...over }),
  ];
  it('stands beside the crowd its mark lies in, when that leaves it no room beside itself', () => {
    const spot = declutter(between({ rank: 'town' }), view).get('a');
    // As near to its own mark as the crowd lets it.
    expect(spot).toMatchObject({ side: 'below', box: { top: 300 + 16 + 6 } });
  });
  it('a team has the side of its own circle before a red alarm under it stands beside both', () => {
    const placed = declutter([wish({ id: 'team' }), wish({ id: 'alarm', rank: 'alarm', halfPx: 5, x: 502 })], view);
    expect(sideOf(placed, 'team')).toBe('right');
    expect(placed.has('alarm')).toBe(true);
  });
  it('a team with one side left has it, before an alarm with many takes it', () => {
    const hemmed = wish({ id: 'hemmed', halfPx: 16 });
    const hedge = [
      wish({ id: 'r', x: 560, halfPx: 40, widthsPx: [], rank: 'incident' }),
      wish({ id: 'a', y: 240, halfPx: 38, widthsPx: [], rank: 'incident' }),
      wish({ id: 'b', y: 360, halfPx: 38, widthsPx: [], rank: 'incident' }),
    ];
    const alarm = wish({ id: 'alarm', rank: 'alarm', x: 355, halfPx: 5 });
    const placed = declutter([alarm, hemmed, ...hedge], view);
    expect(sideOf(placed, 'hemmed')).toBe('left');
    expect(placed.has('alarm')).toBe(true);
  });
  it('a village under graver marks gives way instead', () => {
    expect(declutter(between({ rank: 'village', beside: 'mark' }), view).size).toBe(0);
  });
  it('is written over the dot of a lesser place, never over a glyph', () => {
    const full = labelSides.map((side, i) => {
      const { left, right, top, bottom } = labelBox(markBox(wish({})), side, { widthPx: 100, heightPx: 28 });
      return wish({ id: `${i}`, x: (left + right) / 2, y: (top + bottom) / 2, halfPx: 2, widthsPx: [] });
    });
    const as = (rank: MarkRank) => declutter([wish({}), ...full.map((one) => ({ ...one, rank }))], view);
    expect(as('village').has('a')).toBe(true);
    expect(as('resource').has('a')).toBe(false);
  });
});

const anyWish = fc.record({
  id: fc.uuid(),
  rank: fc.constantFrom<MarkRank>('alarm', 'team', 'sensor', 'town', 'resource', 'village', 'count', 'trail'),
  weight: fc.integer({ min: 0, max: 9 }),
  x: fc.integer({ min: 0, max: 1000 }),
  y: fc.integer({ min: 0, max: 600 }),
  halfPx: fc.integer({ min: 2, max: 30 }),
  widthsPx: fc.array(fc.integer({ min: 10, max: 200 }), { maxLength: 2 }),
  heightPx: fc.integer({ min: 14, max: 40 }),
  beside: fc.constantFrom('mark', 'crowd') as fc.Arbitrary<LabelWish['beside']>,
});
const wishes = fc.uniqueArray(anyWish, { maxLength: 60, selector: ({ id }) => id });

describe('however many stand about', () => {
  it('no two texts overlap, none leaves the view, none lies over a glyph', () => {
    fc.assert(
      fc.property(wishes, (given) => {
        const placed = declutter(given, view);
        const boxes = [...placed.values()].map(({ box }) => box);
        for (const [i, a] of boxes.entries()) {
          expect(a.left >= 0 && a.right <= 1000 && a.top >= 0 && a.bottom <= 600).toBe(true);
          expect(boxes.slice(i + 1).filter((b) => overlap(a, b))).toEqual([]);
        }
        for (const [id, { box }] of placed) {
          const glyphs = given.filter((one) => one.id !== id && !['town', 'village', 'trail'].includes(one.rank));
          expect(glyphs.filter((one) => overlap(markBox(one), box))).toEqual([]);
        }
      }),
    );
  });

  it('incidents never write over each other either, and each has its name', () => {
    const spots = fc.record({ x: fc.integer({ min: 250, max: 750 }), y: fc.integer({ min: 200, max: 400 }) });
    fc.assert(
      fc.property(fc.array(spots, { maxLength: 8 }), (given) => {
        const placed = declutter(
          given.map((spot, i) => wish({ ...spot, id: `${i}`, rank: 'incident', halfPx: 20 })),
          view,
        );
        expect(placed.size).toBe(given.length);
        const boxes = [...placed.values()].map(({ box }) => box);
        for (const [i, a] of boxes.entries()) expect(boxes.slice(i + 1).filter((b) => overlap(a, b))).toEqual([]);
      }),
    );
  });

  it('what comes later never moves what is graver', () => {
    fc.assert(
      fc.property(wishes, (given) => {
        const silent = (one: LabelWish): LabelWish => (one.rank === 'trail' ? { ...one, widthsPx: [] } : one);
        const all = declutter(given, view);
        const without = declutter(given.map(silent), view);
        for (const { id, rank } of given) if (rank !== 'trail') expect(all.get(id)).toEqual(without.get(id));
      }),
    );
  });

  it('what is near is found by cells as by looking at all', () => {
    const anyBox = fc
      .tuple(
        fc.integer({ min: -300, max: 1300 }),
        fc.integer({ min: -300, max: 900 }),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 120 }),
      )
      .map(([left, top, w, h]): Box => ({ left, top, right: left + w, bottom: top + h }));
    fc.assert(
      fc.property(fc.array(anyBox, { maxLength: 60 }), anyBox, (boxes, asked) => {
        const grid = createBoxGrid<Box>();
        for (const box of boxes) grid.add(box);
        expect(new Set(grid.near(asked))).toEqual(new Set(boxes.filter((box) => overlap(box, asked))));
      }),
    );
  });
});
