import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passwordProblem } from './secrets.ts';

const who = { username: 'li.na', before: 'Before-2026' };

describe('a password somebody chose', () => {
  it.each([
    ['Ab1!567', 'password_too_short'],
    [`Ab1!${'x'.repeat(200)}`, 'password_too_long'],
    ['abcdefgh', 'password_too_simple'],
    ['abcdefg1', 'password_too_simple'],
    ['ABCD1234', 'password_too_simple'],
    ['Li.Na-2026', 'password_holds_name'],
    ['Before-2026', 'password_same'],
  ] as const)('%s is refused: %s', (password, problem) => {
    expect(passwordProblem(password, who)).toBe(problem);
  });

  it.each(['Abcdefg1', 'abcdef-1', 'ABCDEF-1', '大峪河水abcD', 'Rain on 大峪河 7'])('%s is taken', (password) => {
    expect(passwordProblem(password, who)).toBeUndefined();
  });

  it('has eight characters or more when it is taken, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 250 }), (typed) => {
        const taken = passwordProblem(typed, who) === undefined;
        const length = [...typed].length;
        expect(taken && (length < 8 || length > 200)).toBe(false);
      }),
    );
  });
});
