import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_PRACTICE,
  orderFaults,
  PRACTICE_LIST,
  PracticeSchema,
  practiceOf,
  SHIPPED_VALUES,
  valueFaults,
  valuesOf,
} from './practice.ts';
import type { PracticeLeaf, PracticeValue } from './practice-leaf.ts';

function arbitraryValue(leaf: PracticeLeaf): fc.Arbitrary<PracticeValue> {
  if (leaf.kind === 'level') return fc.constantFrom(1, 2, 3, 4);
  if (leaf.kind === 'digits')
    return fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: leaf.length, maxLength: leaf.length })
      .map((all) => all.join(''));
  if (leaf.kind === 'fingerprints')
    return fc.array(fc.stringMatching(/^[0-9a-f]{64}$/), { maxLength: leaf.most }).map((all) => all.join(' '));
  return leaf.kind === 'whole'
    ? fc.integer({ min: leaf.least, max: leaf.most })
    : fc.double({ min: leaf.least, max: leaf.most, noNaN: true });
}

/** Any values within their bounds. */
export const arbitraryValues = fc.record(
  Object.fromEntries(PRACTICE_LIST.map(({ path, leaf }) => [path, arbitraryValue(leaf)])),
);

describe('local practice', () => {
  it.each(['', 'a'.repeat(64), `${'a'.repeat(64)} ${'b'.repeat(64)}`])('takes fingerprints %j', (value) => {
    expect(valueFaults({ 'warning.trustedSigners': value })).toEqual([]);
  });

  it.each(['a', 'A'.repeat(64), `${'a'.repeat(64)} `, ` ${'a'.repeat(64)}`, 'a'.repeat(128), 64])(
    'refuses %j as fingerprints',
    (value) => {
      expect(valueFaults({ 'warning.trustedSigners': value })).toMatchObject([{ code: 'not_fingerprints' }]);
    },
  );

  it('what we ship is within its own bounds and in order', () => {
    expect(valueFaults(SHIPPED_VALUES)).toEqual([]);
    expect(orderFaults(SHIPPED_VALUES)).toEqual([]);
    for (const { path, leaf } of PRACTICE_LIST) expect(leaf.source, path).not.toBe('');
    expect(DEFAULT_PRACTICE.order).toMatchObject({ undeliveredS: 30, reRingS: 60, offerNextS: 90, leaderS: 180 });
  });

  it('a stored practice comes back as it was, through its text and its paths', () => {
    fc.assert(
      fc.property(arbitraryValues, (values) => {
        const stored: typeof values = JSON.parse(JSON.stringify(values));
        const practice = practiceOf(stored);
        expect(valuesOf(practice)).toEqual(stored);
        expect(PracticeSchema.parse(JSON.parse(JSON.stringify(practice)))).toEqual(practice);
      }),
      { numRuns: 50 },
    );
  });

  it('anything at all that was stored gives a practice: what does not fit is at its shipped default', () => {
    const odd = fc.oneof(fc.string(), fc.double(), fc.integer());
    const names = fc.oneof(fc.constantFrom(...PRACTICE_LIST.map(({ path }) => path)), fc.string());
    fc.assert(
      fc.property(fc.dictionary(names, odd), (values) => {
        const practice = practiceOf(values);
        expect(PracticeSchema.safeParse(practice).success).toBe(true);
        const bad = new Set(valueFaults(values).map(({ path }) => path));
        const told = valuesOf(practice);
        for (const [path, value] of Object.entries(told))
          expect(value).toEqual(Object.hasOwn(values, path) && !bad.has(path) ? values[path] : SHIPPED_VALUES[path]);
      }),
    );
  });

  it('a fault is named with its path: unknown, out of bounds, not whole, not a level, out of order', () => {
    expect(
      valueFaults({
        'order.reRing': 60,
        'order.reRingS': 5,
        'order.leaderS': 99_999,
        'call.attempts': 2.5,
        'call.fromLevel': 5,
        'warning.senderSuffix': '41a',
        'alarm.shelveMaxH': 'long',
      }),
    ).toEqual([
      { path: 'order.reRing', code: 'unknown_value' },
      { path: 'order.reRingS', code: 'too_small' },
      { path: 'order.leaderS', code: 'too_large' },
      { path: 'call.attempts', code: 'not_whole' },
      { path: 'call.fromLevel', code: 'not_a_level' },
      { path: 'warning.senderSuffix', code: 'not_digits' },
      { path: 'alarm.shelveMaxH', code: 'not_a_number' },
    ]);
    expect(orderFaults({ ...SHIPPED_VALUES, 'order.reRingS': 90 })).toEqual([
      { path: 'order.offerNextS', code: 'out_of_order', after: 'order.reRingS' },
    ]);
  });
});
