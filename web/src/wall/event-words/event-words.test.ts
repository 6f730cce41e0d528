import { AuditEventSchemas } from '@sitong/shared/kernel/audit.ts';
import type { Envelope } from '@sitong/shared/kernel/envelope.ts';
import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { CommandEventSchemas } from '@sitong/shared/pillars/command/events.ts';
import { MonitoringEventSchemas } from '@sitong/shared/pillars/monitoring/events.ts';
import { ReleaseEventSchemas } from '@sitong/shared/pillars/release/events.ts';
import { RescueEventSchemas } from '@sitong/shared/pillars/rescue/events.ts';
import { EVENT_TYPES } from '@sitong/shared/protocol/catalogue.ts';
import { initialWorld } from '@sitong/shared/protocol/world-state.ts';
import { arbitraryBody } from '@sitong/shared/testing/arbitrary-body.ts';
import { COUNTY, TINY_COUNTY } from '@sitong/shared/testing/county.ts';
import fc from 'fast-check';
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { en } from '../../i18n/en/all.ts';
import { languages, startLanguage } from '../../i18n/language.ts';
import { plainText } from '../../ui/log-list.tsx';
import { eventWords, tellers } from './event-words.ts';
import { cutMarks } from './marked-text.ts';
import { eventAreas, type Lookup } from './told.ts';

const schemas: Readonly<Record<string, z.ZodType>> = {
  ...MonitoringEventSchemas,
  ...ReleaseEventSchemas,
  ...RescueEventSchemas,
  ...CommandEventSchemas,
  ...AuditEventSchemas,
};

function envelopeOf(type: string, body: unknown): Envelope {
  return {
    world: LIVE,
    seq: 1,
    stream: 'alarm/1',
    version: 1,
    type,
    schema: 1,
    commandId: '0190a000-0000-7000-8000-000000000001',
    actor: { person: 'p-duty' },
    at: '2026-07-18T20:47:10+08:00',
    recordedAt: '2026-07-18T20:47:10+08:00',
    division: COUNTY,
    audience: [],
    body,
  };
}

function lookup(): Lookup {
  return {
    county: TINY_COUNTY,
    state: initialWorld,
    t: i18next.getFixedT(i18next.language, eventAreas),
    causeT: i18next.getFixedT(i18next.language, ['monitoring', 'rescue']),
    past: new Map(),
  };
}

beforeAll(async () => {
  await startLanguage('zh-CN');
  for (const [area, words] of Object.entries(en)) i18next.addResourceBundle('en', area, words);
});

describe.each(languages)('every event of the catalogue in words, %s', (language) => {
  beforeAll(() => i18next.changeLanguage(language));

  it('has a teller for each type and none beside them', () => {
    expect(Object.keys(tellers).sort()).toEqual([...EVENT_TYPES].sort());
  });

  it.each(EVENT_TYPES)('%s reads as a whole sentence, whatever its body', (type) => {
    const schema = schemas[type];
    if (schema === undefined) throw new Error(`no schema for ${type}`);
    fc.assert(
      fc.property(arbitraryBody(schema), (body) => {
        const words = eventWords(envelopeOf(type, body), lookup());
        const sentence = plainText(words);
        expect(sentence).not.toBe('');
        expect(sentence).not.toMatch(/\{\{|\}\}|undefined|<[bofl]>|NaN/);
        expect(sentence.startsWith(type)).toBe(false);
        expect(words.kind).not.toMatch(/^kind\./);
      }),
      { numRuns: 25 },
    );
  });
});

describe('emphasis', () => {
  beforeAll(() => i18next.changeLanguage('zh-CN'));

  it('is cut before values are filled in: a typed mark stays text', () => {
    const words = eventWords(envelopeOf('DutyLogEntered', { text: '<b>不是标记</b> {{text}}' }), lookup());
    expect(plainText(words)).toBe('<b>不是标记</b> {{text}}（张值）');
    expect(words.parts.every(({ tone }) => tone === undefined)).toBe(true);
  });

  it('takes the level of the event', () => {
    expect(cutMarks('甲<l>乙</l>丙', 'level-1')).toEqual([
      { text: '甲' },
      { text: '乙', tone: 'level-1' },
      { text: '丙' },
    ]);
  });
});

describe('a response is named after its plan', () => {
  beforeAll(() => i18next.changeLanguage('zh-CN'));

  it.each([
    ['flood', '防汛二级响应'],
    ['rainstorm', '防汛二级响应'],
    ['landslide', '地质灾害二级响应'],
  ] as const)('%s starts %s', (hazard, name) => {
    const body = {
      responseId: '0190a000-0000-7000-8000-000000000002',
      number: 1,
      hazard,
      level: 2,
      reason: '',
      incidentIds: [],
    };
    const words = eventWords(envelopeOf('ResponseSuggested', body), lookup());
    expect(plainText(words)).toContain(name);
  });
});
