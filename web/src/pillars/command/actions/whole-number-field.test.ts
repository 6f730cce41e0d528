import { describe, expect, it } from 'vitest';
import { wholeNumber } from './whole-number-field.tsx';

describe('a count typed at speed', () => {
  it('takes digits of any width, and nothing that is not a count', () => {
    expect(['12', '１２', '1,200', ' 0 '].map(wholeNumber)).toEqual([12, 12, 1200, 0]);
    expect(['', '-3', '1.5', '三', '1e3', '9'.repeat(12)].map(wholeNumber)).toEqual(Array(6).fill(undefined));
  });
});
