import { describe, expect, it } from 'vitest';
import type { TrustOptions } from './signature.ts';
import { checkSignature } from './signature.ts';
import { DSIG, KEY_VALUE, SHA1, SHA256, sign } from './signing.testing.ts';
import { capXml, fixture } from './testing.ts';
import { utf8 } from './xml-reader.ts';

const NOBODY: TrustOptions = { trustedFingerprints: new Set(), nowMs: Date.parse('2026-07-12T16:15:00+08:00') };
function outcome(xml: string, trust = NOBODY): string {
  const result = checkSignature(utf8(xml), trust);
  return result.outcome === 'invalid' ? result.code : result.outcome;
}

const SIGNED = sign(capXml());
function fingerprintOf(xml: string): string {
  const result = checkSignature(utf8(xml), NOBODY);
  return result.outcome === 'intact' ? result.fingerprint : '';
}

describe('signature', () => {
  it('none is unsigned', () => {
    expect(outcome(capXml())).toBe('unsigned');
  });

  it('earthquake_signed.cap is intact, by SHA-1, by a key nobody vouched for', () => {
    const result = checkSignature(fixture('cap/earthquake_signed.cap'), NOBODY);
    expect(result).toMatchObject({ outcome: 'intact', strength: 'sha1' });
    if (result.outcome !== 'intact') throw new Error('not intact');
    const trust = { ...NOBODY, trustedFingerprints: new Set([result.fingerprint]) };
    expect(checkSignature(fixture('cap/earthquake_signed.cap'), trust)).toMatchObject({
      outcome: 'intact',
      why: 'SHA-1 signatures are never trusted',
    });
  });

  it('earthquake_signed.cap with one digit changed is invalid', () => {
    const changed = Buffer.from(fixture('cap/earthquake_signed.cap'))
      .toString('latin1')
      .replace('magnitude 1.3', 'magnitude 7.3');
    expect(checkSignature(Buffer.from(changed, 'latin1'), NOBODY)).toMatchObject({
      outcome: 'invalid',
      code: 'does_not_verify',
    });
  });

  it('is intact with the key inside, trusted only when its fingerprint is configured', () => {
    expect(outcome(SIGNED)).toBe('intact');
    const trust = { ...NOBODY, trustedFingerprints: new Set([fingerprintOf(SIGNED)]) };
    expect(outcome(SIGNED, trust)).toBe('trusted');
    expect(outcome(sign(capXml(), SHA1), trust)).toBe('intact');
  });

  it('with a namespace prefix is the same', () => {
    expect(outcome(sign(capXml(), SHA256, '/*', 'ds'))).toBe('intact');
  });

  it('with the prefix declared on the alert is the same', () => {
    const xml = capXml().replace('<alert ', `<alert xmlns:ds="${DSIG}" `);
    const signed = sign(xml, SHA256, '/*', 'ds').replace(`<ds:Signature xmlns:ds="${DSIG}">`, '<ds:Signature>');
    expect(outcome(signed)).toBe('intact');
  });

  it('by Id of the alert itself is intact', () => {
    expect(outcome(sign(capXml(), SHA256, "/*[local-name()='alert']"))).toBe('intact');
  });

  it('any change of content is invalid', () => {
    expect(outcome(SIGNED.replace('<severity>Severe', '<severity>Minor'))).toBe('does_not_verify');
    expect(outcome(SIGNED.replace(/<SignatureValue>..../, '<SignatureValue>AAAA'))).toBe('does_not_verify');
  });
});

describe('signature wrapping', () => {
  it('a signature over a part of the message does not cover the alert', () => {
    expect(outcome(sign(capXml(), SHA256, "//*[local-name()='info']"))).toBe('wrong_reference');
  });

  it('a signed message inside another is refused', () => {
    const inner = SIGNED.replace(/^<\?xml[^>]*>\s*/, '');
    const outer = capXml().replace('</alert>', `${inner}</alert>`);
    expect(outcome(outer)).toBe('misplaced_signature');
  });

  it('a good signature moved to another message is invalid', () => {
    const [signature] = /<Signature[\s\S]*<\/Signature>/.exec(SIGNED) ?? [''];
    expect(outcome(capXml({ identifier: 'B-2' }).replace('</alert>', `${signature}</alert>`))).toBe('does_not_verify');
  });

  it('two elements of one Id, two signatures, two references are refused', () => {
    const byId = sign(capXml(), SHA256, "/*[local-name()='alert']");
    const [, id] = /Id="([^"]+)"/.exec(byId) ?? [];
    expect(outcome(byId.replace('<info>', `<info Id="${id}">`))).toBe('does_not_verify');
    const [signature] = /<Signature[\s\S]*<\/Signature>/.exec(SIGNED) ?? [''];
    expect(outcome(SIGNED.replace('</alert>', `${signature}</alert>`))).toBe('several_signatures');
    const [reference] = /<Reference[\s\S]*<\/Reference>/.exec(SIGNED) ?? [''];
    expect(outcome(SIGNED.replace(reference, reference + reference))).toBe('wrong_reference');
  });

  it('XPath and XSLT transforms, HMAC and unknown algorithms are refused', () => {
    const xpath = SIGNED.replace(
      'http://www.w3.org/2001/10/xml-exc-c14n#"/></Transforms>',
      'http://www.w3.org/TR/1999/REC-xpath-19991116"/></Transforms>',
    );
    expect(xpath).not.toBe(SIGNED);
    expect(outcome(xpath)).toBe('algorithm_refused');
    expect(outcome(SIGNED.replace(SHA256.signature, `${DSIG}hmac-sha1`))).toBe('algorithm_refused');
    expect(outcome(SIGNED.replace(SHA256.digest, 'constructor'))).toBe('algorithm_refused');
  });
});

describe('whatever comes, an answer and no exception', () => {
  it.each([
    ['no key', SIGNED.replace(KEY_VALUE, ''), 'key_missing'],
    ['a key that is none', SIGNED.replace(/<Modulus>[^<]*/, '<Modulus>'), 'key_weak'],
    [
      'a certificate that is none',
      SIGNED.replace(KEY_VALUE, '<X509Data><X509Certificate>AAAA</X509Certificate></X509Data>'),
      'key_unreadable',
    ],
    ['no SignedInfo', SIGNED.replace(/<SignedInfo>[\s\S]*<\/SignedInfo>/, ''), 'wrong_reference'],
    ['no reference', SIGNED.replace(/<Reference[\s\S]*<\/Reference>/, ''), 'wrong_reference'],
    ['a DOCTYPE', SIGNED.replace('<alert', '<!DOCTYPE a><alert'), 'xml_refused'],
    ['a flood of elements', SIGNED.replace('<info>', `<info>${'<parameter/>'.repeat(5000)}`), 'too_large'],
    ['a flood of comments', SIGNED.replace('<info>', `<info>${'<!-- -->'.repeat(5000)}`), 'too_large'],
    ['another root', `<x xmlns="urn:x">${SIGNED.replace(/^<\?xml[^>]*>\s*/, '')}</x>`, 'misplaced_signature'],
  ])('%s', (_, xml, code) => {
    expect(outcome(xml)).toBe(code);
  });
});
