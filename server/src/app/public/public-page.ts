import { keptFigures } from '@sitong/shared/kernel/kept-figures.ts';
import { levelColour } from '@sitong/shared/kernel/level.ts';
import { MINUTE_MS, type Timestamp, toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import { escapeXml, outgoingText } from '../../channels/cap-feed/xml-text.ts';
import type { WarningRow } from '../../pillars/release/views/read-warnings.ts';
import type { PublicWords } from './public-words.ts';

/** Octagon, triangle, diamond, circle: the level can be told without its colour (ux.md §3). */
const SHAPE = {
  1: '<path d="M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9z"/>',
  2: '<path d="M12 1.5 23 21.5H1z"/>',
  3: '<path d="M12 1 23 12 12 23 1 12z"/>',
  4: '<circle cx="12" cy="12" r="10.5"/>',
} as const;

export interface PublicPage {
  words: PublicWords;
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
function span({ units }: PublicWords, ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  const parts = [
    [Math.floor(minutes / 1440), units.d],
    [Math.floor(minutes / 60) % 24, units.h],
    [minutes % 60, units.min],
  ] as const;
  const first = parts.findIndex(([n]) => n > 0);
  return parts
    .slice(first)
    .slice(0, 2)
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n} ${unit}`)
    .join(' ');
}

function since(words: PublicWords, time: Timestamp, nowMs: number): string {
  const ms = nowMs - toMs(time);
  return ms < MINUTE_MS ? words.justNow : words.ago(span(words, ms));
}

function left(words: PublicWords, time: Timestamp, nowMs: number): string {
  return words.left(span(words, Math.max(MINUTE_MS, toMs(time) - nowMs)));
}

function card(words: PublicWords, { row, issuer }: PublicPage['warnings'][number], nowMs: number): string {
  const { content, identifier = '' } = row;
  const issuedAt = row.issuedAt ?? row.draftedAt;
  const colour = levelColour(content.level);
  const fact = (name: string, value: string): string => `<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const when = (time: Timestamp, age: string): string =>
    `<time datetime="${text(time)}">${shown(time)}</time> <span class="age">${age}</span>`;
  return `<article class="warning ${colour}">
<h2><svg viewBox="0 0 24 24" aria-hidden="true">${SHAPE[content.level]}</svg><span>${text(words.heading(content.hazard, content.level))}</span><small>${words.grade[content.level]}</small></h2>
<p class="headline" lang="zh-CN">${prose(content.headline)}</p>
<section class="do"><h3>${words.doNow}</h3><p lang="zh-CN">${prose(content.instruction)}</p></section>
<p lang="zh-CN">${prose(content.text)}</p>
<dl>${fact(words.area, text(content.scope.areaText))}${fact(words.from, text(issuer))}${fact(words.issued, when(issuedAt, since(words, issuedAt, nowMs)))}${fact(words.until, when(content.expiresAt, left(words, content.expiresAt, nowMs)))}${fact(words.number, text(identifier))}</dl>
</article>`;
}

/** The page anybody may read: complete without a script, first on a phone. */
export function publicPage({ words, county, nowMs, warnings, changedAt }: PublicPage): string {
  // To the minute, as it is shown: within one minute the page is the same page and need not be sent again.
  const now = toTimestamp(Math.floor(nowMs / MINUTE_MS) * MINUTE_MS);
  const body =
    warnings.length === 0
      ? `<div class="none"><p>${words.none}</p><p>${words.noneMore}</p></div>`
      : `<p class="count">${words.inForce(warnings.length)}</p>
${warnings.map((one) => card(words, one, nowMs)).join('\n')}`;
  const helpers = words.helpers.map(([number, who]) => `<a href="tel:${number}">${who} <b>${number}</b></a>`).join('');
  const changed = changedAt === undefined ? '' : words.changed(shown(changedAt), since(words, changedAt, nowMs));
  const { other } = words;
  return `<!doctype html>
<html lang="${words.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(words.title(county))}</title>
<link rel="stylesheet" href="/public/page.css">
<link rel="icon" href="/icon.svg">
<link rel="alternate" type="application/atom+xml" href="/api/cap/feed.atom">
</head>
<body>
<header><h1>${text(words.title(county))}</h1>
<p><span>${text(words.office(county))}</span> <span>${words.asOf} <time datetime="${text(now)}">${shown(now)}</time></span></p></header>
<main>
${body}
<nav class="help" aria-label="${words.help}"><span>${words.help}</span>${helpers}</nav>
</main>
<footer><p>${changed}${words.reload}</p><p><a href="${other.href}" lang="${other.lang}" hreflang="${other.lang}">${other.name}</a></p></footer>
</body>
</html>
`;
}
