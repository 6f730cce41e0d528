import { describe, expect, it } from 'vitest';
import { readEdxl } from './edxl.ts';
import { parseCap } from './parse-cap.ts';
import { capXml, fixture } from './testing.ts';
import { utf8 } from './xml-reader.ts';

const cap = (parts = {}): string => capXml(parts).replace(/^<\?xml[^>]*>\n/, '');
const content = (inner: string): string =>
  `<contentObject><xmlContent><embeddedXMLContent>${inner}</embeddedXMLContent></xmlContent></contentObject>`;

function envelope(status: string, ...contents: string[]): Uint8Array {
  return utf8(
    `<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0"><distributionID>D-1</distributionID><senderID>s@example.org</senderID><dateTimeSent>2026-07-12T16:15:00+08:00</dateTimeSent><distributionStatus>${status}</distributionStatus><distributionType>Report</distributionType>${contents.join('')}</EDXLDistribution>`,
  );
}

describe('EDXL-DE envelope', () => {
  it('bushfire_valid.edxlde: seven messages, each strict CAP on its own', () => {
    const result = readEdxl(fixture('edxl/bushfire_valid.edxlde'));
    if (!result.ok) throw new Error(JSON.stringify(result.errors));
    expect(result.envelope).toEqual({
      distributionId: 'RFSuniqueID12345',
      senderId: 'webmaster@rfs.nsw.gov.au',
      sent: '2011-10-17T11:18:00-00:00',
      status: 'Actual',
      type: 'Report',
    });
    expect(result.contents).toHaveLength(7);
    expect(result.refused).toEqual([]);
    for (const { cap: bytes } of result.contents) expect(parseCap(bytes, { profile: 'strict' }).ok).toBe(true);
  });

  it('parseCap takes the envelope and gives all its messages', () => {
    const result = parseCap(fixture('edxl/bushfire_valid.edxlde'), { profile: 'strict' });
    if (!result.ok) throw new Error(JSON.stringify(result.errors));
    expect(result.alerts.map(({ identifier }) => identifier)).toContain('tag:www.rfs.nsw.gov.au2011-10-18:40500');
    expect(result.alerts).toHaveLength(7);
    expect(result.envelope?.status).toBe('Actual');
  });

  it('an Exercise envelope makes nothing live, whatever stands inside', () => {
    const result = parseCap(envelope('Exercise', content(cap())), { profile: 'strict' });
    expect(result.ok ? [result.alerts[0]?.status, result.notes.map(({ code }) => code)] : result.errors).toEqual([
      'Exercise',
      ['envelope_not_live'],
    ]);
  });

  it('a bad message costs only itself, and says where it stood', () => {
    const result = parseCap(
      envelope('Actual', content(cap()), content(cap({ status: 'Real' })), content('<x xmlns="urn:x"/>')),
    );
    if (!result.ok) throw new Error(JSON.stringify(result.errors));
    expect(result.alerts).toHaveLength(1);
    expect(result.refused).toEqual([
      expect.objectContaining({
        code: 'value_invalid',
        path: '/EDXLDistribution/contentObject[2]/xmlContent/embeddedXMLContent/alert/status',
      }),
    ]);
    expect(result.notes.map(({ code, path }) => [code, path])).toEqual([
      ['content_not_cap', '/EDXLDistribution/contentObject[3]'],
    ]);
  });

  it.each([
    [envelope('Real', content(cap())), 'value_invalid'],
    [envelope('Actual'), 'content_missing'],
    [utf8('<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0"/>'), 'value_invalid'],
    [utf8('<EDXLDistribution/>'), 'namespace_unknown'],
    [utf8('<!DOCTYPE x><x/>'), 'doctype_refused'],
  ])('refuses envelope %#', (bytes, code) => {
    const result = parseCap(bytes);
    expect(result.ok ? [] : result.errors.map((error) => error.code)).toContain(code);
  });
});
