import { keptFigures } from '@sitong/shared/kernel/kept-figures.ts';
import { levelColour } from '@sitong/shared/kernel/level.ts';
import { MINUTE_MS, type Timestamp, toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { COLOUR_NAME, HAZARD_NAME } from '@sitong/shared/pillars/release/warning-wording.ts';
import { escapeXml, outgoingText } from '../../channels/cap-feed/xml-text.ts';
import type { WarningRow } from '../../pillars/release/views/read-warnings.ts';

/** What the public page says beside the warnings; one place, so that a county may change the words. */
const WORDS = {
  title: '预警信息',
  office: '应急管理局发布',
  none: '当前没有生效的预警',
  noneMore: '有新的预警时，本页会显示。',
  inForce: (n: number): string => `生效预警 ${n} 条，按级别排列`,
  area: '影响范围',
  doNow: '请立即这样做',
  from: '发布单位',
  issued: '发布时间',
  until: '有效至',
  number: '编号',
  help: '紧急求助',
  helpers: [
    ['110', '公安'],
    ['119', '消防'],
    ['120', '急救'],
  ],
  asOf: '截至',
  changed: '最近变动',
  reload: '本页每2分钟自动更新，也可以手动刷新。',
  ago: (span: string): string => `${span}前`,
  justNow: '刚刚',
  left: (span: string): string => `还有 ${span}`,
} as const;

const GRADE = { 1: 'Ⅰ级', 2: 'Ⅱ级', 3: 'Ⅲ级', 4: 'Ⅳ级' } as const;

/** Octagon, triangle, diamond, circle: the level can be told without its colour (ux.md §3). */
const SHAPE = {
  1: '<path d="M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9z"/>',
  2: '<path d="M12 1.5 23 21.5H1z"/>',
  3: '<path d="M12 1 23 12 12 23 1 12z"/>',
  4: '<circle cx="12" cy="12" r="10.5"/>',
} as const;

export interface PublicPage {
  county: string;
  nowMs: number;
  /** In force, worst first. */
  warnings: readonly {
    row: Pick<WarningRow, 'content' | 'identifier' | 'issuedAt' | 'draftedAt'>;
    issuer: string;
  }[];
  /** When the list last changed; undefined: never. */
  changedAt: Timestamp | undefined;
}

function text(value: string): string {
  return escapeXml(outgoingText(value));
}

/** Words in lines: a figure never parts from its unit. */
function prose(value: string): string {
  return keptFigures(outgoingText(value))
    .map(({ text: part, line }) => (line === 'free' ? escapeXml(part) : `<span class="kept">${escapeXml(part)}</span>`))
    .join('');
}

/** Beijing time, whatever offset it was written with. */
function shown(time: Timestamp): string {
  return text(toTimestamp(toMs(time)).slice(0, 16).replace('T', ' '));
}

/** Two units at most, cut to whole minutes: `2 天 3 小时`, `1 小时 20 分钟`. */
function span(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  const parts = [
    [Math.floor(minutes / 1440), '天'],
    [Math.floor(minutes / 60) % 24, '小时'],
    [minutes % 60, '分钟'],
  ] as const;
  const first = parts.findIndex(([n]) => n > 0);
  return parts
    .slice(first)
    .slice(0, 2)
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n} ${unit}`)
    .join(' ');
}

function since(time: Timestamp, nowMs: number): string {
  const ms = nowMs - toMs(time);
  return ms < MINUTE_MS ? WORDS.justNow : WORDS.ago(span(ms));
}

function left(time: Timestamp, nowMs: number): string {
  return WORDS.left(span(Math.max(MINUTE_MS, toMs(time) - nowMs)));
}

function card({ row, issuer }: PublicPage['warnings'][number], nowMs: number): string {
  const { content, identifier = '' } = row;
  const issuedAt = row.issuedAt ?? row.draftedAt;
  const colour = levelColour(content.level);
  const fact = (name: string, value: string): string => `<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const when = (time: Timestamp, age: string): string =>
    `<time datetime="${text(time)}">${shown(time)}</time> <span class="age">${age}</span>`;
  return `<article class="warning ${colour}">
<h2><svg viewBox="0 0 24 24" aria-hidden="true">${SHAPE[content.level]}</svg><span>${text(HAZARD_NAME[content.hazard])}${COLOUR_NAME[content.level]}预警</span><small>${GRADE[content.level]}</small></h2>
<p class="headline">${prose(content.headline)}</p>
<section class="do"><h3>${WORDS.doNow}</h3><p>${prose(content.instruction)}</p></section>
<p>${prose(content.text)}</p>
<dl>${fact(WORDS.area, text(content.scope.areaText))}${fact(WORDS.from, text(issuer))}${fact(WORDS.issued, when(issuedAt, since(issuedAt, nowMs)))}${fact(WORDS.until, when(content.expiresAt, left(content.expiresAt, nowMs)))}${fact(WORDS.number, text(identifier))}</dl>
</article>`;
}

/** The page anybody may read: complete without a script, first on a phone. */
export function publicPage({ county, nowMs, warnings, changedAt }: PublicPage): string {
  // To the minute, as it is shown: within one minute the page is the same page and need not be sent again.
  const now = toTimestamp(Math.floor(nowMs / MINUTE_MS) * MINUTE_MS);
  const body =
    warnings.length === 0
      ? `<div class="none"><p>${WORDS.none}</p><p>${WORDS.noneMore}</p></div>`
      : `<p class="count">${WORDS.inForce(warnings.length)}</p>
${warnings.map((one) => card(one, nowMs)).join('\n')}`;
  const helpers = WORDS.helpers.map(([number, who]) => `<a href="tel:${number}">${who} <b>${number}</b></a>`).join('');
  const changed = changedAt === undefined ? '' : `${WORDS.changed} ${shown(changedAt)}（${since(changedAt, nowMs)}）。`;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(county)}${WORDS.title}</title>
<link rel="stylesheet" href="/public/page.css">
<link rel="icon" href="/icon.svg">
<link rel="alternate" type="application/atom+xml" href="/api/cap/feed.atom">
</head>
<body>
<header><h1>${text(county)}${WORDS.title}</h1>
<p><span>${text(county)}${WORDS.office}</span> <span>${WORDS.asOf} <time datetime="${text(now)}">${shown(now)}</time></span></p></header>
<main>
${body}
<nav class="help" aria-label="${WORDS.help}"><span>${WORDS.help}</span>${helpers}</nav>
</main>
<footer><p>${changed}${WORDS.reload}</p></footer>
</body>
</html>
`;
}
