import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { DeviceKeySchema, signedText, thumbprintText } from '@sitong/shared/protocol/device.ts';

/** A phone's key, as Web Crypto would hold it. */
export interface PhoneKey {
  key: { x: string; y: string };
  thumbprint: string;
  sign(purpose: 'enrol' | 'proof' | 'wiped', nonce: string, about: string): string;
}

export function phoneKey(): PhoneKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = DeviceKeySchema.parse(publicKey.export({ format: 'jwk' }));
  return {
    key,
    thumbprint: createHash('sha256').update(thumbprintText(key)).digest('base64url'),
    sign: (purpose, nonce, about) =>
      sign('sha256', Buffer.from(signedText(purpose, nonce, about)), {
        key: privateKey,
        dsaEncoding: 'ieee-p1363',
      }).toString('base64url'),
  };
}
