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

export type PasswordProblem =
  | 'password_too_short'
  | 'password_too_long'
  | 'password_too_simple'
  | 'password_holds_name'
  | 'password_same';

/** What is wrong with a password somebody chose: eight characters of three of four kinds (domain §10). */
export function passwordProblem(
  password: string,
  { username, before }: { username: string; before: string },
): PasswordProblem | undefined {
  const length = [...password].length;
  if (length > 200) return 'password_too_long';
  if (length < 8) return 'password_too_short';
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((kind) => kind.test(password));
  if (kinds.length < 3) return 'password_too_simple';
  if (password.toLowerCase().includes(username.toLowerCase())) return 'password_holds_name';
  return password === before ? 'password_same' : undefined;
}
