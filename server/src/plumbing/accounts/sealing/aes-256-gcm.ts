import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Sealing } from '../sealed.ts';

const NONCE = 12;
const TAG = 16;

/** AES-256-GCM with a fresh nonce for each secret: nonce, tag, text. The first way there was: it has no mark. */
export const aes256Gcm: Sealing = {
  mark: Buffer.alloc(0),
  seal: (text, key) => {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  },
  unseal: (sealed, key) => {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE));
    decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
  },
};
