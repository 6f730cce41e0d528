import { levelColour } from '@sitong/shared/kernel/level.ts';
import { type Timestamp, toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { COLOUR_NAME, HAZARD_NAME } from '@sitong/shared/pillars/release/warning-wording.ts';
import { escapeXml, outgoingText } from '../../channels/cap-feed/xml-text.ts';
import type { WarningRow } from '../../pillars/release/views/read-warnings.ts';

/** What the public page says beside the warnings; one place, so that a county may change the words. */
const WORDS = {
  title: '预警信息',
  none: '当前没有生效的预警。',
  noneMore: '有新的预警时，本页会显示。紧急求助请拨打 110、119、120。',
  inForce: (n: number): string => `生效预警 ${n} 条`,
  area: '影响范围',
  doNow: '请立即这样做',
  from: '发布单位',
  issued: '发布时间',
  until: '有效至',
  number: '编号',
  help: '紧急求助：公安 110，消防 119，急救 120。',
  changed: '最近一次变动',
  reload: '本页每分钟自动更新；也可以手动刷新。',
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
  /** In force, worst first. */
  warnings: readonly { row: WarningRow; issuer: string }[];
  /** When the list last changed; undefined: never. */
  changedAt: Timestamp | undefined;
}

function text(value: string): string {
  return escapeXml(outgoingText(value));
}

/** Beijing time, whatever offset it was written with. */
function shown(time: Timestamp): string {
  return text(toTimestamp(toMs(time)).slice(0, 16).replace('T', ' '));
}

function card({ row, issuer }: PublicPage['warnings'][number]): string {
  const { content, identifier = '' } = row;
  const issuedAt = row.issuedAt ?? row.draftedAt;
  const colour = levelColour(content.level);
  const fact = (name: string, value: string): string => `<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return `<article class="warning ${colour}">
<h2><svg viewBox="0 0 24 24" aria-hidden="true">${SHAPE[content.level]}</svg><span>${text(HAZARD_NAME[content.hazard])}${COLOUR_NAME[content.level]}预警</span><small>${GRADE[content.level]}</small></h2>
<p class="headline">${text(content.headline)}</p>
<section class="do"><h3>${WORDS.doNow}</h3><p>${text(content.instruction)}</p></section>
<p>${text(content.text)}</p>
<dl>${fact(WORDS.area, text(content.scope.areaText))}${fact(WORDS.from, text(issuer))}${fact(WORDS.issued, `<time datetime="${text(issuedAt)}">${shown(issuedAt)}</time>`)}${fact(WORDS.until, `<time datetime="${text(content.expiresAt)}">${shown(content.expiresAt)}</time>`)}${fact(WORDS.number, text(identifier))}</dl>
</article>`;
}

/** The page anybody may read: complete without a script, first on a phone. */
export function publicPage({ county, warnings, changedAt }: PublicPage): string {
  const body =
    warnings.length === 0
      ? `<p class="none">${WORDS.none}</p><p>${WORDS.noneMore}</p>`
      : `<p class="count">${WORDS.inForce(warnings.length)}</p>${warnings.map(card).join('\n')}<p>${WORDS.help}</p>`;
  const changed = changedAt === undefined ? '' : `${WORDS.changed} ${shown(changedAt)}。`;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="60">
<title>${text(county)}${WORDS.title}</title>
<link rel="stylesheet" href="/public/page.css">
<link rel="alternate" type="application/atom+xml" href="/api/cap/feed.atom">
</head>
<body>
<header><h1>${text(county)}${WORDS.title}</h1></header>
<main>
${body}
</main>
<footer><p>${changed}${WORDS.reload}</p></footer>
</body>
</html>
`;
}
