import type { Ring } from '@sitong/shared/kernel/geo.ts';
import { pointInRing } from '@sitong/shared/kernel/geo.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atLeast, boundsOf, snapped } from './bounds.ts';
import { countCells, stackPoints } from './cluster.ts';
import { dashes } from './dashes.ts';
import { dissolve } from './dissolve.ts';
import { hatch } from './hatch.ts';
import { metresPerPixel, toLonLat, toPixel } from './mercator.ts';
import { scaleLength } from './scale-bar.tsx';
import { extendTrail, type TrailPoint, trailLimits } from './trail.ts';

const square = (west: number, south: number, size: number): Ring => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];

describe('projection', () => {
  it('comes back to where it began', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -179, max: 179, noNaN: true }),
        fc.double({ min: -80, max: 80, noNaN: true }),
        (lon, lat) => {
          const { x, y } = toPixel(lon, lat, 11);
          const [backLon, backLat] = toLonLat(x, y, 11);
          return Math.abs(backLon - lon) < 1e-9 && Math.abs(backLat - lat) < 1e-9;
        },
      ),
    );
  });
  it('has 78,271.5 m to a pixel at the equator of zoom 0', () => expect(metresPerPixel(0, 0)).toBeCloseTo(78_271.5, 1));
  it('writes round lengths on the scale bar', () => {
    expect(scaleLength(20, 130)).toEqual({ lengthM: 2000, widthPx: 100 });
    expect(scaleLength(3.3, 130)).toMatchObject({ lengthM: 200 });
  });
});

describe('outline of neighbouring divisions', () => {
  it('drops the edge two of them share', () => {
    const rings = dissolve([square(0, 0, 1), square(1, 0, 1)]);
    expect(rings).toHaveLength(1);
    expect(rings[0]).toHaveLength(7);
    expect(rings[0]?.[0]).toEqual(rings[0]?.at(-1));
  });
  it('keeps areas that do not touch', () => expect(dissolve([square(0, 0, 1), square(3, 0, 1)])).toHaveLength(2));
});

describe('hatch', () => {
  const style = { anglesDeg: [45], everyPx: 40, rimEveryPx: 10, rimPx: 20 };
  it('lies inside the area, dense at the rim and faint within', () => {
    const ring = square(109.8, 35.2, 0.2);
    const { rim, inner } = hatch([ring], 11, style);
    expect(rim.count).toBeGreaterThan(inner.count);
    for (const { from, to, count } of [rim, inner]) {
      for (let i = 0; i < count; i++) {
        const lon = ((from[2 * i] ?? 0) + (to[2 * i] ?? 0)) / 2;
        const lat = ((from[2 * i + 1] ?? 0) + (to[2 * i + 1] ?? 0)) / 2;
        expect(pointInRing({ lon, lat }, ring)).toBe(true);
      }
    }
  });
  it('keeps every rim line within the rim and every faint one out of it', () => {
    const ring = square(109.8, 35.2, 0.2);
    const corner = toPixel(109.8, 35.4, 11);
    const far = toPixel(110, 35.2, 11);
    const depth = (lon: number, lat: number): number => {
      const { x, y } = toPixel(lon, lat, 11);
      return Math.min(x - corner.x, far.x - x, y - corner.y, far.y - y);
    };
    const { rim, inner } = hatch([ring], 11, style);
    for (let i = 0; i < rim.count; i++) {
      expect(
        depth(
          ((rim.from[2 * i] ?? 0) + (rim.to[2 * i] ?? 0)) / 2,
          ((rim.from[2 * i + 1] ?? 0) + (rim.to[2 * i + 1] ?? 0)) / 2,
        ),
      ).toBeLessThan(20.5);
    }
    for (let i = 0; i < inner.count; i++) {
      expect(
        depth(
          ((inner.from[2 * i] ?? 0) + (inner.to[2 * i] ?? 0)) / 2,
          ((inner.from[2 * i + 1] ?? 0) + (inner.to[2 * i + 1] ?? 0)) / 2,
        ),
      ).toBeGreaterThan(19.5);
    }
  });
  it('leaves a hole unhatched', () => {
    const { rim, inner } = hatch([square(109.8, 35.2, 0.2), square(109.87, 35.27, 0.06)], 11, style);
    for (const { from, to, count } of [rim, inner]) {
      for (let i = 0; i < count; i++) {
        const middle = {
          lon: ((from[2 * i] ?? 0) + (to[2 * i] ?? 0)) / 2,
          lat: ((from[2 * i + 1] ?? 0) + (to[2 * i + 1] ?? 0)) / 2,
        };
        expect(pointInRing(middle, square(109.87, 35.27, 0.06))).toBe(false);
      }
    }
  });
});

describe('dashes', () => {
  it('cover on/(on+off) of the line', () => {
    const from = toPixel(109.8, 35.2, 11);
    const end = toLonLat(from.x + 300, from.y, 11);
    const cut = dashes([[109.8, 35.2], end], 11, 10, 5);
    expect(cut).toHaveLength(20);
    const drawn = cut.reduce((sum, dash) => sum + Math.abs((dash.at(-1)?.[0] ?? 0) - (dash[0]?.[0] ?? 0)), 0);
    expect(drawn / (end[0] - 109.8)).toBeCloseTo(2 / 3, 3);
  });
});

describe('what stands on one spot is drawn once', () => {
  it('stacks near points and leaves far ones alone', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 5, y: 5 },
      { x: 200, y: 0 },
    ];
    const stacks = stackPoints(3, (i) => points[i] ?? { x: 0, y: 0 }, 30);
    expect(stacks.map(({ members }) => members)).toEqual([[0, 1], [2]]);
  });
  it('loses nobody and puts everyone near enough', () => {
    const point = fc.record({ x: fc.integer({ min: -500, max: 1500 }), y: fc.integer({ min: -500, max: 1500 }) });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 120 }), (points) => {
        const stacks = stackPoints(points.length, (i) => points[i] ?? { x: 0, y: 0 }, 32);
        const members = stacks.flatMap((stack) => stack.members);
        const near = stacks.every((stack) =>
          stack.members.every((i) => Math.hypot((points[i]?.x ?? 0) - stack.x, (points[i]?.y ?? 0) - stack.y) < 32),
        );
        return near && members.length === points.length && new Set(members).size === points.length;
      }),
    );
  });
  it('counts by cell only what is in view and has ever told where it is', () => {
    const corner = toPixel(109.93, 35.19, 12);
    const view = {
      widthPx: 600,
      heightPx: 600,
      unproject: (x: number, y: number) => toLonLat(corner.x + x, corner.y + y, 12),
    };
    const pixels = [
      [10, 10],
      [12, 14],
      [500, 500],
      [-5, 3],
      [300, 601],
      [11, 11],
    ] as const;
    const lonLat = Float64Array.from(pixels.flatMap(([x, y]) => view.unproject(x, y)));
    const atMs = Float64Array.from([1, 1, 1, 1, 1, 0]);
    const cells = countCells({ lonLat, atMs }, pixels.length, view, 100);
    expect(cells.inView).toBe(3);
    expect(cells.count[0]).toBe(2);
    expect(cells.sumX[0]).toBeCloseTo(22, 3);
    expect(cells.count[5 * 6 + 5]).toBe(1);
  });
});

describe('trail', () => {
  const at = (lon: number, atMs: number): TrailPoint => ({ lon, lat: 35, atMs });
  it('takes movement, not standing still and not the past', () => {
    const one = extendTrail([], at(110, 1000));
    expect(extendTrail(one, at(110.0001, 2000))).toBe(one);
    expect(extendTrail(one, at(110.1, 500))).toBe(one);
    expect(extendTrail(one, at(110.1, 2000))).toHaveLength(2);
    expect(extendTrail([], at(110, 0))).toHaveLength(0);
  });
  it('is bounded in points and age', () => {
    let trail: readonly TrailPoint[] = [];
    for (let i = 1; i <= 1000; i++) trail = extendTrail(trail, at(100 + i / 100, i * 1000));
    expect(trail.length).toBe(trailLimits.points);
    const later = extendTrail(trail, at(150, 1_000_000 + 2 * trailLimits.ageMs));
    expect(later).toHaveLength(1);
  });
});

describe('what is in view', () => {
  it('does not change when a team moves a little', () => {
    const box = (lon: number) =>
      snapped(
        atLeast(
          boundsOf([
            { lon: 109.9, lat: 35.3 },
            { lon, lat: 35.2 },
          ]) ?? { west: 0, south: 0, east: 0, north: 0 },
          0.12,
        ),
        0.02,
      );
    expect(box(110.051)).toEqual(box(110.053));
    expect(boundsOf([])).toBeUndefined();
  });
});
