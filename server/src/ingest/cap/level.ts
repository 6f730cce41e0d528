import type { Level } from '@sitong/shared/kernel/level.ts';
import { worse } from '@sitong/shared/kernel/level.ts';
import { levelOfColourWord } from './colour.ts';
import type { CapInfo } from './model.ts';

export interface LevelReading {
  readonly level: Level | null;
  readonly from: 'parameter' | 'headline' | 'event' | 'severity' | 'none';
  /** What the generic severity says, where the two differ. */
  readonly severityLevel: Level | null;
  /** More than one colour stood in the text and none was marked as the new one: the worst was taken. */
  readonly standing: 'clear' | 'several_colours';
}

const SEVERITY_LEVEL: Record<CapInfo['severity'], Level | null> = {
  Extreme: 1,
  Severe: 2,
  Moderate: 3,
  Minor: 4,
  Unknown: null,
};

/** Parameters that are known to carry a warning colour (MeteoAlarm, national platform, our own). */
const COLOUR_PARAMETER = /^(awareness_level|colou?r_?code|colou?r|warning_?colou?r|预警颜色|预警级别|颜色)$/i;

const ZH_COLOUR = /(红|橙|黄|蓝)色|(红|橙|黄|蓝)(?=预警)/g;
/** 由黄色升级为橙色, 降为蓝色: the colour after 为 or 至 is the one that holds now. */
const ZH_NEW = /(?:为|至|成)[^，。；,;]{0,12}?(红|橙|黄|蓝)色?(?=预警|信号|$|[^河])/;
const EN_COLOUR =
  /\b(red|orange|yellow|blue)\b(?!\s+(?:county|river|city|cross|sea|lake|mountains?|beach|ridge))(?=(?:[ -]+[\p{L}]+){0,3}[ -]+(?:warning|alert|watch|advisory|signal)|\s*\[)/giu;

function colours(text: string): Level[] {
  const found: Level[] = [];
  for (const [, long, short] of text.matchAll(ZH_COLOUR)) {
    const level = levelOfColourWord(long ?? short ?? '');
    if (level !== null) found.push(level);
  }
  for (const [, word] of text.matchAll(EN_COLOUR)) {
    const level = levelOfColourWord(word ?? '');
    if (level !== null) found.push(level);
  }
  return found;
}

function inText(text: string): { level: Level; standing: LevelReading['standing'] } | null {
  const found = colours(text);
  const [first] = found;
  if (first === undefined) return null;
  if (found.every((level) => level === first)) return { level: first, standing: 'clear' };
  const renewed = levelOfColourWord(ZH_NEW.exec(text)?.[1] ?? '');
  if (renewed !== null) return { level: renewed, standing: 'clear' };
  return { level: found.reduce(worse), standing: 'several_colours' };
}

/** `2; yellow; Moderate` and `橙色` alike. */
function inParameters(info: CapInfo): Level | null {
  for (const { valueName, value } of info.parameters) {
    if (!COLOUR_PARAMETER.test(valueName)) continue;
    for (const word of value.split(/[\s;,]+/)) {
      const level = levelOfColourWord(word);
      if (level !== null) return level;
    }
  }
  return null;
}

/**
 * Level 1–4 of one info. A colour word in parameter, headline or event wins over the generic
 * severity: the colour is what was signed, severity is what a converter made of it.
 */
export function readLevel(info: CapInfo): LevelReading {
  const severityLevel = SEVERITY_LEVEL[info.severity];
  const parameter = inParameters(info);
  if (parameter !== null) return { level: parameter, from: 'parameter', severityLevel, standing: 'clear' };
  const headline = inText(info.headline ?? '');
  if (headline !== null) return { ...headline, from: 'headline', severityLevel };
  const event = inText(info.event);
  if (event !== null) return { ...event, from: 'event', severityLevel };
  return { level: severityLevel, from: severityLevel === null ? 'none' : 'severity', severityLevel, standing: 'clear' };
}
