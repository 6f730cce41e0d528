import { describe, expect, it } from 'vitest';
import { notSaidTwice } from './alarm-words.ts';

describe('an alarm says a word once', () => {
  it.each([
    ['水洼村后沟滑坡位移', '位移橙色', '橙色'],
    ['善化站', '立即转移', '立即转移'],
    ['洛城桥站', '水位快涨', '水位快涨'],
    ['王庄位移', '位移', '位移'],
  ])('%s, %s: %s', (name, label, said) => {
    expect(notSaidTwice(name, label)).toBe(said);
  });
});
