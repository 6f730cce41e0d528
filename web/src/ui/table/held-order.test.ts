import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdOrder } from './held-order.ts';

describe('new rows do not move the row under the cursor (ux.md §4)', () => {
  it('shows what came in as it came while nobody points at a row', () => {
    expect(holdOrder(['a', 'b'], ['n', 'a', 'b'], null)).toEqual({ order: ['n', 'a', 'b'], waiting: 0 });
  });
  it('keeps new rows above the anchor back and counts them', () => {
    expect(holdOrder(['a', 'b', 'c'], ['n', 'a', 'm', 'b', 'c'], 'b')).toEqual({ order: ['a', 'b', 'c'], waiting: 2 });
  });
  it('lets new rows below the anchor in, where they belong', () => {
    expect(holdOrder(['a', 'b', 'c'], ['a', 'b', 'n', 'c', 'm'], 'b').order).toEqual(['a', 'b', 'n', 'c', 'm']);
  });
  it('lets go of rows that are gone', () => {
    expect(holdOrder(['a', 'b', 'c'], ['b'], 'b')).toEqual({ order: ['b'], waiting: 0 });
  });
  it('lets everything in once the anchored row itself is gone', () => {
    expect(holdOrder(['a', 'b'], ['n', 'b'], 'a')).toEqual({ order: ['n', 'b'], waiting: 0 });
  });

  const ids = fc.uniqueArray(fc.constantFrom(...'abcdefghijkl'), { minLength: 1 });
  it('never pushes the anchor down, never doubles a row, never loses one for good', () => {
    fc.assert(
      fc.property(ids, ids, fc.nat(20), (shown, incoming, pick) => {
        const anchor = shown[pick % shown.length] ?? '';
        const { order, waiting } = holdOrder(shown, incoming, anchor);
        expect(new Set(order).size).toBe(order.length);
        expect(order.length + waiting).toBe(incoming.length);
        expect(order.every((id) => incoming.includes(id))).toBe(true);
        if (incoming.includes(anchor)) expect(order.indexOf(anchor)).toBeLessThanOrEqual(shown.indexOf(anchor));
      }),
    );
  });
});
