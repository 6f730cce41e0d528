import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aes256Gcm } from './sealing/aes-256-gcm.ts';
import { sm4CtrSm3 } from './sealing/sm4-ctr-sm3.ts';

/** Turns a secret that must be read again into bytes worth nothing without the key, and back. */
export interface Sealer {
  seal(secret: string): Buffer;
  /** Throws when the bytes were sealed with another key or changed. */
  unseal(sealed: Buffer): string;
}

/** One way to seal. `mark` begins what it made, so that what was sealed the other way is still read. */
export interface Sealing {
  readonly mark: Buffer;
  seal(text: Buffer, key: Buffer): Buffer;
  /** Throws when the bytes were sealed with another key or changed. */
  unseal(sealed: Buffer, key: Buffer): Buffer;
}

/** `sm`: SM4 (GB/T 32907) and SM3 (GB/T 32905), where 国密 is asked for. */
export type SealingName = 'aes' | 'sm';
const SEALINGS: Readonly<Record<SealingName, Sealing>> = { aes: aes256Gcm, sm: sm4CtrSm3 };

/** Seals by the way named and reads both. The key is asked for when it is first needed: a system without anything to seal makes none. */
export function sealerOf(keyOf: () => Buffer, name: SealingName = 'aes'): Sealer {
  let known: Buffer | undefined;
  const key = (): Buffer => {
    known ??= keyOf();
    return known;
  };
  return {
    seal: (secret) => {
      const { mark, seal } = SEALINGS[name];
      return Buffer.concat([mark, seal(Buffer.from(secret, 'utf8'), key())]);
    },
    unseal: (sealed) => {
      const { mark, unseal } = SEALINGS.sm;
      const of = sealed.subarray(0, mark.length).equals(mark) ? { from: mark.length, unseal } : undefined;
      if (of !== undefined) return of.unseal(sealed.subarray(of.from), key()).toString('utf8');
      return SEALINGS.aes.unseal(sealed, key()).toString('utf8');
    },
  };
}

/**
 * The key of this deployment: given (32 bytes as hex, the same on every node), or made once in the data folder,
 * readable by the server alone. It is never in the database: a copy of that opens nothing that is sealed.
 */
export function deploymentKey(dataDir: string, given: string | null): Buffer {
  if (given !== null) return Buffer.from(given, 'hex');
  const path = keyFile(dataDir);
  if (!existsSync(path)) makeKey(dataDir, path);
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
}

export const keyFile = (dataDir: string): string => join(dataDir, 'secret.key');

/** Whole or not at all: of two processes that make it at once the first wins, and both read the same. */
function makeKey(dataDir: string, path: string): void {
  mkdirSync(dataDir, { recursive: true });
  const aside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(aside, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(aside, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
