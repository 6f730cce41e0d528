import { describe, expect, it } from 'vitest';
import { rememberSight, type SceneView } from './scene.ts';

const view: SceneView = {
  zoom: 11,
  lon: 109.9,
  lat: 35.2,
  widthPx: 1000,
  heightPx: 600,
  padding: { top: 0, right: 0, bottom: 0, left: 0 },
  project: (x, y) => ({ x, y }),
  unproject: (x, y) => [x, y],
  positions: {
    capacity: 0,
    lonLat: new Float64Array(0),
    courseDeg: new Float32Array(0),
    speedKmh: new Float32Array(0),
    atMs: new Float64Array(0),
  },
  positionVersion: 0,
  motion: 'still',
  device: undefined,
};

describe('what was made for a view', () => {
  it('is kept while the same place is seen as large, whatever moves on it', () => {
    let made = 0;
    const kept = rememberSight(() => {
      made += 1;
      return made;
    });
    expect(kept(view)).toBe(1);
    expect(kept({ ...view, positionVersion: 9, motion: 'moving' })).toBe(1);
  });

  it.each([
    ['zoom', 11.001],
    ['lon', 109.900_001],
    ['lat', 35.200_001],
    ['widthPx', 999],
    ['heightPx', 601],
  ] as const)('is made anew when %s is another', (name, value) => {
    const kept = rememberSight((seen) => seen[name]);
    kept(view);
    expect(kept({ ...view, [name]: value })).toBe(value);
  });
});
