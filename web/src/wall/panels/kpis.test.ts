import type { Incident } from '@sitong/shared/pillars/command/state.ts';
import { describe, expect, it } from 'vitest';
import { stillToMove, sumOf } from './kpis.ts';

const at = (minute: number): string => `2026-07-18T20:${String(minute).padStart(2, '0')}:00+08:00`;
const incident = (figures: Partial<Record<'trapped' | 'threatened' | 'evacuated', [number, number]>>): Incident => ({
  id: 'i',
  number: 1,
  hazard: 'flash_flood',
  title: '',
  grade: 3,
  grades: [],
  status: 'responding',
  before: 'responding',
  mergedInto: undefined,
  place: { point: { lon: 110, lat: 35 }, division: '610525101233', name: '善化村', by: 'name' },
  source: { kind: 'duty' },
  occurredAt: undefined,
  reportedAt: at(0),
  owner: 'p',
  seat: '',
  siteCommander: undefined,
  figures: Object.fromEntries(
    Object.entries(figures).map(([name, [value, minute]]) => [name, { value, asOf: at(minute), source: '', by: '' }]),
  ),
  text: '',
  photos: 0,
  notes: 0,
  statusAt: at(0),
  division: '610525101233',
  audience: [],
});

describe('figures of the wall', () => {
  it('are as old as the oldest of their parts', () => {
    expect(sumOf([incident({ trapped: [3, 44] }), incident({ trapped: [2, 30] })], 'trapped')).toEqual({
      value: 5,
      asOfMs: Date.parse(at(30)),
    });
  });
  it('are unknown, not 0, when nobody has told them', () => expect(sumOf([incident({})], 'trapped')).toBeUndefined());
  it('count who is still to be moved place by place: more moved here does not make up for there', () => {
    const here = incident({ threatened: [10, 1], evacuated: [30, 2] });
    const there = incident({ threatened: [100, 3] });
    expect(stillToMove([here, there])).toMatchObject({ value: 100, threatened: 110 });
  });
});
