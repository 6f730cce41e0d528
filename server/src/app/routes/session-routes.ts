import { SessionInfoSchema } from '@sitong/shared/protocol/session.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { SignInRefusal } from '../../plumbing/accounts/accounts.ts';
import type { Opened } from '../../plumbing/accounts/session-store.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireSession } from '../../plumbing/http/identity.ts';
import type { Services } from '../services.ts';
import { ProofSchema, secondGiven } from './second-given.ts';
import { refusedProof, setSessionCookie } from './session-cookie.ts';

const SignInSchema = ProofSchema.extend({ username: z.string().trim().min(1).max(64) });

/** A whole shift signs in from behind one address; guessing is held by the lock of each account. */
const SLOWED = { rateLimit: { max: 120, timeWindow: '1 minute' } };

/** What a failed try leaves in the sums of the audit, the name only when there is such an account; a copied key at once. */
export async function noteFailure(
  { accounts, audit }: Pick<Services, 'accounts' | 'audit'>,
  request: FastifyRequest,
  username: string,
  refusal: SignInRefusal,
): Promise<void> {
  const { code } = refusal;
  // The password was right and the person is asked for the rest, or took too long over it: no failure.
  if (code === 'second_factor_needed' || code === 'key_challenge_over') return;
  const [account] = await accounts.named([username]);
  const known = account?.username;
  if (code === 'key_copied' && account !== undefined) {
    const text = `账号 ${username} 的密钥“${refusal.name ?? ''}”计数倒退，可能被复制，已拒用`;
    await audit.record(account.person, {
      type: 'Administered',
      body: { about: 'second_factor', subject: username, text },
    });
  }
  audit.failedSignIn({ username: known, code, address: request.ip });
}

/** Writes the sign-in down and hands out the cookie. The session a browser had before ends: no old token lives on. */
export async function begin(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  opened: Opened,
): Promise<z.infer<typeof SessionInfoSchema>> {
  const { accounts, audit, sessions } = services;
  const { account, second, sessionId, token } = opened;
  const device = (request.headers['user-agent'] ?? '').slice(0, 200);
  try {
    const body = { username: account.username, second, device, address: request.ip };
    await audit.record(account.person, { type: 'SignedIn', body });
  } catch (error) {
    await accounts.sessions.end(sessionId, 'not_logged');
    throw error;
  }
  const before = request.headers.authorization === undefined ? request.identity : undefined;
  if (before?.kind === 'session') {
    await accounts.sessions.end(before.session.id, 'replaced');
    sessions.ended(before.session.id);
  }
  setSessionCookie(reply, services, opened);
  const session = await sessions.authenticate({ cookie: undefined, token });
  if (session === undefined) throw new HttpError(503, 'unavailable', 'the session could not be read back; try again');
  return session.info;
}

/** Sign in, sign out, who am I, and a console that was left alone. */
export function sessionRoutes(services: Services): FastifyPluginAsyncZod {
  const { accounts, sessions, cookie, audit } = services;
  return async (app) => {
    app.post(
      '/api/session',
      {
        schema: {
          tags: ['session'],
          summary: 'Sign in: sets the session cookie',
          body: SignInSchema,
          response: { 200: SessionInfoSchema },
        },
        config: SLOWED,
      },
      async (request, reply) => {
        const { username, password } = request.body;
        const given = secondGiven(services, request, 'sign_in', request.body);
        const signedIn = await accounts.signIn(username, password, request.headers['user-agent'] ?? '', given);
        if (signedIn.kind === 'refused') {
          await noteFailure(services, request, username, signedIn);
          throw refusedProof(signedIn);
        }
        return begin(services, request, reply, signedIn);
      },
    );
    app.get(
      '/api/session',
      { schema: { tags: ['session'], summary: 'Who is signed in', response: { 200: SessionInfoSchema } } },
      async (request) => requireSession(request).info,
    );
    app.delete('/api/session', { schema: { tags: ['session'], summary: 'Sign out' } }, async (request, reply) => {
      const { id, info } = requireSession(request);
      await audit.record(info.person, {
        type: 'SignedOut',
        body: { username: info.username, why: 'signed_out' },
      });
      await accounts.sessions.end(id, 'signed_out');
      sessions.ended(id);
      reply.clearCookie(cookie, { path: '/' });
      return reply.code(204).send();
    });
    app.post(
      '/api/session/touch',
      { schema: { tags: ['session'], summary: 'Somebody is at this console; 401 `idle_locked` when it was too long' } },
      async (request, reply) => {
        if ((await requireSession(request).mayAct()) === 'idle')
          throw new HttpError(401, 'idle_locked', 'nobody touched this console for half an hour; give the password');
        return reply.code(204).send();
      },
    );
    app.post(
      '/api/session/unlock',
      {
        schema: {
          tags: ['session'],
          summary: 'The same person again, after the console was left alone: the session goes on under a fresh token',
          body: ProofSchema,
        },
        config: SLOWED,
      },
      async (request, reply) => {
        const { id, info } = requireSession(request);
        const given = secondGiven(services, request, 'unlock', request.body);
        const proven = await accounts.prove(info.username, request.body.password, given);
        if (proven.kind === 'refused') {
          await noteFailure(services, request, info.username, proven);
          throw refusedProof(proven);
        }
        const fresh = await sessions.rotate(id);
        if (fresh === undefined) throw new HttpError(401, 'not_signed_in', 'this session has ended; sign in');
        setSessionCookie(reply, services, fresh);
        return reply.code(204).send();
      },
    );
  };
}
