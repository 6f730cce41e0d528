import { describe, expect, it } from 'vitest';
import { type IncidentRow, matches, sortRows } from './incident-rows.ts';

const row = (number: number, change: Partial<IncidentRow> = {}): IncidentRow => ({
  id: String(number),
  number,
  hazard: 'flood',
  title: '山洪 善化村',
  grade: 3,
  status: 'verified',
  division: '610525101233',
  place: '善化村',
  reportedMs: number,
  endedMs: undefined,
  incident: undefined,
  ...change,
});

describe('the table of incidents', () => {
  it('finds by number as said on the phone, by title and by place, also typed full width', () => {
    const one = row(142);
    for (const typed of ['142', 'I-0142', 'ｉ－０１４２', '山洪', '善化', '']) expect(matches(one, typed)).toBe(true);
    for (const typed of ['143', '滑坡']) expect(matches(one, typed)).toBe(false);
  });
  it('sorts by the column asked for, equal ones newest first', () => {
    const rows = [row(1), row(2, { grade: 1 }), row(3), row(4, { grade: 4 })];
    const order = (direction: 'ascending' | 'descending') =>
      sortRows(rows, { column: 'grade', direction }).map(({ number }) => number);
    expect(order('ascending')).toEqual([2, 3, 1, 4]);
    expect(order('descending')).toEqual([4, 3, 1, 2]);
  });
});
