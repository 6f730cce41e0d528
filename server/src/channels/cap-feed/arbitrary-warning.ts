import fc from 'fast-check';
import type { OutgoingWarning } from './outgoing-warning.ts';
import { outgoingText } from './xml-text.ts';

/** Any warning of ours, for property tests: texts of every alphabet, with what XML and readers stumble over. */

const nasty = fc.constantFrom(
  '<',
  '&',
  '&amp;',
  ']]>',
  '"',
  "'",
  '\u0000',
  '\u001b',
  '\u202e',
  '\u2066',
  '\ud800',
  '\uffff',
  '\r\n',
  '\r',
  '\t',
  ' ',
  '\u00a0',
  '\ufeff',
  '橙色',
  '<!--',
  '<![CDATA[',
);
export const arbitraryText = fc
  .array(fc.oneof(fc.string({ unit: 'binary', maxLength: 5 }), nasty), { maxLength: 8 })
  .map((parts) => parts.join(''));
const shown = arbitraryText.map((text) => text.slice(0, 150)).filter((text) => outgoingText(text) !== '');

const second = fc.integer({ min: Date.UTC(2000, 0, 1) / 1000, max: Date.UTC(2090, 0, 1) / 1000 });
const asTime = (seconds: number): string => new Date(seconds * 1000).toISOString();
const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const identifier = fc.tuple(digits(14), digits(14)).map(([code, at]) => `${code}_${at}`);
const sender = fc.stringMatching(/^[A-Za-z0-9@._澄城县局-]{1,30}$/);

/** 1e-7 degree, and never -0, which no text can carry. */
const degrees = (max: number) => fc.integer({ min: -max * 1e7, max: max * 1e7 }).map((n) => n / 1e7 + 0);
const point = fc.tuple(degrees(180), degrees(90));
const ring = fc.array(point, { minLength: 3, maxLength: 6 }).map((points): [number, number][] => {
  const [first = [0, 0]] = points;
  return [...points, first].map(([lon, lat]) => [lon, lat]);
});
const area = fc.record({
  areaDesc: shown,
  divisions: fc.array(digits(12), { maxLength: 3 }),
  polygons: fc.array(ring, { maxLength: 2 }),
  circles: fc.array(
    fc.record({
      lon: degrees(180),
      lat: degrees(90),
      radiusKm: fc.integer({ min: 0, max: 20_000_000 }).map((n) => n / 1000),
    }),
    { maxLength: 2 },
  ),
});
const text = fc.record({
  event: shown,
  headline: shown,
  senderName: shown,
  description: fc.option(arbitraryText, { nil: undefined }),
  instruction: fc.option(arbitraryText, { nil: undefined }),
});

export const arbitraryWarning: fc.Arbitrary<OutgoingWarning> = fc
  .record({
    identifier,
    sender,
    sent: second.map(asTime),
    mode: fc.constantFrom('live', 'exercise'),
    msgType: fc.constantFrom('Alert', 'Update', 'Cancel'),
    reference: fc.array(fc.record({ sender, identifier, sent: second.map(asTime) }), { minLength: 1, maxLength: 3 }),
    note: fc.option(arbitraryText, { nil: undefined }),
    category: fc.constantFrom('Geo', 'Met', 'Safety', 'Fire', 'Other'),
    eventCode: fc.option(fc.stringMatching(/^[0-9A-Z]{1,8}$/), { nil: undefined }),
    level: fc.constantFrom(1, 2, 3, 4),
    urgency: fc.constantFrom('Immediate', 'Expected', 'Future', 'Past', 'Unknown'),
    certainty: fc.constantFrom('Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'),
    begins: second,
    lastsS: fc.integer({ min: 1, max: 1_000_000 }),
    onset: fc.option(second.map(asTime), { nil: undefined }),
    zh: text,
    en: fc.option(text, { nil: undefined }),
    describedInEnglish: fc.boolean(),
    web: fc.constantFrom(undefined, 'https://example.org/a?b=1&c=2', 'http://10.0.0.2:8080/public'),
    contact: fc.option(arbitraryText, { nil: undefined }),
    areas: fc.array(area, { minLength: 1, maxLength: 3 }),
  } as const)
  .map(({ reference, begins, lastsS, describedInEnglish, en, ...rest }) => ({
    ...rest,
    references: rest.msgType === 'Alert' ? [] : reference,
    effective: asTime(begins),
    expires: asTime(begins + lastsS),
    ...(en === undefined
      ? {}
      : { en: { ...en, ...(describedInEnglish ? { areaDescs: rest.areas.map(({ areaDesc }) => areaDesc) } : {}) } }),
  }));
