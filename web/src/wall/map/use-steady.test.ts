import { describe, expect, it } from 'vitest';
import { sameMembers } from './use-steady.ts';

describe('a list that says the same is the same list', () => {
  const a = { id: 'a', text: '1' };
  const b = { id: 'b', text: '2' };

  it('with the same members', () => {
    expect(sameMembers([a, b], [a, b])).toBe(true);
    expect(sameMembers([a, b], [a, { ...b }])).toBe(false);
  });

  it('with members that say the same, where the caller knows what matters', () => {
    const sameText = (one: typeof a, two: typeof a): boolean => one.text === two.text;
    expect(sameMembers([a, b], [a, { ...b }], sameText)).toBe(true);
    expect(sameMembers([a, b], [a, { ...b, text: '3' }], sameText)).toBe(false);
  });

  it('never with more, fewer or others in another order', () => {
    expect(sameMembers([a, b], [a])).toBe(false);
    expect(sameMembers([a], [a, b])).toBe(false);
    expect(sameMembers([a, b], [b, a])).toBe(false);
  });
});
