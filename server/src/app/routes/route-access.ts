import { type Role, RoleSchema, type TokenScope } from '@sitong/shared/kernel/roles.ts';
import type { FastifyInstance } from 'fastify';
import { HttpError } from '../../plumbing/http/http-error.ts';
import type { Identity } from '../../plumbing/http/identity.ts';

/**
 * Who may ask what over HTTP, in one place, looked at before a body is read (reliability §4). What further depends
 * on the request (own division, own world, last administrator) stands with each route. A route without a row here
 * fails `access-matrix.db.test.ts`.
 */
export type Access =
  /** Told apart by what it shows, not by who asks. */
  | { who: 'anyone' }
  /** Persons with one of the roles, and tokens with one of the scopes. */
  | { who: 'known'; roles: readonly Role[]; scopes: readonly TokenScope[] };

const EVERYBODY: readonly Role[] = RoleSchema.options;
const ANYONE: Access = { who: 'anyone' };
const SIGNED_IN: Access = { who: 'known', roles: EVERYBODY, scopes: [] };
const READER: Access = { who: 'known', roles: EVERYBODY, scopes: ['read'] };
const DOOR: Access = { who: 'known', roles: [], scopes: ['ingest'] };
const only = (roles: readonly Role[], scopes: readonly TokenScope[] = []): Access => ({ who: 'known', roles, scopes });

const COUNTY_DESK = ['duty_officer', 'duty_leader', 'commander'] as const;
const RUN_DRILLS = only([...COUNTY_DESK, 'admin']);
const LOOK = only(['admin', 'security', 'auditor'], ['admin']);
const GRANT = only(['admin'], ['admin']);
const CLOSE = only(['admin', 'security'], ['admin']);

export const ROUTE_ACCESS: Readonly<Record<string, Access | undefined>> = {
  'GET /healthz': ANYONE,
  'GET /readyz': ANYONE,
  'GET /metrics': ANYONE,
  'GET /api/openapi.json': ANYONE,
  'GET /public': ANYONE,
  'GET /certificate': ANYONE,
  'GET /certificate/sitong-root.crt': ANYONE,
  'GET /api/cap/feed.atom': ANYONE,
  'GET /api/cap/:file': ANYONE,

  // Signing in is how one becomes known; a locked console and an enrolling person come here too.
  'POST /api/session': ANYONE,
  'POST /api/session/wall': ANYONE,
  'GET /api/session': SIGNED_IN,
  'DELETE /api/session': SIGNED_IN,
  'POST /api/session/touch': SIGNED_IN,
  'POST /api/session/unlock': SIGNED_IN,
  'PUT /api/session/password': SIGNED_IN,
  'GET /api/session/second-factor': SIGNED_IN,
  'POST /api/session/second-factor': SIGNED_IN,
  'POST /api/session/second-factor/confirm': SIGNED_IN,
  'DELETE /api/session/second-factor': SIGNED_IN,
  'POST /api/session/keys/options': SIGNED_IN,
  'POST /api/session/keys': SIGNED_IN,
  'PUT /api/session/keys/:id': SIGNED_IN,
  'DELETE /api/session/keys/:id': SIGNED_IN,
  'GET /api/session/device': SIGNED_IN,
  'POST /api/session/device': SIGNED_IN,
  // By a signature: the session of a phone that clears itself is over.
  'POST /api/session/device/wiped': ANYONE,
  // The own ones.
  'GET /api/devices': SIGNED_IN,
  'POST /api/devices/:id/revoke': SIGNED_IN,
  'PUT /api/session/sound-lease': only(['duty_officer', 'duty_leader', 'commander', 'town_officer']),
  'POST /api/hand-over': only(COUNTY_DESK),
  'POST /api/intents': SIGNED_IN,
  'POST /api/photos': SIGNED_IN,
  'GET /api/recommend': SIGNED_IN,
  'GET /api/ways': SIGNED_IN,
  'POST /api/unmask': only([...COUNTY_DESK, 'town_officer']),

  'GET /api/county': READER,
  'GET /api/names': READER,
  'GET /api/map': READER,
  'GET /api/practice': READER,
  'GET /api/practice/past': only(['admin', 'duty_leader', 'commander']),
  'GET /api/log': READER,
  'GET /api/incidents': READER,
  'GET /api/incidents/:id/timeline': READER,
  'GET /api/orders': READER,
  'GET /api/baselines': only([...COUNTY_DESK, 'town_officer', 'wall', 'admin'], ['read']),
  'GET /api/warnings': READER,
  'GET /api/reports': READER,
  'GET /api/reports/:id.docx': READER,
  'GET /api/photos/:id': READER,
  'GET /api/photos/scans': READER,
  'GET /api/terminals': READER,
  'GET /api/positions': READER,
  'GET /api/positions/at': READER,
  'GET /api/readings': READER,
  'GET /api/incoming-warnings': READER,
  'GET /api/observations': READER,
  'GET /api/sources': READER,
  'GET /api/ingest/refused': READER,
  'GET /api/drills': READER,
  'GET /api/drills/news': READER,
  'GET /api/drills/:world/prompts': READER,

  'GET /tiles/:name': READER,
  'GET /tiles/demo/:name': READER,
  'GET /tiles/own/:id.pmtiles': READER,
  'GET /tiles/drawn/:revision/:z/:x/:y': READER,
  'GET /tiles/tianditu/:layer/:z/:x/:y': READER,

  'GET /api/replay/:world/start': only([...COUNTY_DESK, 'town_officer', 'admin']),
  'GET /api/replay/:world/seen': RUN_DRILLS,
  'GET /api/replay/:world/bookmarks': SIGNED_IN,
  'POST /api/replay/:world/bookmarks': RUN_DRILLS,
  'DELETE /api/replay/:world/bookmarks/:id': RUN_DRILLS,
  'POST /api/replay/:world/export': RUN_DRILLS,
  'POST /api/drills': RUN_DRILLS,
  'DELETE /api/drills/:world': RUN_DRILLS,
  'POST /api/drills/:world/player': RUN_DRILLS,
  'PUT /api/terminals/:id/binding': only(['admin', 'duty_leader']),
  'DELETE /api/terminals/:id/binding': only(['admin', 'duty_leader']),
  'GET /api/presence': only([...COUNTY_DESK, 'admin', 'security']),
  'GET /api/downtime-pack.pdf': only(['admin', ...COUNTY_DESK], ['admin']),

  // The level above reads ours; and ours reads those below.
  'GET /api/outbox': only([], ['outbox']),
  'GET /api/federation': only([...COUNTY_DESK, 'wall', 'admin'], ['read']),
  'GET /api/federation/:county/items': only([...COUNTY_DESK, 'wall', 'admin'], ['read']),

  'POST /api/ingest/cap': DOOR,
  'POST /api/ingest/cap-feed': DOOR,
  'POST /api/ingest/readings': DOOR,
  'POST /api/ingest/quakes': DOOR,
  'POST /api/ingest/hotspots': DOOR,
  'GET /api/ingest/osmand': ANYONE,
  'POST /api/ingest/osmand': ANYONE,
  'POST /api/ingest/owntracks': DOOR,
  'POST /api/ingest/track': DOOR,

  'GET /api/accounts': LOOK,
  'POST /api/accounts': GRANT,
  'POST /api/accounts/:username/password': CLOSE,
  'PUT /api/accounts/:username/power': GRANT,
  'PUT /api/accounts/:username/status': CLOSE,
  'DELETE /api/accounts/:username/sessions': CLOSE,
  'GET /api/accounts/:username/devices': LOOK,
  'POST /api/accounts/:username/devices/:id/revoke': CLOSE,
  'PUT /api/accounts/:username/second-factor': CLOSE,
  'DELETE /api/accounts/:username/second-factor': CLOSE,
  'GET /api/tokens': LOOK,
  'POST /api/tokens': GRANT,
  'DELETE /api/tokens/:id': CLOSE,
  'GET /api/wall-devices': LOOK,
  'POST /api/wall-devices': GRANT,
  'DELETE /api/wall-devices/:id': CLOSE,
  'GET /api/audit': LOOK,
  'POST /api/audit/export': LOOK,
  'GET /api/admin/verify-log': LOOK,
  'GET /api/jobs': only(['admin']),
  'POST /api/jobs/:id/retry': only(['admin']),
  'GET /api/imports': GRANT,
  'GET /api/imports/:kind/template.csv': GRANT,
  'POST /api/imports/:kind': GRANT,
  'GET /api/map/settings': GRANT,
  'PUT /api/map/tianditu': GRANT,
  'POST /api/map/archives/:part/use': GRANT,
  'PUT /api/map/archives/:part': GRANT,
};

/** Files and pages that hold no data of the county; the pages ask the routes above for theirs. */
const OPEN_FILES =
  /^GET \/(?:$|\*$|assets\/|api\/docs|public\/|[\w-]+\.(?:js|css|html|svg|png|ico|webmanifest|woff2)(?:\.br|\.gz)?$|signin$|enrol$|wall$|duty$|dispatch$|incidents(?:\/:id)?$|warnings$|reports$|resources$|hazards$|roster$|drills$|replay$|admin$|field$|gallery$)/;

export function accessOf(route: string): Access | undefined {
  return ROUTE_ACCESS[route] ?? (OPEN_FILES.test(route) ? ANYONE : undefined);
}

export type Verdict = 'yes' | 'not_signed_in' | 'not_allowed';

/** Whether one who is known, or not, may ask at all. */
export function mayAsk(access: Access, identity: Identity | undefined): Verdict {
  if (access.who === 'anyone') return 'yes';
  if (identity === undefined) return 'not_signed_in';
  const { roles, scopes } = access;
  const may =
    identity.kind === 'session'
      ? identity.session.info.roles.some((role) => roles.includes(role))
      : identity.token.scopes.some((scope) => scopes.includes(scope));
  return may ? 'yes' : 'not_allowed';
}

/** Holds every route against its row, before its body is read. Register before the routes, after who asks is known. */
export function useRouteAccess(app: FastifyInstance): { routes: ReadonlySet<string> } {
  const routes = new Set<string>();
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD' && one !== 'OPTIONS') routes.add(`${one} ${url}`);
  });
  app.addHook('preParsing', async (request) => {
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const access = ROUTE_ACCESS[`${method} ${request.routeOptions.url ?? ''}`];
    if (access === undefined || access.who === 'anyone') return;
    const { identity } = request;
    if (mayAsk(access, identity) === 'yes') return;
    if (identity === undefined) throw new HttpError(401, 'not_signed_in', 'sign in first, or send a token');
    if (identity.kind === 'token') {
      const { scopes } = access;
      if (scopes.length === 0) throw new HttpError(401, 'not_signed_in', 'a token cannot do this: a person signs in');
      throw new HttpError(403, 'scope_required', `this token lacks the scope ${scopes.join(' or ')}`);
    }
    // An enrolling person has no role yet; what is open to them is open to every session.
    if (access.roles.length === EVERYBODY.length) return;
    if (access.roles.length === 0) throw new HttpError(401, 'token_required', 'this door takes a token, not a person');
    const { roles } = access;
    throw new HttpError(403, 'role_required', `this needs the role ${roles.join(' or ')}`, undefined, { roles });
  });
  return { routes };
}
