import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { describe, expect, it } from 'vitest';
import { orangeWarning } from '../../testing/released-warning.ts';
import { publicPage } from './public-page.ts';
import { PUBLIC_WORDS, publicLanguage } from './public-words.ts';

const NOW = Date.parse('2026-07-18T20:47:32+08:00');
const MINUTE = 60_000;

const words = PUBLIC_WORDS['zh-CN'];

function page(issuedAgoMs: number, leftMs: number, nowMs = NOW, words = PUBLIC_WORDS['zh-CN']): string {
  const issuedAt = toTimestamp(nowMs - issuedAgoMs);
  const content = orangeWarning(nowMs, { expiresAt: toTimestamp(nowMs + leftMs) });
  return publicPage({
    words,
    county: '澄城县',
    nowMs,
    warnings: [
      {
        row: { content, draftedAt: issuedAt, issuedAt, identifier: '610525_1' },
        issuer: '澄城县应急管理局',
      },
    ],
    changedAt: issuedAt,
  });
}

describe('the public page', () => {
  it('says of every warning how old it is and how long it still holds', () => {
    expect(page(9 * MINUTE + 20_000, 170 * MINUTE)).toContain('9 分钟前');
    expect(page(9 * MINUTE, 170 * MINUTE)).toContain('还有 2 小时 50 分钟');
    expect(page(20_000, 24 * 60 * MINUTE)).toContain('刚刚');
    expect(page(20_000, 27 * 60 * MINUTE)).toContain('还有 1 天 3 小时');
    expect(page(20_000, 10_000)).toContain('还有 1 分钟');
  });

  it('is the same page within one minute, so that it is not sent again', () => {
    const at = Date.parse('2026-07-18T20:47:00+08:00');
    const of = (nowMs: number): string =>
      publicPage({ words, county: '澄城县', nowMs, warnings: [], changedAt: '2026-07-18T12:00:00+08:00' });
    expect(of(at + 1000)).toBe(of(at + 59_000));
    expect(of(at + 60_000)).not.toBe(of(at));
  });

  it('quiet: says what is normal and as of when', () => {
    const html = publicPage({ words, county: '澄城县', nowMs: NOW, warnings: [], changedAt: undefined });
    expect(html).toContain('当前没有生效的预警');
    expect(html).toContain('截至 <time datetime="2026-07-18T20:47:00.000+08:00">2026-07-18 20:47</time>');
  });

  it('in English says the same, and leaves the warning in the words it was issued in', () => {
    const html = page(9 * MINUTE, 170 * MINUTE, NOW, PUBLIC_WORDS.en);
    expect(html).toContain('<html lang="en">');
    for (const part of ['Flash flood, orange warning', '9 min ago', '2 h 50 min left', 'Ambulance <b>120</b>'])
      expect(html).toContain(part);
    expect(html).toContain('<p lang="zh-CN">沟口、河道低洼处人员立即转移</p>');
    expect(html).toContain('href="/public?lang=zh-CN"');
  });

  it('speaks the language that was chosen, else the one the device likes better, else Chinese', () => {
    expect(publicLanguage('en', 'zh-CN')).toBe('en');
    expect(publicLanguage('fr', 'en-GB,en;q=0.9,zh;q=0.5')).toBe('en');
    expect(publicLanguage(undefined, 'zh-CN,zh;q=0.9,en;q=0.8')).toBe('zh-CN');
    expect(publicLanguage(undefined, 'de, en;q=0.3')).toBe('en');
    expect(publicLanguage(undefined, 'de')).toBe('zh-CN');
    expect(publicLanguage(undefined, undefined)).toBe('zh-CN');
    expect(publicLanguage(['en'], 'en;q=x')).toBe('en');
  });
});
