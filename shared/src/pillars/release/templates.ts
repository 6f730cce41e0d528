import type { DivisionCode } from '../../kernel/division.ts';
import type { Ring } from '../../kernel/geo.ts';
import type { Hazard } from '../../kernel/hazard.ts';
import type { Level } from '../../kernel/level.ts';
import type { CountyIndex } from '../../kernel/master/county-index.ts';
import type { Practice } from '../../kernel/practice.ts';
import { HOUR_MS, toTimestamp } from '../../kernel/time.ts';
import { areaTextOf } from './area.ts';
import type { WarningContent } from './events.ts';
import { COLOUR_NAME, GRADE_NAME, HAZARD_NAME, wordingOf } from './warning-wording.ts';

export interface WarningAsked {
  hazard: Hazard;
  level: Level;
  divisions: readonly DivisionCode[];
  rings: readonly Ring[];
  /** 发布单位. */
  unit: string;
  /** What is known so far, for example the incident's own words. */
  situation?: string;
  onsetMs?: number;
}

/** National headline pattern: `{单位}发布{类型}{颜色}预警[Ⅳ级/一般]`. */
export function headlineOf(asked: Pick<WarningAsked, 'hazard' | 'level' | 'unit'>): string {
  return `${asked.unit}发布${HAZARD_NAME[asked.hazard]}${COLOUR_NAME[asked.level]}预警[${GRADE_NAME[asked.level]}]`;
}

/** `2026年7月18日20时05分`, in the county's own time. */
export function chineseTime(ms: number): string {
  const [date = '', clock = ''] = toTimestamp(ms).split('T');
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日${clock.slice(0, 2)}时${clock.slice(3, 5)}分`;
}

/**
 * [REL-13] A draft with every field a warning must have (domain §3): 类别 级别 起始时间 范围 警示事项 措施 单位 时间.
 * A person reads and changes it before anyone checks or signs.
 */
export function draftWarningContent(
  asked: WarningAsked,
  county: CountyIndex,
  practice: Practice,
  nowMs: number,
): WarningContent {
  const { hazard, level, unit, divisions, rings } = asked;
  const onsetMs = asked.onsetMs ?? nowMs;
  const wording = wordingOf(hazard);
  const areaText = areaTextOf({ divisions: [...divisions], rings: [...rings] }, county) || '图示区域';
  const situation = asked.situation === undefined || asked.situation === '' ? '' : `${asked.situation}。`;
  const text =
    `${headlineOf(asked)}：${situation}预计自${chineseTime(onsetMs)}起，${areaText}发生${HAZARD_NAME[hazard]}的风险达到${GRADE_NAME[level]}，` +
    `${wording.danger}。请${asked.rings.length > 0 ? '上述区域' : areaText}有关单位和人员：${wording.measures[level]}。（${unit} ${chineseTime(nowMs)}）`;
  return {
    hazard,
    level,
    headline: headlineOf(asked).slice(0, 160),
    text: text.slice(0, 2000),
    instruction: wording.measures[level],
    scope: {
      divisions: [...divisions].slice(0, 200),
      rings: [...rings].slice(0, 20),
      areaText: areaText.slice(0, 500),
    },
    onset: toTimestamp(onsetMs),
    expiresAt: toTimestamp(nowMs + practice.warning.defaultValidH * HOUR_MS),
  };
}
