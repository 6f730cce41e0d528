import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Sealing } from '../sealed.ts';

const NONCE = 16;
const TAG = 32;
/** SM4 takes 128 bits. */
const KEY = 16;

/** Two keys of the one of the deployment, so that none serves two purposes. */
const keyFor = (use: 'seal' | 'mark', key: Buffer): Buffer => createHmac('sm3', key).update(`sitong ${use}`).digest();

const tagOf = (bytes: Buffer, key: Buffer): Buffer => createHmac('sm3', keyFor('mark', key)).update(bytes).digest();

/**
 * SM4 (GB/T 32907) in counter mode, then HMAC-SM3 (GB/T 32905) over nonce and text: nonce, tag, text. OpenSSL offers no
 * SM4-GCM here; encrypt-then-MAC gives the same two promises. The mark cannot be told by chance from an AES nonce but once
 * in 2⁶⁴.
 */
export const sm4CtrSm3: Sealing = {
  mark: Buffer.from('sm4+sm3:', 'latin1'),
  seal: (text, key) => {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('sm4-ctr', keyFor('seal', key).subarray(0, KEY), nonce);
    const body = Buffer.concat([cipher.update(text), cipher.final()]);
    return Buffer.concat([nonce, tagOf(Buffer.concat([nonce, body]), key), body]);
  },
  unseal: (sealed, key) => {
    const [nonce, tag, body] = [
      sealed.subarray(0, NONCE),
      sealed.subarray(NONCE, NONCE + TAG),
      sealed.subarray(NONCE + TAG),
    ];
    if (tag.length !== TAG || !timingSafeEqual(tag, tagOf(Buffer.concat([nonce, body]), key)))
      throw new Error('sealed with another key, or changed');
    const decipher = createDecipheriv('sm4-ctr', keyFor('seal', key).subarray(0, KEY), nonce);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  },
};
