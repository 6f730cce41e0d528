import { describe, expect, it } from 'vitest';
import { choiceMatches } from './choice.ts';

const team = { id: 't1', label: '赵庄1队', detail: 'D-0388', keys: ['zhaozhuang1dui', 'zz1d', 'zz1'] };

describe('pickers match hanzi, pinyin, initials and numbers', () => {
  it.each(['赵庄', '庄1', 'zz1', 'ZZ1', 'zhaozh', 'ｚｚ１', 'd-0388', ' 赵庄 1', ''])('%s', (typed) => {
    expect(choiceMatches(team, typed)).toBe(true);
  });
  it.each(['王庄', 'z1', '1dui'])('not %s', (typed) => expect(choiceMatches(team, typed)).toBe(false));
});
