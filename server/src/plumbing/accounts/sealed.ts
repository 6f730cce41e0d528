import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NONCE = 12;
const TAG = 16;

/** Turns a secret that must be read again into bytes worth nothing without the key, and back. */
export interface Sealer {
  seal(secret: string): Buffer;
  /** Throws when the bytes were sealed with another key or changed. */
  unseal(sealed: Buffer): string;
}

/**
 * AES-256-GCM with a fresh nonce for each secret. Behind an interface, so that SM4 may take its place. The key is
 * asked for when it is first needed: a system without second factors makes none.
 */
export function sealerOf(keyOf: () => Buffer): Sealer {
  let known: Buffer | undefined;
  const key = (): Buffer => {
    known ??= keyOf();
    return known;
  };
  return {
    seal: (secret) => {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key(), nonce);
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]);
    },
    unseal: (sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(0, NONCE));
      decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
      return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
    },
  };
}

/**
 * The key of this deployment: given (32 bytes as hex, the same on every node), or made once in the data folder,
 * readable by the server alone. It is never in the database: a copy of that opens no second factor.
 */
export function deploymentKey(dataDir: string, given: string | null): Buffer {
  if (given !== null) return Buffer.from(given, 'hex');
  const path = join(dataDir, 'secret.key');
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  }
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
}
