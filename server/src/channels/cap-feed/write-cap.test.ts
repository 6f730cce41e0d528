import { readFileSync } from 'node:fs';
import { capSeverity } from '@sitong/shared/kernel/level.ts';
import fc from 'fast-check';
import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { CapAlert, CapInfo } from '../../ingest/cap/model.ts';
import { parseCap } from '../../ingest/cap/parse-cap.ts';
import { alertOf, CHENGCHENG, fixture } from '../../ingest/cap/testing.ts';
import { cleanText } from '../../ingest/cap/text.ts';
import { readWarning } from '../../ingest/cap/warning-reading.ts';
import { utf8 } from '../../ingest/cap/xml-reader.ts';
import { arbitraryText, arbitraryWarning } from './arbitrary-warning.ts';
import type { OutgoingText, OutgoingWarning } from './outgoing-warning.ts';
import { OutgoingWarningSchema, warningIdentifier } from './outgoing-warning.ts';
import { outgoing } from './testing.ts';
import { capTime, writeCap } from './write-cap.ts';
import { outgoingText } from './xml-text.ts';

/** Properties run long on a busy machine; a timing never decides. */
vi.setConfig({ testTimeout: 120_000 });

const schema = XmlDocument.fromBuffer(
  readFileSync(new URL('../../ingest/cap/fixtures/schema/cap12.xsd', import.meta.url)),
);
const validator = XsdValidator.fromDoc(schema);
afterAll(() => {
  validator.dispose();
  schema.dispose();
});

/** Faults by the OASIS schema, judged by libxml2. */
function schemaFaults(xml: Uint8Array): string[] {
  const document = XmlDocument.fromBuffer(xml);
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (error instanceof XmlValidateError) return error.details.map(({ message }) => message);
    throw error;
  } finally {
    document.dispose();
  }
}

function readBack(xml: string): CapAlert {
  const result = parseCap(utf8(xml), { profile: 'strict' });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  const [alert] = result.alerts;
  if (alert === undefined) throw new Error('no alert');
  return alert;
}

describe('the schema judge', () => {
  it('knows good from bad: it refuses what the samples mark as invalid', () => {
    expect(schemaFaults(fixture('cap/invalid.cap'))).not.toEqual([]);
    expect(schemaFaults(fixture('cap/alertswiss-POA-1222963954-5.xml'))).not.toEqual([]);
    expect(schemaFaults(fixture('cap/zh-CN-chengcheng-rainstorm-1-alert.xml'))).toEqual([]);
  });

  it.each([
    'australia.cap',
    'cap_amber_alert_example.xml',
    'wcatwc-warning.cap',
    'gdacs-cap_1001150.xml',
    'kz-2.49.0.0.398.0-20250306-133701-0284797-00-EN.xml',
  ])('agrees with our strict reader on %s', (file) => {
    expect(schemaFaults(fixture(`cap/${file}`))).toEqual([]);
    expect(parseCap(fixture(`cap/${file}`), { profile: 'strict' }).ok).toBe(true);
  });
});

describe('writeCap', () => {
  it('is Exercise unless told live', () => {
    expect(readBack(writeCap(outgoing()))).toMatchObject({ status: 'Exercise', note: '演练 Exercise' });
    const live = readBack(writeCap(outgoing({ mode: 'live' })));
    expect(live.status).toBe('Actual');
    expect(live.note).toBeUndefined();
  });

  it('names what an Update replaces, and gives a Cancel as AllClear', () => {
    const references = [{ sender: 's', identifier: '61052541600000_20260712161500', sent: '2026-07-12T08:15:00Z' }];
    expect(readBack(writeCap(outgoing({ msgType: 'Update', references }))).references).toEqual([
      { sender: 's', identifier: '61052541600000_20260712161500', sent: '2026-07-12T16:15:00+08:00' },
    ]);
    expect(readBack(writeCap(outgoing({ msgType: 'Cancel', references }))).infos[0]?.responseTypes).toEqual([
      'AllClear',
    ]);
  });

  it('writes lat,lon and closes a ring', () => {
    const area = { areaDesc: '冯原镇', divisions: [], circles: [], polygons: [] };
    const open = {
      ...outgoing(),
      areas: [
        {
          ...area,
          polygons: [
            [
              [109.9, 35.1],
              [110, 35.1],
              [110, 35.2],
            ] as [number, number][],
          ],
        },
      ],
    };
    expect(writeCap(open)).toContain('<polygon>35.1,109.9 35.1,110 35.2,110 35.1,109.9</polygon>');
  });

  it('means to a receiver what it meant to the sender: level, event, division, end', () => {
    const reading = readWarning(readBack(writeCap(outgoing({ mode: 'live' }))), {
      divisions: CHENGCHENG,
      receivedAtMs: Date.parse('2026-07-12T16:16:00+08:00'),
    });
    expect(reading).toMatchObject({
      level: 2,
      eventWord: '暴雨',
      divisions: ['610525101000'],
      standing: 'live',
      expiry: { expiresAtMs: Date.parse('2026-07-12T22:15:00+08:00'), from: 'message' },
      notes: [],
    });
  });

  it('escapes and strips: no text can become mark-up', () => {
    const evil = '</headline><status>Actual</status>&lol;\u0000\u202e]]>';
    const alert = readBack(writeCap(outgoing({ zh: { event: '暴雨', headline: evil, senderName: 'x' } })));
    expect(alert.status).toBe('Exercise');
    expect(alert.infos[0]?.headline).toBe('</headline><status>Actual</status>&lol;]]>');
  });

  it('property: every warning validates against the OASIS schema and comes back as it was', () => {
    fc.assert(
      fc.property(arbitraryWarning, (warning) => {
        const checked = OutgoingWarningSchema.parse(warning);
        const xml = writeCap(checked);
        expect(schemaFaults(utf8(xml))).toEqual([]);
        expect(readBack(xml)).toEqual(expected(checked));
      }),
      { numRuns: 300 },
    );
  });

  it('property: text goes out as it would come in', () => {
    fc.assert(
      fc.property(arbitraryText, (text) => {
        expect(outgoingText(text)).toBe(cleanText(text));
      }),
    );
  });
});

describe('what may go out', () => {
  const refused = (parts: object): string[] => {
    const result = OutgoingWarningSchema.safeParse({ ...outgoing(), ...parts });
    return result.success ? [] : result.error.issues.map(({ path }) => path.join('.'));
  };

  it.each([
    [{ identifier: 'x' }, 'identifier'],
    [{ sender: 'a b' }, 'sender'],
    [{ sender: 'a\u202eb' }, 'sender'],
    [{ msgType: 'Update' }, 'references'],
    [{ expires: '2026-07-12T16:15:00+08:00' }, 'expires'],
    [{ zh: { event: '\u202e', headline: 'x', senderName: 'x' } }, 'zh.event'],
    [{ web: 'javascript:alert(1)' }, 'web'],
    [{ areas: [] }, 'areas'],
    [{ level: 5 }, 'level'],
  ])('refuses %j', (parts, path) => {
    expect(refused(parts)).toContain(path);
  });

  it('identifier: sender code and second in China time', () => {
    expect(warningIdentifier('61052541600000', Date.parse('2026-07-12T08:15:00.999Z'))).toBe(
      '61052541600000_20260712161500',
    );
    expect(() => warningIdentifier('610525', 0)).toThrow();
  });

  it('the reader calls our own identifier and a live warning good', () => {
    expect(alertOf({ identifier: warningIdentifier('61052541600000', 0) }).identifier).toBe(
      '61052541600000_19700101080000',
    );
  });
});

/** What a strict reader must find, built from the warning and not from the XML. */
function expected(warning: OutgoingWarning): CapAlert {
  const note = warning.note ?? (warning.mode === 'exercise' ? '演练 Exercise' : undefined);
  const shownNote = note === undefined ? '' : cleanText(note);
  return {
    form: '1.2',
    identifier: warning.identifier,
    sender: warning.sender,
    sent: capTime(warning.sent),
    status: warning.mode === 'live' ? 'Actual' : 'Exercise',
    msgType: warning.msgType,
    scope: 'Public',
    codes: [],
    references: warning.references.map((one) => ({ ...one, sent: capTime(one.sent) })),
    infos: [
      expectedInfo(warning, 'zh-CN', warning.zh),
      ...(warning.en === undefined ? [] : [expectedInfo(warning, 'en', warning.en, warning.en.areaDescs)]),
    ],
    signature: 'absent',
    ...(shownNote === '' ? {} : { note: shownNote }),
  };
}

const COLOUR = { 1: ['红色', 'red'], 2: ['橙色', 'orange'], 3: ['黄色', 'yellow'], 4: ['蓝色', 'blue'] } as const;

function expectedInfo(
  warning: OutgoingWarning,
  language: 'zh-CN' | 'en',
  text: OutgoingText,
  areaDescs?: readonly string[],
): CapInfo {
  const optional = Object.entries({
    onset: warning.onset === undefined ? undefined : capTime(warning.onset),
    description: text.description,
    instruction: text.instruction,
    web: warning.web,
    contact: warning.contact,
  }).flatMap(([name, value]) => (value === undefined || cleanText(value) === '' ? [] : [[name, cleanText(value)]]));
  return {
    language,
    categories: [warning.category],
    event: cleanText(text.event),
    responseTypes: warning.msgType === 'Cancel' ? ['AllClear'] : [],
    urgency: warning.urgency,
    severity: capSeverity(warning.level),
    certainty: warning.certainty,
    eventCodes: warning.eventCode === undefined ? [] : [{ valueName: 'eventType', value: warning.eventCode }],
    effective: capTime(warning.effective),
    expires: capTime(warning.expires),
    senderName: cleanText(text.senderName),
    headline: cleanText(text.headline),
    parameters: [{ valueName: 'ColourCode', value: COLOUR[warning.level][language === 'zh-CN' ? 0 : 1] }],
    resources: [],
    areas: warning.areas.map((area, at) => ({
      areaDesc: cleanText(areaDescs?.[at] ?? area.areaDesc),
      polygons: area.polygons,
      circles: area.circles,
      geocodes: area.divisions.map((value) => ({ valueName: 'CPEAS Geographic Code', value })),
    })),
    ...Object.fromEntries(optional),
  };
}
