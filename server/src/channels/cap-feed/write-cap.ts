import type { LevelColour } from '@sitong/shared/kernel/level.ts';
import { capSeverity, levelColour } from '@sitong/shared/kernel/level.ts';
import { toMs, toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { OutgoingArea, OutgoingText, OutgoingWarning } from './outgoing-warning.ts';
import { element, escapeXml } from './xml-text.ts';

export const CAP_12 = 'urn:oasis:names:tc:emergency:cap:1.2';

const ZH_COLOUR: Record<LevelColour, string> = { red: '红色', orange: '橙色', yellow: '黄色', blue: '蓝色' };

/** Name of the geocode scheme as CMA writes it in CAP: the receivers of Chinese warnings know it. */
export const DIVISION_SCHEME = 'CPEAS Geographic Code';
/** Carries the colour, because CAP's severity alone does not say that it was a signed colour. */
export const COLOUR_PARAMETER = 'ColourCode';

/** CAP 1.2 §3.2.1: an exercise says so in its note. */
const EXERCISE_NOTE = '演练 Exercise';

/** CAP times have whole seconds and an offset; ours is always +08:00. */
export function capTime(time: string): string {
  return toTimestamp(toMs(time)).replace(/\.\d+/, '');
}

/** The shortest decimal form without an exponent, 12 places at most: far below a millimetre. */
function decimal(value: number): string {
  return String(value).includes('e') ? value.toFixed(12) : String(value);
}

function pair(name: string, valueName: string, value: string): string {
  return `<${name}>${element('valueName', valueName)}${element('value', value)}</${name}>`;
}

/** CAP writes lat,lon; the first point is repeated when the ring was left open. */
function polygon(ring: readonly (readonly [number, number])[]): string {
  const first = ring[0];
  const last = ring.at(-1);
  const closed =
    first !== undefined && last !== undefined && (first[0] !== last[0] || first[1] !== last[1])
      ? [...ring, first]
      : ring;
  return `<polygon>${closed.map(([lon, lat]) => `${decimal(lat)},${decimal(lon)}`).join(' ')}</polygon>`;
}

function area(from: OutgoingArea, areaDesc: string): string {
  const circles = from.circles.map(
    ({ lon, lat, radiusKm }) => `<circle>${decimal(lat)},${decimal(lon)} ${decimal(radiusKm)}</circle>`,
  );
  const geocodes = from.divisions.map((code) => pair('geocode', DIVISION_SCHEME, code));
  return `<area>${element('areaDesc', areaDesc)}${from.polygons.map(polygon).join('')}${circles.join('')}${geocodes.join('')}</area>`;
}

function info(
  warning: OutgoingWarning,
  language: 'zh-CN' | 'en',
  text: OutgoingText,
  areaDescs: readonly string[] | undefined,
): string {
  const colour = levelColour(warning.level);
  return [
    '<info>',
    element('language', language),
    element('category', warning.category),
    element('event', text.event),
    ...(warning.msgType === 'Cancel' ? [element('responseType', 'AllClear')] : []),
    element('urgency', warning.urgency),
    element('severity', capSeverity(warning.level)),
    element('certainty', warning.certainty),
    ...(warning.eventCode === undefined ? [] : [pair('eventCode', 'eventType', warning.eventCode)]),
    element('effective', capTime(warning.effective)),
    ...(warning.onset === undefined ? [] : [element('onset', capTime(warning.onset))]),
    element('expires', capTime(warning.expires)),
    element('senderName', text.senderName),
    element('headline', text.headline),
    element('description', text.description),
    element('instruction', text.instruction),
    element('web', warning.web),
    element('contact', warning.contact),
    pair('parameter', COLOUR_PARAMETER, language === 'zh-CN' ? ZH_COLOUR[colour] : colour),
    ...warning.areas.map((one, at) => area(one, areaDescs?.[at] ?? one.areaDesc)),
    '</info>',
  ].join('');
}

/**
 * CAP 1.2 of one of our warnings, valid against the OASIS schema. `warning` has passed
 * `OutgoingWarningSchema`. Status is Actual only for `mode: 'live'`.
 */
export function writeCap(warning: OutgoingWarning): string {
  const references = warning.references.map((one) => `${one.sender},${one.identifier},${capTime(one.sent)}`).join(' ');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<alert xmlns="${escapeXml(CAP_12)}">`,
    element('identifier', warning.identifier),
    element('sender', warning.sender),
    element('sent', capTime(warning.sent)),
    element('status', warning.mode === 'live' ? 'Actual' : 'Exercise'),
    element('msgType', warning.msgType),
    element('scope', 'Public'),
    element('note', warning.note ?? (warning.mode === 'exercise' ? EXERCISE_NOTE : undefined)),
    element('references', references),
    info(warning, 'zh-CN', warning.zh, undefined),
    ...(warning.en === undefined ? [] : [info(warning, 'en', warning.en, warning.en.areaDescs)]),
    '</alert>\n',
  ].join('');
}
