import type { TokenScope } from '@sitong/shared/kernel/roles.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiToken, ApiTokens } from '../accounts/api-tokens.ts';
import type { LiveSession, LiveSessions } from '../realtime/live-world.ts';
import { HttpError } from './http-error.ts';

export type Identity = { kind: 'session'; session: LiveSession } | { kind: 'token'; token: ApiToken };

declare module 'fastify' {
  interface FastifyRequest {
    identity: Identity | undefined;
  }
}

const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];
/** Open to a console that lies untouched and to a person who must first set up a second factor: below this. */
const OWN_SESSION = '/api/session';

export interface DeniedRequest {
  identity: Identity;
  /** Method and address pattern, without what stands in its place holders. */
  route: string;
  code: string;
}

export interface IdentityOptions {
  sessions: LiveSessions;
  apiTokens: Pick<ApiTokens, 'of'>;
  allowsOrigin: (origin: string, host: string | undefined) => boolean;
  /** Told of every request that was answered with 403. */
  denied: (request: DeniedRequest) => void;
}

/** Finds out who asks. A cookie counts for a change only when the request comes from our own pages. */
export function useIdentity(
  app: FastifyInstance,
  { sessions, apiTokens, allowsOrigin, denied }: IdentityOptions,
): void {
  app.decorateRequest('identity', undefined);
  app.addHook('onRequest', async (request) => {
    const bearer = request.headers.authorization?.match(/^Bearer (\S{1,200})$/)?.[1];
    if (bearer?.startsWith('st_')) {
      const token = await apiTokens.of(bearer);
      if (token === undefined)
        throw new HttpError(401, 'bad_token', 'this token is unknown or revoked; make a new one in Admin');
      request.identity = { kind: 'token', token };
      return;
    }
    const session = await sessions.authenticate({ cookie: request.headers.cookie, token: bearer });
    if (session === undefined) return;
    if (bearer === undefined && !SAFE.includes(request.method)) {
      const { origin, host } = request.headers;
      const site = request.headers['sec-fetch-site'];
      const foreign =
        origin === undefined
          ? site !== undefined && site !== 'same-origin' && site !== 'none'
          : !allowsOrigin(origin, host);
      if (foreign)
        throw new HttpError(403, 'foreign_origin', 'this request came from another site and was not carried out');
    }
    request.identity = { kind: 'session', session };
    const own = request.url.split('?')[0]?.startsWith(OWN_SESSION) === true;
    if (own) return;
    if (session.access === 'enrol' && request.url.startsWith('/api/'))
      throw new HttpError(403, 'second_factor_must_enrol', 'set up your second factor first, then sign in again');
    // 401, so that a phone's outbox keeps what it has for when the person is back.
    if (!SAFE.includes(request.method) && (await session.mayAct()) === 'idle')
      throw new HttpError(401, 'idle_locked', 'nobody touched this console for half an hour; give the password first');
  });
  app.addHook('onError', async (request, _reply, error) => {
    const { identity } = request;
    if (identity === undefined || !(error instanceof HttpError) || error.statusCode !== 403) return;
    denied({ identity, route: `${request.method} ${request.routeOptions.url ?? ''}`, code: error.code });
  });
}

export function requireSession(request: FastifyRequest): LiveSession {
  if (request.identity?.kind !== 'session') throw new HttpError(401, 'not_signed_in', 'sign in first');
  return request.identity.session;
}

/** A signed-in person, or a token with the scope. */
export function requireReader(request: FastifyRequest): Identity {
  const { identity } = request;
  if (identity === undefined) throw new HttpError(401, 'not_signed_in', 'sign in, or send a token with scope read');
  if (identity.kind === 'token') requireScope(request, 'read');
  return identity;
}

export function requireScope(request: FastifyRequest, scope: TokenScope): ApiToken {
  if (request.identity?.kind !== 'token')
    throw new HttpError(401, 'token_required', `send Authorization: Bearer with a token of scope ${scope}`);
  const { token } = request.identity;
  if (!token.scopes.includes(scope)) throw new HttpError(403, 'scope_required', `this token lacks the scope ${scope}`);
  return token;
}

/** Admin work: a person with one of the roles. */
export function requireRole(request: FastifyRequest, roles: readonly string[]): LiveSession {
  const session = requireSession(request);
  if (!session.info.roles.some((role) => roles.includes(role))) {
    throw new HttpError(403, 'role_required', `this needs the role ${roles.join(' or ')}`, undefined, { roles });
  }
  return session;
}
