import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptFigures } from './kept-figures.ts';

const kept = (text: string): string[] =>
  keptFigures(text).flatMap(({ text: part, line }) => (line === 'kept' ? [part] : []));

describe('a figure and its unit stay on one line', () => {
  it.each([
    ['冯原镇贺家桥站 3 小时雨量将超过 100 毫米，强降雨仍将持续', ['3 小时', '100 毫米']],
    ['善化村沟口组转移117人', ['117人']],
    ['水位873.46 m，涨率1.83 m/h', ['873.46 m', '1.83 m/h']],
    ['7月18日20时起8～10毫米', ['7月18日20时', '8～10毫米']],
    ['41,136人，9,810户', ['41,136人', '9,810户']],
    ['冯原1队、急救2车', ['1队', '2车']],
    ['澄城县应急管理局发布山洪橙色预警[Ⅱ级/重大]', ['[Ⅱ级/重大]']],
    ['启动Ⅲ级响应', ['Ⅲ级']],
    ['危险区人员立即转移', []],
    ['level 3 may rise', []],
  ])('%s', (text, figures) => {
    expect(kept(text)).toEqual(figures);
  });

  it('loses and adds nothing, whatever is written', () => {
    const word = fc.constantFrom('转移', '3', '人', ' ', '毫米', '，', 'm', '/h', ':', '2026-07-18', '<b>');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word).map((words) => words.join('')),
          fc.string(),
        ),
        (text) => {
          const parts = keptFigures(text);
          expect(parts.map(({ text: part }) => part).join('')).toBe(text);
          expect(parts.every(({ text: part }) => part !== '')).toBe(true);
        },
      ),
    );
  });

  it('takes a long hostile text in its stride', () => {
    const text = '1'.repeat(50_000) + '1,'.repeat(50_000);
    expect(keptFigures(text)).toHaveLength(1);
  });
});
