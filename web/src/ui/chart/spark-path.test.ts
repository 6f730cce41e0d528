import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sparkDrawing } from './spark-path.ts';

const box = { width: 100, height: 20 };

describe('sparkline', () => {
  it('puts the highest at the top and the last point at the right', () => {
    const drawing = sparkDrawing(
      [
        { atMs: 0, value: 1 },
        { atMs: 10, value: 3 },
      ],
      [2],
      box,
    );
    expect(drawing.line).toBe('M0 20L100 0');
    expect(drawing.thresholds).toEqual([10]);
    expect(drawing.last).toEqual({ x: 100, y: 0 });
  });
  it('leaves a gap where nothing was measured', () => {
    const drawing = sparkDrawing(
      [
        { atMs: 0, value: 1 },
        { atMs: 5, value: null },
        { atMs: 10, value: 1 },
      ],
      [],
      box,
    );
    expect(drawing.line).toBe('M0 10M100 10');
  });
  it('draws nothing, and does not fail, without data', () => {
    expect(sparkDrawing([], [], box)).toEqual({ line: '', thresholds: [], last: null });
  });
  it('keeps every point and threshold inside the box', () => {
    const point = fc.record({ atMs: fc.nat(1e6), value: fc.option(fc.double({ min: -1e4, max: 1e4, noNaN: true })) });
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1 }),
        fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true })),
        (raw, limits) => {
          const points = [...raw].sort((a, b) => a.atMs - b.atMs);
          const drawing = sparkDrawing(points, limits, box);
          const heights = [...drawing.thresholds, ...(drawing.last === null ? [] : [drawing.last.y])];
          return heights.every((y) => y >= 0 && y <= box.height) && !drawing.line.includes('NaN');
        },
      ),
    );
  });
});
