import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listLines } from './list-lines.ts';

describe('a list in lines', () => {
  it('has as many words in each, and a dot where it goes on', () => {
    const words = ['Rope', 'Search', 'Wading', 'Drone', 'Comms', 'Medical', 'Power'];
    expect(listLines(words, 3).map((line) => line.replaceAll('\u00a0', ' '))).toEqual([
      'Rope · Search · Wading · ',
      'Drone · Comms · Medical · ',
      'Power',
    ]);
    expect(listLines([], 3)).toEqual([]);
  });
  it('is never more lines than there are, and loses no word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'bc', 'def'), { maxLength: 20 }),
        fc.integer({ min: 1, max: 4 }),
        (words, lines) => {
          const made = listLines(words, lines);
          expect(made.length).toBeLessThanOrEqual(lines);
          expect(
            made
              .join('')
              .split(/\s*·\s*/)
              .filter((word) => word !== ''),
          ).toEqual(words);
        },
      ),
    );
  });
});
