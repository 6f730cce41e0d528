import type { Level } from '@sitong/shared/kernel/level.ts';
import { capSeverity } from '@sitong/shared/kernel/level.ts';
import type { IssueLog } from './issues.ts';

/** Whole-value colour words: 红 Ⅰ, 橙 Ⅱ, 黄 Ⅲ, 蓝 Ⅳ (突发事件应对法: 一级最高). */
const LEVEL_OF: ReadonlyMap<string, Level> = new Map([
  ['red', 1],
  ['红', 1],
  ['红色', 1],
  ['orange', 2],
  ['橙', 2],
  ['橙色', 2],
  ['yellow', 3],
  ['黄', 3],
  ['黄色', 3],
  ['blue', 4],
  ['蓝', 4],
  ['蓝色', 4],
]);

export function levelOfColourWord(word: string): Level | null {
  return LEVEL_OF.get(word.toLowerCase()) ?? null;
}

/** The national structure writes Red, Orange, Yellow, Blue in `severity`. */
export function severityOfColour(
  raw: string,
  path: string,
  log: IssueLog,
): 'Extreme' | 'Severe' | 'Moderate' | 'Minor' | null {
  const level = levelOfColourWord(raw);
  if (level === null || !log.allows('severity_colour')) return null;
  const severity = capSeverity(level);
  log.lenient('severity_colour', path, `severity is the colour ${raw}`, `read as ${severity}`);
  return severity;
}
