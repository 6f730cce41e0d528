import type { FastifyRequest } from 'fastify';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { requireRole } from '../../plumbing/http/identity.ts';

export interface Administrator {
  /** As actor in the log. */
  person: string;
  username: string;
}

/**
 * Who may run the system: a person with one of the roles, or a token of scope `admin` of the live world. The
 * token is how an empty system gets its first account: `npm run token -- --scope admin --name setup`.
 */
export function requireAdministrator(request: FastifyRequest, roles: readonly string[]): Administrator {
  const { identity } = request;
  if (identity?.kind === 'token') {
    if (!identity.token.scopes.includes('admin'))
      throw new HttpError(403, 'scope_required', 'this token lacks the scope admin');
    return { person: 'api-token', username: `token ${identity.token.name}`.slice(0, 64) };
  }
  const { info } = requireRole(request, roles);
  return { person: info.person, username: info.username };
}
