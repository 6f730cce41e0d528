import { createHmac, timingSafeEqual } from 'node:crypto';
import { bareTerminal } from './header.ts';

/**
 * Authentication codes that need no table: HMAC of the terminal number under a secret of this
 * installation. 20 hexadecimal digits, because terminals keep codes in small fields.
 */
export function authCodeFor(secret: string, terminal: string): string {
  return createHmac('sha256', secret).update(bareTerminal(terminal)).digest('hex').slice(0, 20);
}

export function isAuthCodeOf(secret: string, terminal: string, authCode: string): boolean {
  const expected = Buffer.from(authCodeFor(secret, terminal));
  const given = Buffer.from(authCode);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
