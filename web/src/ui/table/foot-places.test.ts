import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FootItem, isWithin, itemsBetween, placeFromFoot, pushedPx } from './foot-places.ts';

const lines = (...ids: string[]): FootItem[] => ids.map((id) => ({ id, heightPx: 40 }));

describe('lines laid out from the foot', () => {
  it('stand above one another, newest on top', () => {
    const { bottomsPx, footPx, headPx } = placeFromFoot(lines('c', 'b', 'a'), undefined);
    expect({ bottomsPx, footPx, headPx }).toEqual({ bottomsPx: [80, 40, 0], footPx: 0, headPx: 120 });
  });

  it('keep their places when newer ones come and the oldest fall off', () => {
    const before = placeFromFoot(lines('c', 'b', 'a'), undefined);
    const after = placeFromFoot(lines('e', 'd', 'c', 'b'), before);
    expect(after.bottomOf.get('c')).toBe(before.bottomOf.get('c'));
    expect(after.bottomOf.get('b')).toBe(before.bottomOf.get('b'));
    expect({ foot: after.footPx, head: after.headPx }).toEqual({ foot: 40, head: 200 });
  });

  it('keep their places when older ones are read in at the foot', () => {
    const before = placeFromFoot(lines('c', 'b'), undefined);
    const after = placeFromFoot(lines('c', 'b', 'a', '0'), before);
    expect(after.bottomOf.get('b')).toBe(0);
    expect(after.footPx).toBe(-80);
  });

  it('are given places anew long before the browser runs out of pixels', () => {
    let places = placeFromFoot([{ id: '0', heightPx: 2 ** 21 }], undefined);
    for (let n = 1; n < 20; n += 1) {
      places = placeFromFoot(
        [n, n - 1].map((id) => ({ id: String(id), heightPx: 2 ** 21 })),
        places,
      );
      expect(places.headPx).toBeLessThanOrEqual(2 ** 22);
    }
  });

  it('come out the same whatever was there before: no gap, no overlap, in order', () => {
    const items = fc.uniqueArray(
      fc.record({ id: fc.constantFrom(...'abcdefghijkl'), heightPx: fc.integer({ min: 20, max: 60 }) }),
      {
        selector: ({ id }) => id,
      },
    );
    fc.assert(
      fc.property(items, items, (was, now) => {
        const before = placeFromFoot(was, undefined);
        const { bottomsPx, headPx, footPx } = placeFromFoot(now, before);
        const tops = now.map(({ heightPx }, i) => (bottomsPx[i] ?? Number.NaN) + heightPx);
        expect(tops).toEqual([headPx, ...bottomsPx].slice(0, now.length));
        expect(bottomsPx.at(-1) ?? footPx).toBe(footPx);
      }),
    );
  });
});

describe('what is in view', () => {
  const places = placeFromFoot(lines('e', 'd', 'c', 'b', 'a'), undefined);
  it('is every line that a depth between the two touches', () => {
    expect(itemsBetween(places, 0, 79)).toEqual({ from: 0, to: 2 });
    expect(itemsBetween(places, 45, 125)).toEqual({ from: 1, to: 4 });
    expect(itemsBetween(places, -100, 1000)).toEqual({ from: 0, to: 5 });
  });
  it('is nothing of nothing', () => {
    expect(itemsBetween(placeFromFoot([], undefined), 0, 500)).toEqual({ from: 0, to: 0 });
  });
});

describe('rows that turn out to be higher than thought', () => {
  const rows = (heights: Readonly<Record<string, number>>): FootItem[] =>
    ['e', 'd', 'c', 'b', 'a'].map((id) => ({ id, heightPx: heights[id] ?? 40 }));
  const before = placeFromFoot(rows({}), undefined);

  it('move nothing when they are the newest: all below keep their places', () => {
    const after = placeFromFoot(rows({ e: 60 }), before);
    expect(after.bottomsPx).toEqual(before.bottomsPx);
    expect(after.headPx).toBe(before.headPx + 20);
  });

  it('move only older ones when they are read from above', () => {
    const after = placeFromFoot(rows({ c: 60 }), before);
    expect(after.bottomsPx.slice(0, 2)).toEqual(before.bottomsPx.slice(0, 2));
    expect(pushedPx(rows({}), before, after, 10)).toBe(0);
  });

  it('push down what is being read by as much as they grew above it', () => {
    const after = placeFromFoot(rows({ e: 60, d: 50 }), before);
    expect(pushedPx(rows({}), before, after, 90)).toBe(30);
  });

  it('push nothing that is no longer there', () => {
    expect(pushedPx(rows({}), before, placeFromFoot(lines('x'), before), 90)).toBe(0);
    expect(pushedPx([], placeFromFoot([], undefined), before, 90)).toBe(0);
  });

  it('are in view only as a whole', () => {
    expect(isWithin(before, { at: 1, heightPx: 40 }, 40, 40)).toBe(true);
    expect(isWithin(before, { at: 1, heightPx: 40 }, 41, 400)).toBe(false);
    expect(isWithin(before, { at: 1, heightPx: 40 }, 0, 79)).toBe(false);
  });
});
