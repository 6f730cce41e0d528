import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRemaining, formatSpan, formatStopwatch, isoDuration } from './duration.ts';
import { formatBytes, formatDistance, formatLarge, formatNumber } from './number.ts';
import { formatDate, formatMoment, formatTime, formatTimeExact, sameDay } from './time.ts';

const at = (text: string): number => Date.parse(text);

describe('times are Beijing times, whatever the machine thinks', () => {
  it('writes HH:mm:ss and the date with its weekday', () => {
    const moment = at('2026-07-18T12:47:32.112Z');
    expect(formatTime(moment)).toBe('20:47:32');
    expect(formatTimeExact(moment)).toBe('20:47:32.112');
    expect(formatDate(moment, 'zh-CN')).toBe('2026-07-18 周六');
    expect(formatDate(moment, 'en')).toBe('2026-07-18 Sat');
  });
  it('turns the day at Beijing midnight, not at UTC midnight', () => {
    expect(formatDate(at('2026-07-18T16:00:00Z'), 'zh-CN')).toBe('2026-07-19 周日');
    expect(formatDate(at('2026-07-18T15:59:59Z'), 'zh-CN')).toBe('2026-07-18 周六');
    expect(sameDay(at('2026-07-18T15:59:59Z'), at('2026-07-18T16:00:00Z'))).toBe(false);
  });
  it('puts the day in front of a time that is not today', () => {
    const now = at('2026-07-19T07:42:00+08:00');
    expect(formatMoment(at('2026-07-19T07:40:05+08:00'), now)).toBe('07:40:05');
    expect(formatMoment(at('2026-07-18T20:21:08+08:00'), now)).toBe('07-18 20:21');
  });
  it('shows dashes for a time nobody measured', () => {
    expect(formatTime(Number.NaN)).toBe('--:--:--');
  });
  it('agrees with Intl for any moment of a century', () => {
    const intl = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Asia/Shanghai',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    const range = { min: at('1992-01-01T00:00:00Z'), max: at('2092-01-01T00:00:00Z') };
    fc.assert(fc.property(fc.integer(range), (ms) => formatTime(ms) === intl.format(ms)));
  });
});

describe('durations', () => {
  it.each([
    [22_000, '0:22'],
    [1_584_000, '26:24'],
    [6_250_000, '1:44:10'],
    [-5_000, '0:00'],
  ])('%d ms as a running clock is %s', (ms, text) => expect(formatStopwatch(ms)).toBe(text));
  it.each([
    [22_999, '22 秒', '22 s'],
    [35 * 60_000, '35 分', '35 min'],
    [77 * 60_000, '1 时 17 分', '1 h 17 min'],
    [120 * 60_000, '2 时', '2 h'],
    [51 * 3_600_000, '2 天 3 时', '2 d 3 h'],
  ])('%d ms in words is %s', (ms, zh, en) => {
    expect(formatSpan(ms, 'zh-CN')).toBe(zh);
    expect(formatSpan(ms, 'en')).toBe(en);
  });
  it('shows 0:00 left only when the deadline has come', () => {
    expect(formatRemaining(1, 'zh-CN')).toBe('0:01');
    expect(formatRemaining(0, 'zh-CN')).toBe('0:00');
    expect(formatRemaining(3_599_999, 'zh-CN')).toBe('1 时');
    expect(formatRemaining(2_016_000, 'zh-CN')).toBe('33:36');
  });
  it('gives a machine-readable twin', () => expect(isoDuration(1_584_000)).toBe('PT0H26M24S'));
});

describe('numbers', () => {
  it('groups thousands and keeps the decimals asked for', () => {
    expect(formatNumber(12_480)).toBe('12,480');
    expect(formatNumber(873.456, 2)).toBe('873.46');
    expect(formatNumber(-1234.5, 1)).toBe('−1,234.5');
    expect(formatNumber(-0.004, 2)).toBe('0.00');
  });
  it('shows a dash, not 0, for a number nobody knows', () => {
    expect(formatNumber(Number.NaN)).toBe('—');
    expect(formatDistance(Number.NaN)).toBe('—');
  });
  it('uses 万 and 亿 on the wall and never rounds up', () => {
    expect(formatLarge(49_990, 'zh-CN')).toBe('4.9 万');
    expect(formatLarge(9_999, 'zh-CN')).toBe('9,999');
    expect(formatLarge(120_000_000, 'zh-CN')).toBe('1.2 亿');
    expect(formatLarge(49_990, 'en')).toBe('49.9 k');
  });
  it('writes distances as people say them', () => {
    expect(formatDistance(42)).toBe('42 m');
    expect(formatDistance(847)).toBe('850 m');
    expect(formatDistance(999)).toBe('1.0 km');
    expect(formatDistance(18_600)).toBe('18.6 km');
    expect(formatDistance(128_400)).toBe('128 km');
  });
  it('reads back to the number it was given', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (n) => {
        const back = Number(formatNumber(n).replaceAll(',', '').replace('\u2212', '-'));
        return back === n;
      }),
    );
  });
  it('writes sizes', () => {
    expect(formatBytes(1_300_000)).toBe('1.3 MB');
    expect(formatBytes(999_600)).toBe('1.0 MB');
    expect(formatBytes(820)).toBe('820 B');
  });
});
