import { describe, expect, it } from 'vitest';
import { markAt } from './pick-mark.ts';

const spots = [
  { id: 'a', x: 100, y: 100 },
  { id: 'b', x: 100, y: 101 },
  { id: 'c', x: 130, y: 100 },
];

describe('a press on the map', () => {
  it('means the nearest mark, and none where there is none', () => {
    expect(markAt(spots, { x: 128, y: 100 }, undefined)).toBe('c');
    expect(markAt(spots, { x: 300, y: 100 }, undefined)).toBeUndefined();
  });
  it('reaches each of several on one spot by pressing again', () => {
    const at = { x: 100, y: 100 };
    expect(markAt(spots, at, undefined)).toBe('a');
    expect(markAt(spots, at, 'a')).toBe('b');
    expect(markAt(spots, at, 'b')).toBe('a');
    expect(markAt(spots, at, 'c')).toBe('a');
  });
});
