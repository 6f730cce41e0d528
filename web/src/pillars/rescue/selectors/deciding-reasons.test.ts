import { describe, expect, it } from 'vitest';
import { decidingReasons } from './deciding-reasons.ts';

const coded = (...codes: string[]) => codes.map((code) => ({ code }));

describe('the column of main reasons', () => {
  it('tells all that no other column of the row tells, and not again what they do', () => {
    expect(decidingReasons(coded('late', 'missing_skills', 'too_few_people', 'leaves_home_thin'))).toEqual(
      coded('leaves_home_thin', 'too_few_people'),
    );
  });

  it('says again what the row shows when nothing else decides', () => {
    expect(decidingReasons(coded('other_orders', 'from_base', 'missing_skills', 'late'))).toEqual(
      coded('late', 'missing_skills', 'other_orders'),
    );
  });

  it('says what speaks for a team that nothing speaks against', () => {
    expect(decidingReasons(coded('all_skills', 'in_time', 'from_position'))).toEqual(coded('in_time', 'all_skills'));
    expect(decidingReasons([])).toEqual([]);
  });
});
