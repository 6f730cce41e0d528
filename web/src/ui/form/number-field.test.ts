import { expect, it } from 'vitest';
import { typedNumber } from './number-field.tsx';

it.each([
  ['12', 12],
  ['０', 0],
  ['0.5', 0.5],
  ['', null],
  [' ', null],
  ['1.', undefined],
  ['1.0', undefined],
  ['-', undefined],
  ['12人', undefined],
  ['1e5', undefined],
  ['-3', undefined],
  ['1001', undefined],
])('a figure typed as "%s" counts as %s before the field is left', (text, value) => {
  expect(typedNumber(text, 0, 1000)).toBe(value);
});
