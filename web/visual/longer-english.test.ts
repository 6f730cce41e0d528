import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longer } from './longer-english.ts';

const letters = (text: string): number => text.replaceAll(/\{\{[^}]*\}\}|[^A-Za-z]/g, '').length;

describe('English at +40 % (ux.md §8)', () => {
  it('makes words longer and leaves units, figures and what is filled in', () => {
    expect(longer('Dispatch')).toBe('Dispatchdis');
    expect(longer('{{count}} min')).toBe('{{count}} min');
    expect(longer('in the rain')).toBe('in the rainrain');
    expect(longer('Send {{name}} to I-0142')).toBe('Sendse {{name}} to I-0142');
  });
  it('is 1.4 times as many letters, but for what short words at the end owe', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 4, maxLength: 14 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        const text = words.join(' ');
        expect(Math.abs(letters(longer(text)) - letters(text) * 1.4)).toBeLessThanOrEqual(0.5);
        expect(longer(text).split(' ')).toHaveLength(words.length);
      }),
    );
  });
});
