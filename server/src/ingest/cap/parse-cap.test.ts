import { describe, expect, it } from 'vitest';
import { chooseInfo } from './choose-info.ts';
import { parseCap } from './parse-cap.ts';
import { alertOf, capBytes, capXml, fixture, noteCodes, refusalCodes } from './testing.ts';
import { isWebLink } from './text.ts';
import { utf8 } from './xml-reader.ts';

describe('strict CAP', () => {
  it('takes a good message without notes', () => {
    expect(noteCodes(capBytes(), 'strict')).toEqual([]);
  });

  it.each([
    ['a namespace that is not CAP', capXml().replace('cap:1.2', 'cap:1.3'), 'namespace_unknown', '/alert'],
    ['no namespace', capXml().replace(/ xmlns="[^"]*"/, ''), 'namespace_unknown', '/alert'],
    ['another root', capXml().replaceAll('alert', 'alarm'), 'namespace_unknown', '/alarm'],
    ['an unknown element', capXml({ infoTail: '<surprise/>' }), 'element_unknown', '/alert/info[1]/surprise'],
    [
      'an element of another namespace',
      capXml({ infoTail: '<x xmlns="urn:x"/>' }),
      'element_unknown',
      '/alert/info[1]/x',
    ],
    [
      'an element twice',
      capXml({ infoTail: '<web>http://a.cn</web><web>http://b.cn</web>' }),
      'too_many',
      '/alert/info[1]/web[2]',
    ],
    [
      'an element out of order',
      capXml({ infoTail: '<headline>x</headline><senderName>y</senderName>' }),
      'element_order',
      '/alert/info[1]/senderName',
    ],
    ['an unknown status', capXml({ status: 'Real' }), 'value_invalid', '/alert/status'],
    ['a status of other case', capXml({ status: 'actual' }), 'value_invalid', '/alert/status'],
    ['white space around a status', capXml({ status: ' Actual ' }), 'whitespace_around', '/alert/status'],
    ['a colour as severity', capXml({ severity: 'Red' }), 'value_invalid', '/alert/info[1]/severity'],
    ['zone letter Z', capXml({ sent: '2026-07-12T08:15:00Z' }), 'time_zulu', '/alert/sent'],
    ['a time without offset', capXml({ sent: '2026-07-12T16:15:00' }), 'time_loose', '/alert/sent'],
    ['fractions of a second', capXml({ sent: '2026-07-12T16:15:00.123+08:00' }), 'time_fraction', '/alert/sent'],
    ['February 30th', capXml({ sent: '2026-02-30T16:15:00+08:00' }), 'time_invalid', '/alert/sent'],
    ['hour 24', capXml({ sent: '2026-02-20T24:00:00+08:00' }), 'time_invalid', '/alert/sent'],
    ['offset +19:00', capXml({ sent: '2026-02-20T12:00:00+19:00' }), 'time_invalid', '/alert/sent'],
    ['a space in the identifier', capXml({ identifier: 'a b' }), 'identifier_characters', '/alert/identifier'],
    ['a comma in the identifier', capXml({ identifier: 'INVALID,' }), 'identifier_characters', '/alert/identifier'],
    ['an ampersand in the sender', capXml({ sender: 'a&amp;b' }), 'sender_characters', '/alert/sender'],
    [
      'a reading-direction override in the identifier',
      capXml({ identifier: 'A\u202e1-' }),
      'identifier_characters',
      '/alert/identifier',
    ],
    ['a zero-width character in the sender', capXml({ sender: 'a\u200bb' }), 'sender_characters', '/alert/sender'],
    ['an empty identifier', capXml({ identifier: '' }), 'element_empty', '/alert/identifier'],
    ['an Update without references', capXml({ msgType: 'Update' }), 'references_missing', '/alert/references'],
    ['empty references', capXml({ references: '' }), 'references_empty', '/alert/references'],
    ['a reference of two parts', capXml({ references: 'a,b' }), 'reference_invalid', '/alert/references'],
    ['Restricted without restriction', capXml({ scope: 'Restricted' }), 'restriction_missing', '/alert/restriction'],
    ['Private without addresses', capXml({ scope: 'Private' }), 'addresses_missing', '/alert/addresses'],
    ['text between elements', capXml({ infoTail: 'stray' }), 'text_unexpected', '/alert/info[1]'],
    ['elements inside a text', capXml({ headline: '<b>x</b>' }), 'element_unexpected', '/alert/info[1]/headline'],
    [
      'a headline of 5000 characters',
      capXml({ headline: '雨'.repeat(5000) }),
      'text_too_long',
      '/alert/info[1]/headline',
    ],
    [
      'a 1.2 resource without mimeType',
      capXml({ infoTail: '<resource><resourceDesc>map</resourceDesc></resource>' }),
      'element_missing',
      '/alert/info[1]/resource[1]/mimeType',
    ],
  ])('refuses %s', (_, xml, code, path) => {
    const result = parseCap(utf8(xml), { profile: 'strict' });
    expect(result.ok ? [] : result.errors.map((error) => [error.code, error.path])).toContainEqual([code, path]);
  });

  it.each([
    ['three points', '<polygon>35,109 36,109 35,109</polygon>', 'polygon_too_short'],
    ['an open ring', '<polygon>35,109 36,109 36,110 35,110</polygon>', 'polygon_not_closed'],
    ['NaN', '<polygon>NaN,109 36,109 36,110 NaN,109</polygon>', 'coordinate_invalid'],
    ['1e309', '<polygon>1e309,109 36,109 36,110 1e309,109</polygon>', 'coordinate_invalid'],
    ['Infinity', '<polygon>Infinity,109 36,109 36,110 Infinity,109</polygon>', 'coordinate_invalid'],
    ['hexadecimal', '<polygon>0x23,109 36,109 36,110 0x23,109</polygon>', 'coordinate_invalid'],
    ['an exponent', '<polygon>1e-5,109 36,109 36,110 1e-5,109</polygon>', 'coordinate_exponent'],
    [
      'a latitude of 91 with a longitude that is none either way',
      '<polygon>91,181 36,109 36,110 91,181</polygon>',
      'coordinate_out_of_range',
    ],
    ['lon,lat', '<polygon>109.9,35.1 109.9,35.2 110,35.2 109.9,35.1</polygon>', 'latlon_swapped'],
    ['three numbers in a pair', '<polygon>35,109,0 36,109,0 36,110,0 35,109,0</polygon>', 'coordinate_invalid'],
    ['an empty polygon', '<polygon/>', 'polygon_empty'],
    ['a circle without radius', '<circle>35,109</circle>', 'circle_invalid'],
    ['a circle of negative radius', '<circle>35,109 -1</circle>', 'circle_invalid'],
    ['a circle larger than the earth', '<circle>35,109 30000</circle>', 'circle_invalid'],
    ['a geocode without value', '<geocode><valueName>x</valueName></geocode>', 'element_missing'],
    ['a geocode of bare digits', '<geocode>610525</geocode>', 'text_unexpected'],
    ['an altitude that is no number', '<altitude>high</altitude>', 'number_invalid'],
  ])('refuses an area with %s', (_, area, code) => {
    expect(refusalCodes(capBytes({ area }), 'strict')).toContain(code);
  });

  it('takes an area with geocodes only, and one that crosses nothing but words with a note', () => {
    const geocode = '<geocode><valueName>CPEAS Geographic Code</valueName><value>610525000000</value></geocode>';
    expect(noteCodes(capBytes({ area: geocode }), 'strict')).toEqual([]);
    expect(noteCodes(capBytes({ area: '' }), 'strict')).toEqual(['area_not_placed']);
  });

  it('accepts -00:00 for UTC, and a plus sign before a coordinate', () => {
    expect(noteCodes(capBytes({ sent: '2026-07-12T16:15:00-00:00' }), 'strict')).toEqual([]);
    expect(alertOf({ area: '<circle>+35.1,+109.9 2</circle>' }).infos[0]?.areas[0]?.circles).toEqual([
      { lon: 109.9, lat: 35.1, radiusKm: 2 },
    ]);
  });
});

describe('named leniencies', () => {
  it.each([
    ['polygon_empty', { area: '<polygon/>' }, 'field'],
    ['polygon_not_closed', { area: '<polygon>35,109 36,109 36,110</polygon>' }, 'field'],
    ['latlon_swapped', { area: '<polygon>109.9,35.1 109.9,35.2 110,35.2 109.9,35.1</polygon>' }, 'field'],
    ['latlon_swapped', { area: '<circle>109.9,35.1 3</circle>' }, 'cma'],
    ['references_empty', { references: '' }, 'cma'],
    ['references_missing', { msgType: 'Cancel' }, 'field'],
    ['time_zulu', { sent: '2026-07-12T08:15:00Z' }, 'field'],
    ['time_fraction', { sent: '2026-07-12T16:15:00.5+08:00' }, 'field'],
    ['time_loose', { sent: '2026-07-12 16:15:00' }, 'cma'],
    ['whitespace_around', { status: '\n  Actual\n' }, 'field'],
    ['whitespace_around', { identifier: ' A-1 ' }, 'field'],
    ['severity_colour', { severity: '橙色' }, 'cma'],
    ['optional_empty', { expires: ' ' }, 'field'],
    ['restriction_missing', { scope: 'Restricted' }, 'field'],
    ['addresses_missing', { scope: 'Private' }, 'field'],
    ['coordinate_exponent', { area: '<circle>1e-5,109 1</circle>' }, 'gdacs'],
    ['element_unknown', { infoTail: '<surprise/>' }, 'nws'],
    ['element_order', { infoTail: '<contact>x</contact><web>http://a.cn</web>' }, 'field'],
  ] as const)('%s lets the message pass under %o in %s, is noted, and refused when strict', (rule, parts, profile) => {
    const result = parseCap(capBytes(parts), { profile });
    expect(result.ok ? result.notes.map((note) => note.rule) : result.errors).toContain(rule);
    expect(refusalCodes(capBytes(parts), 'strict')).not.toEqual([]);
  });

  it('closes an open ring and turns swapped coordinates round', () => {
    const ring = alertOf({ area: '<polygon>109.9,35.1 109.9,35.2 110,35.2</polygon>' }, 'field').infos[0]?.areas[0]
      ?.polygons[0];
    expect(ring).toEqual([
      [109.9, 35.1],
      [109.9, 35.2],
      [110, 35.2],
      [109.9, 35.1],
    ]);
  });

  it('reads a time without offset as China time', () => {
    expect(alertOf({ sent: '2026-7-12 16:15' }, 'cma').sent).toBe('2026-07-12T16:15:00+08:00');
  });

  it('unescapes an ampersand that was escaped twice', () => {
    const result = parseCap(fixture('cap/gdacs-cap_1001150.xml'), { profile: 'gdacs' });
    const link = result.ok
      ? result.alerts[0]?.infos[0]?.parameters.find(({ valueName }) => valueName === 'link')
      : undefined;
    expect(link?.value).toBe('http://www.gdacs.org/report.aspx?eventtype=TC&eventid=1001150');
  });

  it('notes coordinates that would lie at home if swapped, and leaves them', () => {
    const homeBounds = { minLon: 40, maxLon: 50, minLat: 30, maxLat: 39 };
    const result = parseCap(capBytes({ area: '<circle>45,35 1</circle>' }), { profile: 'strict', homeBounds });
    expect(result.ok ? result.notes.map(({ code }) => code) : []).toEqual(['latlon_suspect']);
  });
});

describe('text', () => {
  it('loses characters that turn the reading direction, with a note', () => {
    const bytes = capBytes({ headline: '\u202e警预色蓝\u202c' });
    const result = parseCap(bytes, { profile: 'strict' });
    expect(result.ok ? [result.alerts[0]?.infos[0]?.headline, result.notes[0]?.code] : []).toEqual([
      '警预色蓝',
      'bidi_removed',
    ]);
  });

  it('loses a link that would run something, never the warning', () => {
    const result = parseCap(capBytes({ infoTail: '<web>javascript:alert(1)</web>' }), { profile: 'strict' });
    expect(result.ok ? [result.alerts[0]?.infos[0]?.web, result.notes[0]?.code] : []).toEqual([
      undefined,
      'link_dropped',
    ]);
  });
});

describe('links', () => {
  it.each([
    ['https://ims.gov.il/en/IMSWarnings', true],
    ['http://10.0.0.2:8080/a?b=1', true],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['http:///x', false],
    ['https://good.cn/\u202egnp.exe', false],
    ['https://good.cn/ x', false],
    ['//good.cn', false],
  ])('%j may be shown: %s', (link, good) => {
    expect(isWebLink(link)).toBe(good);
  });
});

describe('chooseInfo', () => {
  it('takes Chinese before English before the first', () => {
    const result = parseCap(fixture('cap/zh-CN-chengcheng-rainstorm-1-alert.xml'));
    const alert = result.ok ? result.alerts[0] : undefined;
    if (alert === undefined) throw new Error('not read');
    expect(chooseInfo(alert)?.event).toBe('暴雨');
    expect(chooseInfo(alert, ['en'])?.event).toBe('Rainstorm');
    expect(chooseInfo(alert, ['fr'])?.language).toBe('en-US');
    expect(chooseInfo({ ...alert, infos: [] })).toBeNull();
  });
});
