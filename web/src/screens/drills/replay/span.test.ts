import { LIVE } from '@sitong/shared/kernel/ids.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replayFrom, replayOfSpan } from '../../../wall/replay-address.ts';
import { LONGEST_MS, momentOf, momentText, spanOf, spanOfAddress } from './span.ts';

const nowMs = Date.parse('2026-07-19T08:00:00+08:00');

describe('a span of the past', () => {
  it('is written as people write a moment, in Beijing time, with full-width figures too', () => {
    expect(momentOf('2026-07-18 20:47')).toBe(Date.parse('2026-07-18T20:47:00+08:00'));
    expect(momentOf(' ２０２６－７－１８　20：47：32 ')).toBe(Date.parse('2026-07-18T20:47:32+08:00'));
    for (const no of ['', '20:47', '2026-02-31 20:47', '2026-07-18 24:61', '2026/07/18 20:47', '=now'])
      expect(momentOf(no)).toBeUndefined();
  });

  it('shows every minute as it reads it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000_000 }), (minute) => {
        expect(momentOf(momentText(minute * 60_000))).toBe(minute * 60_000);
      }),
    );
  });

  it('says what is wrong with one, and ends now at the latest', () => {
    const of = (from: string, to: string) => spanOf(from, to, nowMs);
    expect(of('gestern', '2026-07-18 21:00')).toBe('unreadable_from');
    expect(of('2026-07-18 20:00', '')).toBe('unreadable_to');
    expect(of('2026-07-18 20:00', '2026-07-18 20:00')).toBe('backwards');
    expect(of('2026-07-16 07:00', '2026-07-18 21:00')).toBe('too_long');
    expect(of('2026-07-19 08:00', '2026-07-19 09:00')).toBe('to_come');
    expect(of('2026-07-19 07:00', '2026-07-19 09:00')).toEqual({ fromMs: nowMs - 3_600_000, toMs: nowMs });
  });

  it('comes back from its own address', () => {
    const span = { fromMs: nowMs - LONGEST_MS, toMs: nowMs };
    const { search } = new URL(replayOfSpan(LIVE, span, nowMs - 1000), 'http://desk');
    expect(spanOfAddress(search)).toEqual(span);
    expect(new URLSearchParams(search).get('at')).toContain('07:59:59');
    expect(spanOfAddress('?from=x&to=y')).toBeUndefined();
    expect(spanOfAddress('')).toBeUndefined();
  });

  it('around a moment ends now at the latest; a drill is looked back on whole', () => {
    const of = (address: string) => new URL(address, 'http://desk').searchParams;
    const live = of(replayFrom(LIVE, nowMs - 60_000, nowMs));
    expect(spanOfAddress(`?${live}`)).toEqual({ fromMs: nowMs - 61 * 60_000, toMs: nowMs });
    expect(Date.parse(live.get('at') ?? '')).toBe(nowMs - 60_000);
    const drill = of(replayFrom('drill-0123456789ab', nowMs, nowMs));
    expect([drill.get('world'), drill.get('from'), Date.parse(drill.get('at') ?? '')]).toEqual([
      'drill-0123456789ab',
      null,
      nowMs,
    ]);
  });
});
