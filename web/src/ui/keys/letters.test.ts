import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeLetter, chordOfLetter, LETTERS, type LetterMap, letterOf, lettersFrom } from './letters.ts';

describe('letters of one’s own (WCAG 2.1.4)', () => {
  it('gives a letter another key, or none, and back', () => {
    const moved = changeLetter({}, 'S', 'X');
    expect(moved).toEqual({ ok: true, map: { S: 'X' } });
    expect(letterOf({ S: 'X' }, 'S')).toBeUndefined();
    expect(letterOf({ S: 'X' }, 'X')).toBe('S');
    expect(changeLetter({ S: 'X' }, 'S', null)).toEqual({ ok: true, map: { S: null } });
    expect(changeLetter({ S: null }, 'S', 'S')).toEqual({ ok: true, map: {} });
    expect(changeLetter({}, 'S', 'Alt+Shift+S')).toMatchObject({ ok: true });
  });
  it('refuses a key that has a meaning, and names it; a letter that moved away or is off leaves its key free', () => {
    expect(changeLetter({}, 'S', 'M')).toEqual({ ok: false, refused: { kind: 'taken', by: 'M' } });
    expect(changeLetter({ M: 'X' }, 'S', 'M')).toMatchObject({ ok: true });
    expect(changeLetter({ M: null }, 'S', 'M')).toMatchObject({ ok: true });
    // M wants its key back from S, who has it now.
    expect(changeLetter({ M: null, S: 'M' }, 'M', 'M')).toEqual({ ok: false, refused: { kind: 'taken', by: 'S' } });
  });
  it.each(['F4', '/', '?', 'Ctrl+Z', 'Alt+M', 'Enter', 'Esc', ''])('refuses %s, which is no letter', (chord) =>
    expect(changeLetter({}, 'S', chord)).toEqual({ ok: false, refused: { kind: 'not_a_letter' } }),
  );
  it('never has two letters on one key, whatever is tried in whatever order', () => {
    const chord = fc.option(fc.constantFrom('J', 'K', 'M', 'X', 'Y', '1', 'Space', 'Alt+Shift+Q', 'F4'), { nil: null });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...LETTERS), chord), { maxLength: 30 }), (tries) => {
        let map: LetterMap = {};
        for (const [letter, to] of tries) {
          const changed = changeLetter(map, letter, to);
          if (changed.ok) map = changed.map;
        }
        const chords = LETTERS.flatMap((letter) => chordOfLetter(map, letter) ?? []);
        expect(new Set(chords).size).toBe(chords.length);
        expect(lettersFrom(JSON.parse(JSON.stringify(map)))).toEqual(map);
      }),
    );
  });
  it('what was kept and makes no sense is as shipped', () => {
    for (const stored of [null, 3, 'x', [], { S: 'F4' }, { S: 'M' }, { Q: 'X' }, { S: 7 }]) {
      expect(lettersFrom(stored)).toEqual({});
    }
  });
});
