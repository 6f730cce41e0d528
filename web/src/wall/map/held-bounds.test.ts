import { describe, expect, it } from 'vitest';
import { heldBounds } from './held-bounds.ts';

const box = (west: number, south: number, side: number) => ({ west, south, east: west + side, north: south + side });

describe('the map is still while everything is in view', () => {
  it('goes where it is first asked to go', () => {
    expect(heldBounds(undefined, box(109.9, 35.1, 0.2))).toEqual(box(109.9, 35.1, 0.2));
  });
  it('stays when what matters moves inside the view', () => {
    const before = box(109.9, 35.1, 0.2);
    expect(heldBounds(before, box(109.92, 35.12, 0.16))).toBe(before);
  });
  it('moves once, with room to spare, when something leaves the view, and is still again', () => {
    const moved = heldBounds(box(109.9, 35.1, 0.2), box(109.88, 35.1, 0.22));
    expect(moved.west).toBeLessThan(109.88);
    expect(heldBounds(moved, box(109.86, 35.1, 0.22))).toBe(moved);
  });
  it('comes closer when the view has become much too wide', () => {
    const near = box(109.95, 35.15, 0.12);
    expect(heldBounds(box(109.6, 34.9, 0.6), near)).toBe(near);
  });
});
