import { TINY_COUNTY } from '@sitong/shared/testing/county.ts';
import { describe, expect, it } from 'vitest';
import { maskedCounty, maskOfAddress } from './name-mask.ts';

describe('names before visitors', () => {
  it('are masked when the address says so, and only then', () => {
    expect(maskOfAddress('?world=live&mask=1')).toBe('masked');
    expect(maskOfAddress('?mask=yes')).toBe('shown');
    expect(maskOfAddress('')).toBe('shown');
  });
  it('no person of a masked county has a whole name or a number, and everything else is as it was', () => {
    const masked = maskedCounty(TINY_COUNTY);
    expect(masked.persons.size).toBe(TINY_COUNTY.persons.size);
    for (const { name, phone } of masked.persons.values()) {
      expect(name).toMatch(/^.\*+$/u);
      expect(phone).toBe('');
    }
    expect(masked.teams).toBe(TINY_COUNTY.teams);
  });
});
