import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { readFeed } from './feed.ts';
import { parseCap } from './parse-cap.ts';
import type { ProfileName } from './profiles.ts';
import { PROFILES } from './profiles.ts';
import { checkSignature } from './signature.ts';
import { CHENGCHENG, capXml, fixture } from './testing.ts';
import { applyAlert, emptyChain } from './warning-chain.ts';
import { readWarning } from './warning-reading.ts';
import { utf8 } from './xml-reader.ts';

/** Properties run long on a busy machine; a timing never decides. */
vi.setConfig({ testTimeout: 120_000 });

const NOW = Date.parse('2026-07-12T18:00:00+08:00');
const PROFILE_NAMES = Object.keys(PROFILES) as ProfileName[];
const SEEDS = ['cap', 'national', 'edxl'].flatMap((folder) =>
  readdirSync(new URL(`fixtures/${folder}`, import.meta.url)).map((name) => fixture(`${folder}/${name}`)),
);
const FEED_SEEDS = readdirSync(new URL('fixtures/cap-feeds', import.meta.url))
  .map((name) => fixture(`cap-feeds/${name}`))
  .filter((bytes) => bytes.byteLength < 10_000);

interface Issue {
  code: string;
  message: string;
  path: string;
}
function expectBounded(issues: readonly Issue[]): void {
  expect(issues.length).toBeLessThanOrEqual(200);
  for (const { code, message, path } of issues) {
    expect(code).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(message.length).toBeLessThanOrEqual(300);
    expect(path.length).toBeLessThanOrEqual(64 * 50);
    expect(`${message}${path}`).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  }
}

/** Everything the room can do with bytes. A throw fails the property. */
function exercise(bytes: Uint8Array, profile: ProfileName): void {
  const result = parseCap(bytes, { profile });
  expectBounded(result.ok ? [...result.notes, ...result.refused] : result.errors);
  if (!result.ok) expect(result.errors.length).toBeGreaterThan(0);
  let chain = emptyChain;
  for (const alert of result.ok ? result.alerts : []) {
    expect(`${alert.identifier}${alert.sender}`).toMatch(/^[^\s,<&\p{Cc}\p{Cf}]+$/u);
    for (const { areas } of alert.infos) {
      for (const [lon, lat] of areas.flatMap(({ polygons }) => polygons.flat())) {
        expect(Math.abs(lon) <= 180 && Math.abs(lat) <= 90).toBe(true);
      }
    }
    const reading = readWarning(alert, { divisions: CHENGCHENG, receivedAtMs: NOW });
    expectBounded(reading.notes);
    expect(Number.isFinite(reading.expiry.expiresAtMs)).toBe(true);
    chain = applyAlert(chain, alert, NOW).state;
  }
  const feed = readFeed(bytes);
  expectBounded(feed.ok ? feed.notes : feed.errors);
  const signature = checkSignature(bytes, { trustedFingerprints: new Set(), nowMs: NOW });
  expect(['unsigned', 'intact', 'invalid']).toContain(signature.outcome);
}

const profiles = fc.constantFrom(...PROFILE_NAMES);
const TOKENS = [
  '<',
  '>',
  '&',
  '"',
  '</info>',
  '<area>',
  '<polygon/>',
  '&#0;',
  '&x;',
  '<!DOCTYPE a>',
  ']]>',
  '<![CDATA[',
  '<!--',
  'NaN',
  '1e309',
  '-1e309',
  '\u202e',
  '\u0000',
  '__proto__',
  '99999999999999999999',
  '<__proto__/>',
  'constructor',
  ',',
  ' ',
  'Z',
  '-00:00',
  '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>',
];
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  cut: fc.integer({ min: 0, max: 40 }),
  put: fc.oneof(fc.constantFrom(...TOKENS).map(utf8), fc.uint8Array({ maxLength: 6 })),
});

function mutate(bytes: Uint8Array, edits: readonly { at: number; cut: number; put: Uint8Array }[]): Uint8Array {
  return edits.reduce((now, { at, cut, put }) => {
    const from = Math.floor(at * now.byteLength);
    return new Uint8Array([...now.subarray(0, from), ...put, ...now.subarray(from + cut)]);
  }, bytes);
}

describe('whatever comes in, an answer within bounds comes out', () => {
  it('any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), profiles, exercise), { numRuns: 500 });
  });

  it('any text that begins like XML', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(text, profiles, (tail, profile) => exercise(utf8(`<?xml version="1.0"?><alert>${tail}`), profile)),
      { numRuns: 300 },
    );
  });

  it('samples with pieces cut out, doubled and replaced', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SEEDS),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        profiles,
        (seed, edits, profile) => {
          exercise(mutate(seed, edits), profile);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('feeds with pieces cut out, doubled and replaced', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FEED_SEEDS), fc.array(edit, { minLength: 1, maxLength: 4 }), (seed, edits) => {
        const bytes = mutate(seed, edits);
        const feed = readFeed(bytes);
        expectBounded(feed.ok ? feed.notes : feed.errors);
        for (const { cap } of feed.ok ? feed.entries : []) if (cap !== undefined) exercise(cap, 'field');
      }),
      { numRuns: 500 },
    );
  });

  it('element texts swapped for anything: what is taken is within the model', () => {
    const names = fc.constantFrom(
      'identifier',
      'sender',
      'sent',
      'status',
      'msgType',
      'scope',
      'language',
      'category',
      'event',
      'urgency',
      'severity',
      'certainty',
      'areaDesc',
      'polygon',
    );
    const value = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom(...TOKENS));
    fc.assert(
      fc.property(names, value, profiles, (name, text, profile) => {
        const safe = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
        exercise(utf8(capXml().replace(new RegExp(`<${name}>[^<]*<`), () => `<${name}>${safe}<`)), profile);
      }),
      { numRuns: 1000 },
    );
  });

  it('many errors and huge names are cut', () => {
    const areas = `<area><polygon>${'9'.repeat(1000)}</polygon></area>`.repeat(1000);
    exercise(utf8(capXml({ infoTail: areas })), 'strict');
    exercise(utf8(capXml({ infoTail: `<${'x'.repeat(100_000)}/>` })), 'strict');
    exercise(utf8(`${'<a>'.repeat(60)}<${'y'.repeat(100_000)}>`), 'field');
  });
});
