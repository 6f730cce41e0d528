import { describe, expect, it } from 'vitest';
import { typedKeys } from './names-index.ts';

describe('keys a name is typed by', () => {
  it.each([
    ['赵庄1队', 'zhaozhuang1dui', 'zz1d'],
    ['善化村', 'shanhuacun', 'shc'],
    ['１１０', '110', '110'],
    ['I-0142 山洪 善化村', 'i0142shanhongshanhuacun', 'i0142shshc'],
  ])('%s', (name, whole, initials) => {
    expect(typedKeys(name)).toEqual({ pinyin: whole, initials });
  });

  it('reads a family name as a family name', () => {
    expect(typedKeys('单小华', 'surname').pinyin).toBe('shanxiaohua');
  });
});
