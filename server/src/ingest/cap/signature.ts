import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { CAP_NAMESPACES, DSIG_NAMESPACE } from './vocabulary.ts';
import type { XmlElement } from './xml-reader.ts';
import { readXml, XML_LIMITS } from './xml-reader.ts';

/**
 * What the signature of a message is worth.
 *  - `unsigned`: none there.
 *  - `intact`: digest and signature fit the key inside the message. Says that nobody changed it on
 *    the way by accident, not who sent it.
 *  - `trusted`: intact, by a certificate or key whose SHA-256 fingerprint is configured.
 *  - `invalid`: there is one and it does not hold.
 */
export type SignatureOutcome =
  | { readonly outcome: 'unsigned' }
  | {
      readonly outcome: 'intact';
      readonly fingerprint: string;
      readonly strength: SignatureStrength;
      readonly why: string;
    }
  | { readonly outcome: 'trusted'; readonly fingerprint: string; readonly subject: string }
  | { readonly outcome: 'invalid'; readonly code: SignatureFault; readonly message: string };

export type SignatureStrength = 'strong' | 'sha1';

export type SignatureFault =
  | 'xml_refused'
  | 'too_large'
  | 'several_signatures'
  | 'misplaced_signature'
  | 'wrong_reference'
  | 'algorithm_refused'
  | 'key_missing'
  | 'key_unreadable'
  | 'key_weak'
  | 'does_not_verify';

export interface TrustOptions {
  /** SHA-256 of the DER certificate, or of the DER public key, in lower-case hexadecimal. */
  readonly trustedFingerprints: ReadonlySet<string>;
  /** For the certificate's validity; milliseconds. */
  readonly nowMs: number;
}

const SHA1 = new Set(['http://www.w3.org/2000/09/xmldsig#rsa-sha1', 'http://www.w3.org/2000/09/xmldsig#sha1']);
const SIGNATURES = new Set([
  'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
]);
const DIGESTS = new Set([
  'http://www.w3.org/2000/09/xmldsig#sha1',
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
]);
const MIN_BITS = 2048;
const MAX_BITS = 8192;
/**
 * xml-crypto's work grows with the square of the nodes (measured: 90,000 empty elements, 220 s; 4,000,
 * 0.7 s). Real messages have some hundreds; what is larger is not judged.
 */
const MAX_TAGS = 4000;
const MAX_EQUALS = 20_000;
/** Nothing that could select or rewrite: only the enveloped signature out, then canonical form. */
const TRANSFORM =
  /^http:\/\/www\.w3\.org\/(2000\/09\/xmldsig#enveloped-signature|TR\/2001\/REC-xml-c14n-20010315(#WithComments)?|2001\/10\/xml-exc-c14n#(WithComments)?)$/;

/** Fault found on the way; never leaves this file. */
class Fault extends Error {
  readonly code: SignatureFault;
  constructor(code: SignatureFault, message: string) {
    super(message);
    this.code = code;
  }
}

/** Never throws, whatever the bytes. */
export function checkSignature(bytes: Uint8Array, trust: TrustOptions): SignatureOutcome {
  const xml = readXml(bytes, XML_LIMITS);
  if (!xml.ok) return { outcome: 'invalid', code: 'xml_refused', message: xml.error.message };
  try {
    return check(xml.root, xml.text, trust);
  } catch (error) {
    if (error instanceof Fault) return { outcome: 'invalid', code: error.code, message: error.message };
    // xml-crypto and node:crypto say "no" by throwing.
    const message = error instanceof Error ? error.message.slice(0, 200) : 'the signature could not be checked';
    return { outcome: 'invalid', code: 'does_not_verify', message };
  }
}

function all(element: XmlElement, name: string): XmlElement[] {
  const own = element.name === name && element.uri === DSIG_NAMESPACE ? [element] : [];
  return [...own, ...element.children.flatMap((child) => all(child, name))];
}

function only(element: XmlElement, name: string, code: SignatureFault): XmlElement {
  const found = element.children.filter((child) => child.name === name && child.uri === DSIG_NAMESPACE);
  const [one] = found;
  if (one === undefined || found.length > 1) throw new Fault(code, `the signature needs exactly one <${name}>`);
  return one;
}

function algorithm(element: XmlElement): string {
  return element.attributes.get('Algorithm') ?? '';
}

function check(root: XmlElement, text: string, trust: TrustOptions): SignatureOutcome {
  const signatures = all(root, 'Signature');
  const [signature] = signatures;
  if (signature === undefined) return { outcome: 'unsigned' };
  if (signatures.length > 1) throw new Fault('several_signatures', 'a message with several signatures is not judged');
  if (root.name !== 'alert' || !CAP_NAMESPACES.has(root.uri) || signature.parent !== root) {
    throw new Fault('misplaced_signature', 'the signature must be a child of the <alert> that is the whole document');
  }
  if (count(text, '<') > MAX_TAGS || count(text, '=') > MAX_EQUALS) {
    throw new Fault('too_large', `a signed message may have ${MAX_TAGS} tags and comments; this one is not judged`);
  }
  const strength = checkShape(root, signature);
  const key = readKey(signature);
  const bits = key.publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < MIN_BITS || bits > MAX_BITS)
    throw new Fault('key_weak', `the RSA key has ${bits} bits; 2048 to 8192 are taken`);
  const checker = new SignedXml({
    publicCert: key.publicKey.export({ type: 'spki', format: 'pem' }),
    getCertFromKeyInfo: () => null,
  });
  checker.loadSignature(ownDocument(text.slice(signature.start, signature.end)));
  if (!checker.checkSignature(text))
    throw new Fault('does_not_verify', 'the content does not have the signed digest: it was changed');
  return judge(key, strength, trust);
}

function count(text: string, sign: string): number {
  let found = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) found += 1;
  return found;
}

/** The signature on its own; its prefix may have been declared on the alert. */
function ownDocument(slice: string): string {
  const [, prefix] = /^<([\w.-]+):Signature\b/.exec(slice) ?? [];
  if (prefix === undefined || slice.slice(0, slice.indexOf('>')).includes(`xmlns:${prefix}`)) return slice;
  return slice.replace(`<${prefix}:Signature`, `<${prefix}:Signature xmlns:${prefix}="${DSIG_NAMESPACE}"`);
}

/**
 * Guards against signature wrapping: one reference, to the document whose root is the alert that
 * we read, with no transform that could look elsewhere.
 */
function checkShape(root: XmlElement, signature: XmlElement): SignatureStrength {
  const signedInfo = only(signature, 'SignedInfo', 'wrong_reference');
  const reference = only(signedInfo, 'Reference', 'wrong_reference');
  const uri = reference.attributes.get('URI');
  const ids = ['Id', 'ID', 'id'].flatMap((name) => root.attributes.get(name) ?? []);
  if (uri !== '' && !(uri?.startsWith('#') && ids.includes(uri.slice(1)))) {
    throw new Fault('wrong_reference', 'the signature does not cover the <alert> element itself');
  }
  const transforms = all(reference, 'Transform').map(algorithm);
  if (
    !transforms.some((name) => name.endsWith('#enveloped-signature')) ||
    !transforms.every((name) => TRANSFORM.test(name))
  ) {
    throw new Fault(
      'algorithm_refused',
      'only enveloped-signature and canonicalisation may transform the signed content',
    );
  }
  const method = algorithm(only(signedInfo, 'SignatureMethod', 'algorithm_refused'));
  const digest = algorithm(only(reference, 'DigestMethod', 'algorithm_refused'));
  if (!SIGNATURES.has(method) || !DIGESTS.has(digest)) {
    throw new Fault('algorithm_refused', 'signature or digest algorithm is not supported; use RSA with SHA-256');
  }
  return SHA1.has(method) || SHA1.has(digest) ? 'sha1' : 'strong';
}

interface SignerKey {
  readonly publicKey: KeyObject;
  readonly certificate: X509Certificate | null;
}

function readKey(signature: XmlElement): SignerKey {
  const [certificate] = all(signature, 'X509Certificate');
  const [value] = all(signature, 'RSAKeyValue');
  try {
    if (certificate !== undefined) {
      const parsed = new X509Certificate(Buffer.from(certificate.text, 'base64'));
      return { publicKey: parsed.publicKey, certificate: parsed };
    }
    if (value !== undefined) {
      const part = (name: string): string =>
        Buffer.from(all(value, name)[0]?.text ?? '', 'base64').toString('base64url');
      const jwk = { kty: 'RSA', n: part('Modulus'), e: part('Exponent') };
      return { publicKey: createPublicKey({ key: jwk, format: 'jwk' }), certificate: null };
    }
  } catch (error) {
    throw new Fault(
      'key_unreadable',
      `the key in the message cannot be read: ${error instanceof Error ? error.message.slice(0, 120) : ''}`,
    );
  }
  throw new Fault('key_missing', 'the message carries neither certificate nor RSA key');
}

function sha256(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex');
}

function judge(key: SignerKey, strength: SignatureStrength, trust: TrustOptions): SignatureOutcome {
  const { certificate, publicKey } = key;
  const fingerprint = sha256(
    certificate === null ? publicKey.export({ type: 'spki', format: 'der' }) : certificate.raw,
  );
  const intact = (why: string): SignatureOutcome => ({ outcome: 'intact', fingerprint, strength, why });
  if (!trust.trustedFingerprints.has(fingerprint))
    return intact('the signer is not on the list of trusted fingerprints');
  if (strength === 'sha1') return intact('SHA-1 signatures are never trusted');
  if (certificate !== null) {
    const from = Date.parse(certificate.validFrom);
    const to = Date.parse(certificate.validTo);
    if (!(trust.nowMs >= from && trust.nowMs <= to)) return intact('the certificate is not valid at this time');
  }
  return { outcome: 'trusted', fingerprint, subject: certificate?.subject ?? '' };
}
