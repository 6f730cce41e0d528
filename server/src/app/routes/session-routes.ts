import { SessionInfoSchema } from '@sitong/shared/protocol/session.ts';
import '@fastify/cookie';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireSession } from '../../plumbing/http/identity.ts';
import type { Services } from '../services.ts';

const SignInSchema = z.object({ username: z.string().trim().min(1).max(64), password: z.string().min(1).max(200) });

/** Sign in, sign out, and who am I. */
export function sessionRoutes(services: Services): FastifyPluginAsyncZod {
  const { accounts, sessions, cookie, tls } = services;
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
        // A whole shift signs in from behind one address; guessing is held by the lock of each account.
        config: { rateLimit: { max: 120, timeWindow: '1 minute' } },
      },
      async (request, reply) => {
        const { username, password } = request.body;
        const signedIn = await accounts.signIn(username, password, request.headers['user-agent'] ?? '');
        if (signedIn.kind === 'refused') {
          if (signedIn.code === 'locked') {
            throw new HttpError(
              423,
              'locked',
              'five wrong passwords: this account waits before it may try again',
              undefined,
              { until: signedIn.until.toISOString() },
            );
          }
          throw new HttpError(
            401,
            signedIn.code,
            signedIn.code === 'disabled'
              ? 'this account is switched off; ask the administrator'
              : 'name or password is wrong',
          );
        }
        reply.setCookie(cookie, signedIn.token, {
          path: '/',
          httpOnly: true,
          sameSite: 'strict',
          secure: tls === 'on',
          expires: signedIn.expiresAt,
        });
        const session = await sessions.authenticate({ cookie: undefined, token: signedIn.token });
        if (session === undefined)
          throw new HttpError(503, 'unavailable', 'the session could not be read back; try again');
        return session.info;
      },
    );
    app.get(
      '/api/session',
      { schema: { tags: ['session'], summary: 'Who is signed in', response: { 200: SessionInfoSchema } } },
      async (request) => requireSession(request).info,
    );
    app.delete('/api/session', { schema: { tags: ['session'], summary: 'Sign out' } }, async (request, reply) => {
      const session = requireSession(request);
      await accounts.endSession(session.id, 'signed_out');
      reply.clearCookie(cookie, { path: '/' });
      return reply.code(204).send();
    });
  };
}
