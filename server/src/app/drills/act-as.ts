import { LIVE } from '@sitong/shared/kernel/ids.ts';
import type { CountyIndex } from '@sitong/shared/kernel/master/county-index.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Account } from '../../plumbing/accounts/account.ts';
import type { Accounts } from '../../plumbing/accounts/accounts.ts';
import type { ApiToken } from '../../plumbing/accounts/api-tokens.ts';
import { HttpError } from '../../plumbing/http/http-error.ts';
import { describeAccount } from '../describe-account.ts';
import { accountOfPerson } from './role-player.ts';

/** Header of a scripted officer: the username of a demo account, or `person:<id>` of the county. */
export const ACT_AS = 'x-act-as';

/** The demo accounts that a script may play; accounts of a bureau's own people are never lent. */
const PLAYED = /^(duty|leader|commander|town|village|team[1-5])$/;

/** What a scripted officer may reach: acting in the drill, and what a drill needs set up. Nothing of Admin. */
const REACHED: ReadonlySet<string> = new Set([
  'POST /api/intents',
  'POST /api/photos',
  'GET /api/recommend',
  'PUT /api/terminals/:id/binding',
]);

export interface ActAsOptions {
  accounts: Pick<Accounts, 'list'>;
  county: () => CountyIndex;
  isOpen: (world: string) => boolean;
}

/**
 * Lets the script of a drill play its officers: a token of scope `command` that belongs to a drill world may
 * act there, and only there, for the person it names. In the live world people act themselves, always.
 * Register before the routes it is for.
 */
export function useActAs(app: FastifyInstance, options: ActAsOptions): void {
  const played = new Map<string, Account>();
  const find = async (name: string): Promise<Account | undefined> => {
    if (name.startsWith('person:')) return accountOfPerson(name.slice('person:'.length), options.county());
    if (!PLAYED.test(name)) return undefined;
    const known = played.get(name);
    if (known !== undefined) return known;
    const account = (await options.accounts.list()).find((one) => one.username === name && one.status === 'active');
    if (account !== undefined) played.set(name, account);
    return account;
  };
  app.addHook('onRequest', async (request) => {
    const name = request.headers[ACT_AS];
    if (typeof name !== 'string') return;
    const token = permitted(request, options);
    const account = await find(name);
    if (account === undefined)
      throw new HttpError(403, 'cannot_act_as', `${name.slice(0, 80)} is nobody a script may play`, ACT_AS);
    const info = describeAccount(account, options.county(), () => [token.world]);
    request.identity = {
      kind: 'session',
      session: {
        id: `script:${token.id}`,
        info,
        status: 'valid',
        access: 'full',
        mayAct: async () => 'yes',
        proven: async () => ({ kind: 'unbound' }),
        onEnd: () => () => undefined,
      },
    };
  });
}

function permitted(request: FastifyRequest, { isOpen }: ActAsOptions): ApiToken {
  const { identity } = request;
  if (identity?.kind !== 'token' || !identity.token.scopes.includes('command'))
    throw new HttpError(403, 'scope_required', 'acting for another needs a token of scope command', ACT_AS);
  const { token } = identity;
  if (token.world === LIVE)
    throw new HttpError(403, 'live_world', 'in the live world people act themselves: no script may', ACT_AS);
  const asked = new URL(request.url, 'http://drill').searchParams.get('world');
  if (asked !== token.world)
    throw new HttpError(
      403,
      'other_world',
      `this token acts in ${token.world} only: send ?world=${token.world}`,
      'world',
    );
  if (!isOpen(token.world)) throw new HttpError(404, 'world_unknown', `no open world ${token.world}`, 'world');
  if (!REACHED.has(`${request.method} ${request.routeOptions.url ?? ''}`))
    throw new HttpError(403, 'not_for_scripts', 'a script plays officers; it does nothing else', ACT_AS);
  return token;
}
