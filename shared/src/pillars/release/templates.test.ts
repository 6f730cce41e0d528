import { describe, expect, it } from 'vitest';
import { HAZARDS, type Hazard } from '../../kernel/hazard.ts';
import { LEVELS } from '../../kernel/level.ts';
import { DEFAULT_PRACTICE } from '../../kernel/practice.ts';
import { SHANHUA, TINY_COUNTY } from '../../testing/county.ts';
import { WarningContentSchema } from './events.ts';
import { draftWarningContent, headlineOf } from './templates.ts';
import { HAZARD_NAME } from './warning-wording.ts';

const nowMs = Date.parse('2026-07-18T20:05:00+08:00');
const flood = { hazard: 'flash_flood', level: 2, unit: '澄城县应急管理局', divisions: [SHANHUA], rings: [] } as const;

describe('warning texts', () => {
  it('[REL-13] writes the national headline pattern', () => {
    expect(headlineOf(flood)).toBe('澄城县应急管理局发布山洪灾害橙色预警[Ⅱ级/重大]');
    expect(headlineOf({ ...flood, hazard: 'rainstorm', level: 4 })).toBe('澄城县应急管理局发布暴雨蓝色预警[Ⅳ级/一般]');
  });

  it('[REL-13] names kind, level, start, area, danger, measures, unit and time', () => {
    const content = draftWarningContent(
      { ...flood, situation: '大峪河水位超警戒' },
      TINY_COUNTY,
      DEFAULT_PRACTICE,
      nowMs,
    );
    for (const part of [
      '山洪灾害',
      '橙色',
      'Ⅱ级/重大',
      '2026年7月18日20时05分起',
      '善化村',
      '沟口',
      '立即按路线转移',
      '澄城县应急管理局 2026年',
      '大峪河水位超警戒',
    ]) {
      expect(content.text).toContain(part);
    }
    expect(content.instruction).toBe('危险区人员立即按路线转移到安置点，封闭涉水路段');
    expect(content.expiresAt).toBe('2026-07-18T23:05:00.000+08:00');
  });

  it('[REL-13] has a valid text for every hazard and level, and every hazard has its own name', () => {
    const hazards = Object.keys(HAZARDS) as Hazard[];
    for (const hazard of hazards) {
      for (const level of LEVELS) {
        const content = draftWarningContent({ ...flood, hazard, level }, TINY_COUNTY, DEFAULT_PRACTICE, nowMs);
        expect(WarningContentSchema.parse(content)).toEqual(content);
        expect(content.text).toContain(HAZARD_NAME[hazard]);
      }
    }
    expect(new Set(Object.values(HAZARD_NAME)).size).toBe(hazards.length);
  });
});
