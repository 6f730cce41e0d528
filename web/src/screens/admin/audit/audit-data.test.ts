import { describe, expect, it } from 'vitest';
import { isDay } from './audit-data.ts';

describe('days of the audit search', () => {
  it('are written as days, or left out', () => {
    for (const text of ['', '2026-07-18', '2028-02-29']) expect([text, isDay(text)]).toEqual([text, true]);
    for (const text of ['18.7.2026', '2026-7-18', '2026-13-01', 'x'])
      expect([text, isDay(text)]).toEqual([text, false]);
  });
});
