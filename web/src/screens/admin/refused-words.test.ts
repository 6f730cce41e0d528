import { INGEST_REASONS } from '@sitong/shared/kernel/ingest-reasons.ts';
import { describe, expect, it } from 'vitest';
import { reason as en } from '../../i18n/en/admin-refused.ts';
import { reason as zh } from '../../i18n/zh-CN/admin-refused.ts';
import { saidByCode } from './refused-words.ts';

const variables = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort();

describe('words for what a door refused', () => {
  it('say every reason a parser can give, with all its facts and no others', () => {
    const needed = Object.entries(INGEST_REASONS).map(([code, facts]) => [code, [...facts].sort()]);
    for (const words of [zh, en])
      expect(Object.entries(words).map(([code, text]) => [code, variables(text)])).toEqual(needed);
  });

  it('are used when the record has the facts they need', () => {
    expect(saidByCode({ code: 'lat_out_of_range', message: 'x', facts: null })).toBe('lat_out_of_range');
    expect(saidByCode({ code: 'too_many', message: 'x', facts: { most: 10_000 } })).toBe('too_many');
  });

  it('leave a record from before facts were kept, or of a code not known here, as the door told it', () => {
    expect(saidByCode({ code: 'too_many', message: 'at most 10000 rows' })).toBeUndefined();
    expect(saidByCode({ code: 'too_many', message: 'at most 10000 rows', facts: {} })).toBeUndefined();
    expect(saidByCode({ code: 'of_tomorrow', message: 'something new', facts: { most: 1 } })).toBeUndefined();
    expect(saidByCode({ code: 'toString', message: 'something odd', facts: null })).toBeUndefined();
  });
});
