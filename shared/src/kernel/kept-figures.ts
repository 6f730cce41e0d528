/** What a figure is counted or measured in, longest first where one begins another. */
const UNITS = [
  '平方公里 平方米 立方米 毫米 厘米 公里 千米 米 公顷 亩 公斤 千克 吨 小时 分钟 分 秒 天 日 月 年 时',
  '万人 万户 万元 亿元 万 亿 人 户 村 镇 处 名 座 队 车 艘 条 件 次 级 位 元 度 个',
  'km/h mm/h m/h m/s km mm cm kg m t ℃ ％ %',
]
  .join(' ')
  .split(' ')
  .join('|');

/**
 * Bounded, so that no text takes more than its length. A figure with its unit, and what ties two figures (`20:30`,
 * `8～10毫米`, `7月18日`); a level and the word beside it, as headlines end: `[Ⅱ级/重大]`.
 */
const AMOUNT = `(?<!\\d)(?:\\d[\\d,.:：～~-]{0,20}\\s?(?:${UNITS})(?![A-Za-z])\\s?){1,4}`;
const LEVEL = '\\[?[ⅠⅡⅢⅣ]级(?:/\\p{Script=Han}{2,4})?\\]?';
const FIGURE = new RegExp(`${AMOUNT}|${LEVEL}`, 'gu');

export interface TextPart {
  text: string;
  /** `kept`: a figure and its unit, never parted by the end of a line. */
  line: 'free' | 'kept';
}

/** Cuts a text into what may break and what may not; joined again the parts are the text. */
export function keptFigures(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const found of text.matchAll(FIGURE)) {
    const figure = found[0].trimEnd();
    if (found.index > at) parts.push({ text: text.slice(at, found.index), line: 'free' });
    parts.push({ text: figure, line: 'kept' });
    at = found.index + figure.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), line: 'free' });
  return parts;
}
