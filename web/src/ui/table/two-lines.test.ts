import { expect, test } from 'vitest';
import { oneLine, twoLines } from './two-lines.ts';

test('one word stays one line', () => {
  expect(twoLines('Commander')).toEqual(['Commander']);
  expect(twoLines('负责人')).toEqual(['负责人']);
});

test('words break where the longer line is shortest, and never into three lines', () => {
  expect(twoLines('Drill time')).toEqual(['Drill', 'time']);
  expect(twoLines('Open sessions now')).toEqual(['Open', 'sessions now']);
  expect(twoLines('At the door')).toEqual(['At the', 'door']);
});

test('what is said to be one line is not broken', () => {
  expect(twoLines(oneLine('you are here'))).toHaveLength(1);
});
