import { describe, expect, it } from 'vitest';
import { knownSpans } from './baselines.ts';

const alarms = { hours: 24, raised: 0, acked: 0, settled: 0, ackMeanS: null };
const spans = (since: string | null) => knownSpans({ at: '2026-07-08T10:32:00+08:00', since, alarms });
const ms = (text: string): number => Date.parse(text);

describe('what a figure of the past may claim', () => {
  it('is a whole month only where the log held all of it', () => {
    expect(spans('2026-05-02T00:00:00+08:00')).toEqual({
      month: { kind: 'whole' },
      lastMonth: { kind: 'whole' },
      alarms: { kind: 'whole' },
    });
    const june = '2026-06-12T09:00:00+08:00';
    expect(spans(june)).toMatchObject({ month: { kind: 'whole' }, lastMonth: { kind: 'part', sinceMs: ms(june) } });
  });
  it('is a count since the beginning on a fresh log, and nothing is said of the month before', () => {
    const today = '2026-07-08T08:00:00+08:00';
    expect(spans(today)).toEqual({
      month: { kind: 'part', sinceMs: ms(today) },
      lastMonth: { kind: 'none' },
      alarms: { kind: 'part', sinceMs: ms(today) },
    });
    expect(spans(null).month).toEqual({ kind: 'none' });
  });
  it('counts the month by the county’s own midnight', () => {
    expect(spans('2026-06-30T16:00:00Z').month).toEqual({ kind: 'whole' });
    expect(spans('2026-06-30T16:00:00Z').lastMonth).toEqual({ kind: 'none' });
  });
});
