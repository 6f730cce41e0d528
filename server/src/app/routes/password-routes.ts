import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { changeOwnPassword } from '../../plumbing/accounts/own-password.ts';
import { type PasswordProblem, passwordProblem } from '../../plumbing/accounts/secrets.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireSession } from '../../plumbing/http/identity.ts';
import type { Services } from '../services.ts';
import { ProofSchema, secondGiven } from './second-given.ts';
import { refusedProof, setSessionCookie } from './session-cookie.ts';
import { noteFailure } from './session-routes.ts';

/** Guessing the old one is held by the lock of the account; this holds what runs beside it. */
const SLOWED = { rateLimit: { max: 30, timeWindow: '1 minute' } };

const SENTENCES: Readonly<Record<PasswordProblem, string>> = {
  password_too_short: 'at least eight characters',
  password_too_long: 'at most 200 characters',
  password_too_simple: 'three of: small letters, capitals, digits, signs',
  password_holds_name: 'a password must not hold the name of the account',
  password_same: 'this is the password until now',
};

/** A person's own password. */
export function passwordRoutes(services: Services): FastifyPluginAsyncZod {
  const { accounts, sessions, audit, db, now } = services;
  return async (app) => {
    app.put(
      '/api/session/password',
      {
        schema: {
          tags: ['session'],
          summary: 'Change the own password: the old one is asked, every other session of the account ends',
          body: ProofSchema.extend({ next: z.string().max(1000) }),
        },
        config: SLOWED,
      },
      async (request, reply) => {
        const { id, info } = requireSession(request);
        const { username, person } = info;
        const { password, next } = request.body;
        const problem = passwordProblem(next, { username, before: password });
        if (problem !== undefined) throw new HttpError(422, problem, SENTENCES[problem], 'next');
        const proven = await accounts.prove(
          username,
          password,
          secondGiven(services, request, 'password', request.body),
        );
        if (proven.kind === 'refused') {
          await noteFailure(services, request, username, proven);
          throw refusedProof(proven);
        }
        const text = `账号 ${username} 本人修改口令`;
        await audit.record(person, { type: 'Administered', body: { about: 'account', subject: username, text } });
        const at = new Date(now());
        const changed = await changeOwnPassword(db, { username, from: password, to: next, session: id, at });
        if (changed.kind === 'overtaken')
          throw new HttpError(
            409,
            'password_overtaken',
            'this password was changed meanwhile; sign in with the new one',
          );
        for (const ended of changed.ended) sessions.ended(ended);
        const fresh = await sessions.rotate(id);
        if (fresh === undefined) throw new HttpError(401, 'not_signed_in', 'this session has ended; sign in');
        setSessionCookie(reply, services, fresh);
        return reply.code(204).send();
      },
    );
  };
}
