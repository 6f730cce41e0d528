import { createHash, createPublicKey, verify } from 'node:crypto';
import { type DeviceKey, thumbprintText } from '@sitong/shared/protocol/device.ts';

/** RFC 7638, SHA-256, base64url. */
export function thumbprintOf(key: DeviceKey): string {
  return createHash('sha256').update(thumbprintText(key)).digest('base64url');
}

/** ECDSA on P-256 with SHA-256, the signature as Web Crypto gives it. A key that is no point of the curve fits nothing. */
export function signatureFits({ x, y }: DeviceKey, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
    return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  } catch {
    // Not a point of the curve: OpenSSL throws where it could say no.
    return false;
  }
}
