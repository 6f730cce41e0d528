import type { TokenScope } from '@sitong/shared/kernel/roles.ts';
import {
  DEVICE_HEADER,
  NONCE_HEADER,
  PASS_HEADER,
  PROOF_HEADER,
  ThumbprintSchema,
  WAITING_HEADER,
} from '@sitong/shared/protocol/device.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiToken, ApiTokens } from '../accounts/api-tokens.ts';
import type { Shown } from '../accounts/passes.ts';
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
/** A phone's word that it has cleared itself: the signature in it is looked at there. */
const WIPED = '/api/session/device/wiped';
/** What ends a session, or begins another, needs no proof: nothing is shown and nothing done with it. */
const UNPROVEN: ReadonlySet<string> = new Set([
  'POST /api/session',
  'DELETE /api/session',
  'POST /api/session/wall',
  `POST ${WIPED}`,
]);

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
  app.addHook('onRequest', async (request, reply) => {
    const bearer = request.headers.authorization?.match(/^Bearer (\S{1,200})$/)?.[1];
    if (bearer?.startsWith('st_')) {
      const token = await apiTokens.of(bearer);
      if (token === undefined)
        throw new HttpError(401, 'bad_token', 'this token is unknown or revoked; make a new one in Admin');
      request.identity = { kind: 'token', token };
      return;
    }
    const { cookie } = request.headers;
    const path = request.url.split('?')[0] ?? '';
    const session = await sessions.authenticate({ cookie, token: bearer });
    if (session === undefined) {
      const device = deviceOf(request);
      if (!path.startsWith('/api/') || path === WIPED || (cookie ?? bearer ?? device) === undefined) return;
      const order = await sessions.wipeOrder({ cookie, token: bearer, device });
      if (order !== undefined)
        throw new HttpError(401, 'device_wiped', 'this phone is to clear itself', undefined, { ...order });
      return;
    }
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
    if (path.startsWith('/api/') && !UNPROVEN.has(`${request.method} ${path}`)) {
      const proven = await session.proven(shownBy(request, path));
      if (proven.kind === 'needed')
        throw new HttpError(401, 'proof_needed', 'this session is bound to a phone: sign the nonce', undefined, {
          nonce: proven.nonce,
        });
      if (proven.kind === 'fresh') void reply.header(PASS_HEADER, proven.pass).header(NONCE_HEADER, proven.nonce);
    }
    request.identity = { kind: 'session', session };
    if (path.startsWith(OWN_SESSION)) return;
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

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function deviceOf(request: FastifyRequest): string | undefined {
  return ThumbprintSchema.safeParse(headerOf(request, DEVICE_HEADER)).data;
}

/** Pass, or a proof `nonce.signature` with what waits on the phone. */
function shownBy(request: FastifyRequest, path: string): Shown {
  const [, nonce, signature] = /^([\w-]{20,64})\.([\w-]{86})$/.exec(headerOf(request, PROOF_HEADER) ?? '') ?? [];
  const [, acts, photos] = /^(\d{1,5})\.(\d{1,5})$/.exec(headerOf(request, WAITING_HEADER) ?? '') ?? [];
  const about = `${request.method} ${path}`;
  return {
    pass: headerOf(request, PASS_HEADER),
    proof: nonce === undefined || signature === undefined ? undefined : { nonce, signature, about },
    waiting: acts === undefined ? undefined : { acts: Number(acts), photos: Number(photos) },
  };
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
