import '@fastify/cookie';
import type { FastifyReply } from 'fastify';
import type { SignInRefusal } from '../../plumbing/accounts/accounts.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import type { Services } from '../services.ts';

/** Out of reach of scripts and of other sites, gone with the session. */
export function setSessionCookie(
  reply: FastifyReply,
  { cookie, tls }: Pick<Services, 'cookie' | 'tls'>,
  { token, expiresAt }: { token: string; expiresAt: Date },
): void {
  reply.setCookie(cookie, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: tls === 'on',
    expires: expiresAt,
  });
}

const SENTENCES = {
  bad_credentials: 'name or password is wrong',
  disabled: 'this account is switched off; ask the administrator',
  second_factor_needed: 'this account has a second factor: send one of what is asked as well',
  bad_second_factor: 'the code does not fit, or was used before',
  bad_key: 'what the key signed does not fit',
  key_unknown: 'this key is not registered with this account, or was removed',
  key_challenge_over: 'the key was asked too long ago, or for something else: send the password alone to be asked anew',
  key_copied: 'the counter of this key went back, so that there may be two of it: remove it and register another',
} as const satisfies Record<Exclude<SignInRefusal['code'], 'locked'>, string>;

/** How a refused proof of identity is answered; `path` names whose it was where two sign. */
export function refusedProof(refusal: SignInRefusal, path?: string): HttpError {
  if (refusal.code === 'locked')
    return new HttpError(423, 'locked', 'five wrong tries: this account waits before it may try again', path, {
      until: refusal.until.toISOString(),
    });
  const why = 'why' in refusal ? ` (${refusal.why})` : '';
  const facts = refusal.code === 'second_factor_needed' ? { asked: refusal.asked } : undefined;
  return new HttpError(401, refusal.code, `${SENTENCES[refusal.code]}${why}`, path, facts);
}
