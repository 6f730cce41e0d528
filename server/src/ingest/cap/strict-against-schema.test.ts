import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { parseCap } from './parse-cap.ts';
import { fixture } from './testing.ts';
import { utf8 } from './xml-reader.ts';

/** Properties run long on a busy machine; a timing never decides. */
vi.setConfig({ testTimeout: 120_000 });

const schema = XmlDocument.fromBuffer(fixture('schema/cap12.xsd'));
const validator = XsdValidator.fromDoc(schema);
afterAll(() => {
  validator.dispose();
  schema.dispose();
});

function schemaTakes(xml: string): boolean {
  const document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
    return true;
  } catch (error) {
    if (error instanceof XmlValidateError) return false;
    throw error;
  } finally {
    document.dispose();
  }
}

const LEAF = /<(\w[\w:]*)>([^<]*)<\/\1>\s*/g;
const SAMPLES = readdirSync(new URL('fixtures/cap', import.meta.url))
  .map((name) => Buffer.from(fixture(`cap/${name}`)).toString('utf8'))
  .filter((text) => text.includes('cap:1.2'))
  .map((text) => ({ text, leaves: [...text.matchAll(LEAF)].map(([whole, name]) => ({ whole, name: name ?? '' })) }));

/** A sample with one leaf left out, doubled, emptied, or put in place of or after another. */
const mutants = fc
  .record({
    sample: fc.constantFrom(...SAMPLES),
    a: fc.nat(),
    b: fc.nat(),
    how: fc.constantFrom('drop', 'double', 'empty', 'replace', 'insert'),
  })
  .map(({ sample: { text, leaves }, a, b, how }) => {
    const one = leaves[a % leaves.length] ?? { whole: '', name: '' };
    const other = leaves[b % leaves.length] ?? one;
    const put = {
      drop: '',
      double: one.whole + one.whole,
      empty: `<${one.name}></${one.name}>`,
      replace: other.whole,
      insert: one.whole + other.whole,
    };
    return text.replace(one.whole, () => put[how]);
  });

/** What CAP's text demands beyond its schema, or we do. */
const BEYOND_SCHEMA =
  /^(element_empty|optional_empty|polygon_empty|polygon_not_closed|text_unexpected|references_missing|references_empty|reference_invalid)$/;

describe('the strict profile against the OASIS schema', () => {
  it('property: what strict takes, the schema takes; what the schema takes, strict refuses only for rules beyond it', () => {
    fc.assert(
      fc.property(mutants, (xml) => {
        const ours = parseCap(utf8(xml), { profile: 'strict' });
        const theirs = schemaTakes(xml);
        if (ours.ok) expect(theirs).toBe(true);
        else if (theirs)
          expect(ours.errors.map(({ code }) => code).filter((code) => !BEYOND_SCHEMA.test(code))).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });
});
