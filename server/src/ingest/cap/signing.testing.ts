import { generateKeyPairSync } from 'node:crypto';
import { SignedXml } from 'xml-crypto';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = publicKey.export({ format: 'jwk' });
const b64 = (part: string | undefined): string => Buffer.from(part ?? '', 'base64url').toString('base64');
const keyValue = (p = ''): string =>
  `<${p}KeyValue><${p}RSAKeyValue><${p}Modulus>${b64(jwk.n)}</${p}Modulus><${p}Exponent>${b64(jwk.e)}</${p}Exponent></${p}RSAKeyValue></${p}KeyValue>`;
export const KEY_VALUE = keyValue();

export const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
export const SHA256 = {
  signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
};
export const SHA1 = { signature: `${DSIG}rsa-sha1`, digest: `${DSIG}sha1` };

/** A CAP message signed by a key of this test run, inside it as RSAKeyValue. */
export function sign(xml: string, with_ = SHA256, target = '/*', prefix = ''): string {
  const signer = new SignedXml({
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    signatureAlgorithm: with_.signature,
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
    getKeyInfoContent: () => keyValue(prefix === '' ? '' : `${prefix}:`),
  });
  signer.addReference({
    xpath: target,
    isEmptyUri: target === '/*',
    transforms: [`${DSIG}enveloped-signature`, 'http://www.w3.org/2001/10/xml-exc-c14n#'],
    digestAlgorithm: with_.digest,
  });
  signer.computeSignature(xml, prefix === '' ? {} : { prefix });
  return signer.getSignedXml();
}
