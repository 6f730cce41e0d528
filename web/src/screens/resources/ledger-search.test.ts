import { SHANHUA, TINY_COUNTY } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { found, placeOf } from './ledger-search.ts';

const ROWS = [
  { id: 'sh-1', name: '善化小学', division: SHANHUA, person: 'p-village-s' },
  { id: 'sh-2', name: '县体育馆', division: TINY_COUNTY.county, person: 'p-duty' },
];
const names = (typed: string): string[] => found(ROWS, typed, TINY_COUNTY).map(({ name }) => name);

describe('finding in a ledger', () => {
  it('goes by name, place, id and the person in charge', () => {
    expect(names('小学')).toEqual(['善化小学']);
    expect(names('冯原镇')).toEqual(['善化小学']);
    expect(names('SH-2')).toEqual(['县体育馆']);
    expect(names(TINY_COUNTY.persons.get('p-duty')?.name ?? '')).toEqual(['县体育馆']);
  });

  it('asks for every word, and shows all when nothing is typed', () => {
    expect(names('善化 体育馆')).toEqual([]);
    expect(names('  ')).toHaveLength(2);
  });

  it('names town and village of a place', () => {
    expect(placeOf(SHANHUA, TINY_COUNTY)).toBe('冯原镇 善化村');
    expect(placeOf(TINY_COUNTY.county, TINY_COUNTY)).toBe('澄城县');
  });
});
