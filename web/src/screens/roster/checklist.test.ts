import { initialWorld } from '@sitong/shared/protocol/world-state.ts';
import { describe, expect, it } from 'vitest';
import { CHECKS, handOverCounts } from './checklist.ts';

describe('hand-over checklist', () => {
  it('counts every matter it lists, from the state', () => {
    const counts = handOverCounts(initialWorld);
    expect(Object.keys(counts).sort()).toEqual(CHECKS.filter((check) => check !== 'sound').toSorted());
    expect(Object.values(counts).every((count) => count === 0)).toBe(true);
  });
});
