import { newId } from '@sitong/shared/kernel/ids.ts';
import { type Role, RoleSchema, type TokenScope, TokenScopeSchema } from '@sitong/shared/kernel/roles.ts';
import { COUNTY } from '@sitong/shared/testing/county.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { ErrorSchema } from '../../testing/outer-contract.ts';
import { buildTestApp } from '../../testing/test-app.ts';
import { type Access, accessOf, ROUTE_ACCESS } from './route-access.ts';

const test = await buildTestApp();
const PASSWORD = 'pa55-test-only';

/** One account for each role, and a token for each scope in the live world and in another. */
const sessions = new Map<Role, string>();
const tokens = new Map<TokenScope, string>();
beforeAll(async () => {
  const { accounts } = test.app.services;
  for (const role of RoleSchema.options) {
    const username = `only-${role.replaceAll('_', '-')}`;
    await accounts.create({ username, person: 'p-duty', password: PASSWORD, roles: [role], division: COUNTY });
    const signedIn = await accounts.signIn(username, PASSWORD, 'test');
    if (signedIn.kind !== 'signed_in') throw new Error(`${username} could not sign in`);
    sessions.set(role, signedIn.token);
  }
  for (const scope of TokenScopeSchema.options) tokens.set(scope, await test.token([scope]));
});

/** Ends, locks or changes the one who asks: shown to be open elsewhere, left out of asking with right. */
const CHANGES_THE_ASKER = new Set(['DELETE /api/session', 'POST /api/session/unlock', 'POST /api/drills']);

const address = (route: string): { method: string; path: string } => {
  const [method = '', url = ''] = route.split(' ');
  return { method, path: url.replace(':file', 'none.xml').replace(/:(?:id|world|username|part|kind)/g, newId()) };
};

let asked = 0;
async function ask(route: string, bearer: string | undefined): Promise<{ status: number; code: string }> {
  const { method, path } = address(route);
  const body = method === 'GET' ? {} : { body: '{"nothing":"fits"}' };
  asked += 1;
  // Each request from an address of its own: how often one may ask is shown elsewhere.
  const from = { 'x-forwarded-for': `10.${asked >> 16}.${(asked >> 8) & 255}.${asked & 255}` };
  const response = await test.fetch(path, bearer, {
    method,
    ...body,
    headers: { 'content-type': 'application/json', ...from },
  });
  if (response.headers.get('content-type')?.includes('event-stream')) {
    await response.body?.cancel();
    return { status: response.status, code: '' };
  }
  const text = await response.text();
  const parsed = ErrorSchema.safeParse(/json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : {});
  return { status: response.status, code: parsed.success ? parsed.data.error.code : '' };
}

const DENIED = [401, 403];
const WHO = ['not_signed_in', 'role_required', 'scope_required', 'token_required'];
const known = (route: string): Extract<Access, { who: 'known' }> | undefined => {
  const access = accessOf(route);
  return access?.who === 'known' ? access : undefined;
};

describe('who may ask what', () => {
  it('stands in one table: every route has its row, and every row its route', () => {
    const routes = [...test.app.routes];
    expect(routes.filter((route) => accessOf(route) === undefined)).toEqual([]);
    expect(Object.keys(ROUTE_ACCESS).filter((route) => !test.app.routes.has(route))).toEqual([]);
    expect(routes.length).toBeGreaterThan(70);
  });

  it.each(Object.keys(ROUTE_ACCESS).filter((route) => known(route) !== undefined))(
    '%s: nobody, each role and each scope',
    async (route) => {
      const access = known(route);
      if (access === undefined) throw new Error('open routes ask nobody');
      const nobody = await ask(route, undefined);
      expect([route, 'nobody', nobody.status]).toEqual([route, 'nobody', 401]);
      for (const [role, session] of sessions) {
        const allowed = access.roles.includes(role);
        if (allowed && CHANGES_THE_ASKER.has(route)) continue;
        const { status, code } = await ask(route, session);
        const refused = DENIED.includes(status) && WHO.includes(code);
        expect([route, role, allowed ? !refused : refused, status, code]).toEqual([route, role, true, status, code]);
      }
      for (const [scope, token] of tokens) {
        const allowed = access.scopes.includes(scope);
        if (allowed && CHANGES_THE_ASKER.has(route)) continue;
        const { status, code } = await ask(route, token);
        const refused = DENIED.includes(status) && WHO.includes(code);
        expect([route, scope, allowed ? !refused : refused, status, code]).toEqual([route, scope, true, status, code]);
      }
    },
  );

  it('a token of another world reads nothing of this one', async () => {
    const strange = await test.token(['read'], 'drill-elsewhere');
    const worlds = Object.keys(ROUTE_ACCESS).filter(
      (route) => route.startsWith('GET ') && known(route)?.scopes.includes('read') && !route.includes(':'),
    );
    const SAME_EVERYWHERE = ['/api/county', '/api/map', '/api/drills', '/api/drills/news'];
    for (const route of worlds) {
      const { path } = address(route);
      if (SAME_EVERYWHERE.includes(path)) continue;
      const { status } = await ask(`GET ${path}?world=live&terminal=x&at=0&sensor=x&quantity=x`, strange);
      expect([path, status >= 400 && status < 500]).toEqual([path, true]);
    }
  });
});
