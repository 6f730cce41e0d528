import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { renderSVG } from 'uqr';
import { z } from 'zod';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireSession } from '../../plumbing/http/identity.ts';
import type { Services } from '../services.ts';
import { ProofSchema, secondGiven } from './second-given.ts';
import { refusedProof, setSessionCookie } from './session-cookie.ts';
import { noteFailure } from './session-routes.ts';

const PATH = '/api/session/second-factor';
const SLOWED = { rateLimit: { max: 30, timeWindow: '1 minute' } };

const StateSchema = z.object({
  state: z.enum(['none', 'pending', 'active']),
  demand: z.enum(['optional', 'required']),
  recoveryLeft: z.number().int(),
  keys: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      host: z.string(),
      state: z.enum(['active', 'refused']),
      createdAt: z.string(),
      lastUsedAt: z.string().nullable(),
    }),
  ),
});

/** A person's own second factors: a time-based code (RFC 6238) beside the password; keys stand in `security-key-routes.ts`. */
export function secondFactorRoutes(services: Services): FastifyPluginAsyncZod {
  const { accounts, seconds, keys, audit, master } = services;
  const demandOf = async (username: string): Promise<'optional' | 'required'> =>
    (await accounts.list()).find((one) => one.username === username)?.secondFactor ?? 'optional';
  const written = (person: string, username: string, text: string): Promise<void> =>
    audit.record(person, { type: 'Administered', body: { about: 'second_factor', subject: username, text } });
  return async (app) => {
    app.get(
      PATH,
      { schema: { tags: ['session'], summary: 'Which second factors are set up', response: { 200: StateSchema } } },
      async (request) => {
        const { username } = requireSession(request).info;
        const own = (await keys.list(username)).map(({ rpId, createdAt, lastUsedAt, ...key }) => ({
          ...key,
          host: rpId,
          createdAt: toTimestamp(createdAt.getTime()),
          lastUsedAt: lastUsedAt === null ? null : toTimestamp(lastUsedAt.getTime()),
        }));
        return { ...(await seconds.stateOf(username)), demand: await demandOf(username), keys: own };
      },
    );
    app.post(
      PATH,
      {
        schema: {
          tags: ['session'],
          summary: 'Begin: what the authenticator app needs, shown once',
          body: ProofSchema,
          response: { 200: z.object({ secret: z.string(), uri: z.string(), qrSvg: z.string() }) },
        },
        config: SLOWED,
      },
      async (request) => {
        const { username } = requireSession(request).info;
        if ((await seconds.stateOf(username)).state === 'active')
          throw new HttpError(409, 'second_factor_active', 'remove the second factor first, then set up another');
        const given = secondGiven(services, request, 'prove', request.body);
        const proven = await accounts.prove(username, request.body.password, given);
        if (proven.kind === 'refused') {
          await noteFailure(services, request, username, proven);
          throw refusedProof(proven);
        }
        const begun = await seconds.begin(username, master.county.data.title);
        if (begun === undefined)
          throw new HttpError(409, 'second_factor_active', 'remove the second factor first, then set up another');
        return { ...begun, qrSvg: renderSVG(begun.uri, { border: 2 }) };
      },
    );
    app.post(
      `${PATH}/confirm`,
      {
        schema: {
          tags: ['session'],
          summary: 'The first code: from now on one is asked for at each sign-in; recovery codes are shown once',
          body: z.object({ code: z.string().trim().max(20) }),
          response: { 200: z.object({ recoveryCodes: z.array(z.string()) }) },
        },
        config: SLOWED,
      },
      async (request, reply) => {
        const session = requireSession(request);
        const { username, person } = session.info;
        await written(person, username, `账号 ${username} 启用二次验证`);
        const recoveryCodes = await seconds.confirm(username, request.body.code);
        if (recoveryCodes === undefined)
          throw new HttpError(422, 'bad_second_factor', 'the code does not fit; check the clock of the phone', 'code');
        // Power has changed: a session that could only enrol ends, and another one begins.
        const account = (await accounts.list()).find((one) => one.username === username);
        if (account === undefined) throw new HttpError(404, 'no_account', `there is no account ${username}`);
        const fresh = await accounts.sessions.open(account, request.headers['user-agent'] ?? '', 'totp');
        await accounts.sessions.end(session.id, 'second_factor_enrolled');
        setSessionCookie(reply, services, fresh);
        return { recoveryCodes };
      },
    );
    app.delete(
      PATH,
      {
        schema: { tags: ['session'], summary: 'Remove the own second factor', body: ProofSchema },
        config: SLOWED,
      },
      async (request, reply) => {
        const { username, person } = requireSession(request).info;
        if ((await demandOf(username)) === 'required' && (await keys.list(username)).length === 0)
          throw new HttpError(409, 'second_factor_required', 'a second factor is required of this account');
        const given = secondGiven(services, request, 'prove', request.body);
        const proven = await accounts.prove(username, request.body.password, given);
        if (proven.kind === 'refused') {
          await noteFailure(services, request, username, proven);
          throw refusedProof(proven);
        }
        await written(person, username, `账号 ${username} 停用二次验证`);
        await seconds.remove(username);
        return reply.code(204).send();
      },
    );
  };
}
