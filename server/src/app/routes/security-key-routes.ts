import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { KeyMadeSchema } from '../../plumbing/accounts/keys/key-answers.ts';
import { type KeyRegistered, MOST_KEYS } from '../../plumbing/accounts/keys/security-keys.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireSession } from '../../plumbing/http/identity.ts';
import type { Services } from '../services.ts';
import { ProofSchema, placeOf, secondGiven } from './second-given.ts';
import { refusedProof, setSessionCookie } from './session-cookie.ts';
import { noteFailure } from './session-routes.ts';

const PATH = '/api/session/keys';
const SLOWED = { rateLimit: { max: 30, timeWindow: '1 minute' } };
const NameSchema = z.string().trim().min(1).max(40);
const IdSchema = z.object({ id: z.uuid() });

const STATUS: Readonly<Record<Extract<KeyRegistered, { kind: 'refused' }>['code'], number>> = {
  key_challenge_over: 401,
  bad_key: 422,
  key_known: 409,
  too_many_keys: 409,
};
const tooMany = (): HttpError =>
  new HttpError(409, 'too_many_keys', `an account has ${MOST_KEYS} keys at most: remove one first`);
const noKey = (): HttpError => new HttpError(404, 'no_key', 'this account has no such key', 'id');

/** A person's own keys (WebAuthn, FIDO2) as second factor; they stand in the list of `GET /api/session/second-factor`. */
export function securityKeyRoutes(services: Services): FastifyPluginAsyncZod {
  const { accounts, keys, audit, master } = services;
  const written = (person: string, username: string, text: string): Promise<void> =>
    audit.record(person, { type: 'Administered', body: { about: 'second_factor', subject: username, text } });
  const nameOf = async (username: string, id: string): Promise<string> => {
    const key = (await keys.list(username)).find((one) => one.id === id);
    if (key === undefined) throw noKey();
    return key.name;
  };
  return async (app) => {
    app.post(
      `${PATH}/options`,
      {
        schema: {
          tags: ['session'],
          summary:
            'Begin: what the browser asks a new key (PublicKeyCredentialCreationOptionsJSON), good for two minutes',
          body: ProofSchema,
          response: { 200: z.object({ options: z.unknown() }) },
        },
        config: SLOWED,
      },
      async (request) => {
        const { username, name } = requireSession(request).info;
        const place = placeOf(services, request);
        if (place === undefined)
          throw new HttpError(422, 'no_keys_here', 'keys need a host name and TLS (or localhost): open that address');
        const given = secondGiven(services, request, 'prove', request.body);
        const proven = await accounts.prove(username, request.body.password, given);
        if (proven.kind === 'refused') {
          await noteFailure(services, request, username, proven);
          throw refusedProof(proven);
        }
        const options = await keys.begin(username, name, master.county.data.title, place);
        if (options === undefined) throw tooMany();
        return { options };
      },
    );
    app.post(
      PATH,
      {
        schema: {
          tags: ['session'],
          summary: 'Register the key that answered; recovery codes come with the first second factor, shown once',
          body: z.object({ name: NameSchema, key: KeyMadeSchema }),
          response: { 201: z.object({ recoveryCodes: z.array(z.string()) }) },
        },
        config: SLOWED,
      },
      async (request, reply) => {
        const session = requireSession(request);
        const { username, person } = session.info;
        const { name, key } = request.body;
        await written(person, username, `账号 ${username} 登记密钥“${name}”`);
        const registered = await keys.register(username, name, key);
        if (registered.kind === 'refused') {
          const { code, why } = registered;
          throw new HttpError(STATUS[code], code, `the key was not registered: ${why}`, 'key');
        }
        if (session.access === 'enrol') {
          // Power has changed: a session that could only enrol ends, and another one begins.
          const [account] = await accounts.named([username]);
          if (account === undefined) throw new HttpError(404, 'no_account', `there is no account ${username}`);
          const fresh = await accounts.sessions.open(account, request.headers['user-agent'] ?? '', 'key');
          await accounts.sessions.end(session.id, 'second_factor_enrolled');
          setSessionCookie(reply, services, fresh);
        }
        reply.code(201);
        return { recoveryCodes: registered.recoveryCodes };
      },
    );
    app.put(
      `${PATH}/:id`,
      {
        schema: {
          tags: ['session'],
          summary: 'Another name for an own key',
          params: IdSchema,
          body: z.object({ name: NameSchema }),
        },
        config: SLOWED,
      },
      async (request, reply) => {
        const { username, person } = requireSession(request).info;
        const { id } = request.params;
        const { name } = request.body;
        const before = await nameOf(username, id);
        await written(person, username, `账号 ${username} 的密钥“${before}”改名为“${name}”`);
        if (!(await keys.rename(username, id, name))) throw noKey();
        return reply.code(204).send();
      },
    );
    app.delete(
      `${PATH}/:id`,
      {
        schema: { tags: ['session'], summary: 'Remove an own key', params: IdSchema, body: ProofSchema },
        config: SLOWED,
      },
      async (request, reply) => {
        const { username, person } = requireSession(request).info;
        const { id } = request.params;
        const name = await nameOf(username, id);
        const given = secondGiven(services, request, 'prove', request.body);
        const proven = await accounts.prove(username, request.body.password, given);
        if (proven.kind === 'refused') {
          await noteFailure(services, request, username, proven);
          throw refusedProof(proven);
        }
        const demand = (await accounts.list()).find((one) => one.username === username)?.secondFactor ?? 'optional';
        await written(person, username, `账号 ${username} 移除密钥“${name}”`);
        const removed = await keys.remove(username, id, demand);
        if (removed === 'last')
          throw new HttpError(409, 'second_factor_required', 'a second factor is required: register another first');
        if (removed === 'unknown') throw noKey();
        return reply.code(204).send();
      },
    );
  };
}
