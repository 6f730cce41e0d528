import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's floor for argon2id: 19 MiB, two passes. About 25 ms here; sign-in is rare. */
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON);
}

export function passwordFits(stored: string, password: string): Promise<boolean> {
  return verify(stored, password);
}

/** 256 random bits: a fast hash of it is safe to store and to look up. */
export function newToken(prefix: 'ss' | 'st' | 'wd'): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`;
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** A password people can read off a console: 12 characters without look-alikes. */
export function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from(randomBytes(12), (byte) => letters[byte % letters.length]).join('');
}

/** At least eight characters of three kinds (domain §10); the reason in words of the rule. */
export function passwordProblem(password: string): 'too_short' | 'too_simple' | 'too_long' | undefined {
  if (password.length > 200) return 'too_long';
  if (password.length < 8) return 'too_short';
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(password)).length;
  return kinds < 2 ? 'too_simple' : undefined;
}
