import type { Ring } from '@sitong/shared/kernel/geo.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginDrawing,
  cornersFrom,
  type Drawing,
  linesOf,
  MOST_RINGS,
  rounded,
  undone,
  withoutRing,
  withRing,
} from './drawing.ts';

const box = (at: number): Ring => [
  [109 + at, 35],
  [109.1 + at, 35],
  [109.1 + at, 35.1],
  [109 + at, 35.1],
  [109 + at, 35],
];

describe('outlines being drawn', () => {
  it('undo gives back each state in turn, whatever was drawn, changed and taken out', () => {
    const step = fc.oneof(
      fc.nat(5).map((at) => (drawing: Drawing) => withRing(drawing, at, rounded(box(at / 10)))),
      fc.constant((drawing: Drawing) => withRing(drawing, undefined, box(0.3))),
      fc.nat(5).map((at) => (drawing: Drawing) => withoutRing(drawing, at)),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const states = [beginDrawing([])];
        for (const one of steps) {
          const before = states.at(-1) ?? beginDrawing([]);
          const after = one(before);
          if (after !== before) states.push(after);
        }
        let now = states.at(-1) ?? beginDrawing([]);
        for (const { rings, selected } of states.toReversed()) {
          expect({ rings: now.rings, selected: now.selected }).toEqual({ rings, selected });
          expect(now.rings.length).toBeLessThanOrEqual(MOST_RINGS);
          now = undone(now);
        }
        expect(undone(now)).toBe(now);
      }),
    );
  });

  it('corners come back from their own lines, and from other ways of writing them', () => {
    expect(cornersFrom(linesOf(box(0.5)))).toEqual({ kind: 'ring', ring: box(0.5) });
    const typed = '北纬35° 东经109°\n109.1, 35\n\n35.1N 109.1E';
    expect(cornersFrom(typed)).toMatchObject({
      kind: 'ring',
      ring: [
        [109, 35],
        [109.1, 35],
        [109.1, 35.1],
        [109, 35],
      ],
    });
  });

  it('says which line is no coordinate, how many corners are there, and that an outline crosses itself', () => {
    expect(cornersFrom('109, 35\n善化桥\n109.1, 35')).toEqual({ kind: 'not_coordinates', line: 2 });
    expect(cornersFrom('109, 35\n109.1, 35')).toEqual({ kind: 'few', count: 2 });
    expect(cornersFrom('')).toEqual({ kind: 'few', count: 0 });
    expect(cornersFrom('109, 35\n109.1, 35.1\n109.1, 35\n109, 35.1')).toEqual({
      kind: 'fault',
      fault: 'crosses_itself',
    });
  });
});
