import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { drizzle } from 'drizzle-orm/node-postgres';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { AuditLog } from './app/audit/audit-log.ts';
import { auditView } from './app/audit/audit-view.ts';
import { deniedRoute, watchDenied } from './app/audit/watch-denied.ts';
import { allowsOriginOf, contentSecurity, tlsOf } from './app/browser-security.ts';
import { describeSession } from './app/describe-account.ts';
import { startPacks } from './app/downtime/start-packs.ts';
import { startFederation } from './app/federation/start-federation.ts';
import { upwardOutbox } from './app/federation/upward-outbox.ts';
import { nodeName, nodesNow, openNodeLine } from './app/nodes/node-line.ts';
import { rateStore } from './app/nodes/rate-store.ts';
import { openApi } from './app/open-api.ts';
import { outboxWork } from './app/outbound/outbox-jobs.ts';
import { type Channels, startOutbound } from './app/outbound/start-outbound.ts';
import { bookmarkView } from './app/replay/bookmarks.ts';
import { keepPastState } from './app/replay/past-state.ts';
import { apiRoutes } from './app/routes/all.ts';
import { healthRoutes } from './app/routes/health-routes.ts';
import { jobRoutes } from './app/routes/job-routes.ts';
import { useRouteAccess } from './app/routes/route-access.ts';
import type { Services } from './app/services.ts';
import { type SignalLane, signalLane } from './app/signal-lane.ts';
import { tlsFiles } from './app/tls-files.ts';
import { UploadScanner } from './app/uploads/upload-scanner.ts';
import { vaultCaller } from './app/vault-caller.ts';
import { STATE_SCHEMA, Worlds } from './app/worlds.ts';
import type { Config } from './config.ts';
import { incidentLink } from './pillars/command/views/incident-link.ts';
import { incidentView } from './pillars/command/views/incident-view.ts';
import { photoUses } from './pillars/command/views/photo-uses.ts';
import { practiceView } from './pillars/command/views/practice-view.ts';
import { releaseView } from './pillars/release/views/release-views.ts';
import { orderView } from './pillars/rescue/views/order-view.ts';
import { Accounts } from './plumbing/accounts/accounts.ts';
import { ApiTokens } from './plumbing/accounts/api-tokens.ts';
import { StoredDeliveryLedger } from './plumbing/accounts/delivery-ledger.ts';
import { DeviceProofs } from './plumbing/accounts/device-proofs.ts';
import { Devices } from './plumbing/accounts/devices.ts';
import { SecurityKeys } from './plumbing/accounts/keys/security-keys.ts';
import { deploymentKey, sealerOf } from './plumbing/accounts/sealed.ts';
import { SecondFactors } from './plumbing/accounts/second-factors.ts';
import { SecondStep } from './plumbing/accounts/second-step.ts';
import { SessionBook } from './plumbing/accounts/session-book.ts';
import { cookieName } from './plumbing/accounts/session-cookie.ts';
import { WallDevices } from './plumbing/accounts/wall-devices.ts';
import { PostgresEventLog } from './plumbing/eventlog/postgres-event-log.ts';
import { useErrorHandler } from './plumbing/http/error-handler.ts';
import { useIdentity } from './plumbing/http/identity.ts';
import { takeJson } from './plumbing/http/json-body.ts';
import { prepareJobs } from './plumbing/jobs/job-queue.ts';
import { MasterStore } from './plumbing/master/master-store.ts';
import { Presence } from './plumbing/nodes/presence.ts';
import { SharedCounts } from './plumbing/nodes/shared-counts.ts';
import { createPool } from './plumbing/persistence/pool.ts';
import { transactionalWork } from './plumbing/persistence/read-model.ts';
import { Crowd } from './plumbing/realtime/crowd.ts';
import { Gateway } from './plumbing/realtime/gateway.ts';

/** Where the built screens lie; another build may be shown beside it while developing. */
const WEB = process.env['SITONG_WEB_DIST'] ?? fileURLToPath(new URL('../../web/dist/', import.meta.url));

export interface AppOptions {
  config: Config;
  /** A migrated database. */
  databaseUrl: string;
  logger: Logger;
  now: () => number;
  /** Ways out of the house; simulators and the app itself when not given. */
  channels?: Channels;
}

export interface App {
  fastify: FastifyInstance;
  /** Every route, as `GET /api/incidents/:id/timeline`. */
  routes: ReadonlySet<string>;
  services: Services;
  gateway: Gateway;
  lane: SignalLane;
  /** Listens; returns the address. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

/** The server, put together: database, log, worlds, doors, live lane, routes. Reads as a table of contents. */
export async function buildApp({ config, databaseUrl, logger, now, channels }: AppOptions): Promise<App> {
  const onError = (error: unknown, what: string): void => logger.error({ err: error }, what);
  const tls = tlsOf(config);
  const allowsOrigin = allowsOriginOf(config);

  const pool = createPool({
    url: databaseUrl,
    name: 'sitong',
    max: 20,
    onError: (error) => onError(error, 'an idle database connection broke'),
  });
  const db = drizzle(pool);
  await prepareJobs(databaseUrl);
  const log = new PostgresEventLog({
    pool,
    url: databaseUrl,
    work: transactionalWork(
      [
        incidentView,
        incidentLink,
        photoUses,
        orderView,
        releaseView,
        practiceView,
        auditView,
        bookmarkView,
        upwardOutbox,
      ],
      [outboxWork],
    ),
    onError: (error) => onError(error, 'following the log'),
  });
  const master = new MasterStore(pool);
  await master.reload();

  const sealer = sealerOf(() => deploymentKey(config.dataDir, config.secretKey), config.sealing);
  const worlds = new Worlds({
    log,
    county: () => master.county,
    prepare: vaultCaller(db, sealer),
    keepPast: (world, seq, state) => keepPastState({ pool, schema: STATE_SCHEMA }, { world, seq, state }),
    now,
    onError,
  });
  const seconds = new SecondFactors(db, now, sealer);
  const keys = new SecurityKeys(db, now);
  const accounts = new Accounts(db, now, new SecondStep(seconds, keys));
  const apiTokens = new ApiTokens(db, now);
  const walls = new WallDevices(db, accounts, now);
  const devices = new Devices(db, accounts.sessions, now);
  const proofs = new DeviceProofs(db, now);
  const sessions = new SessionBook({
    store: accounts.sessions,
    proofs,
    devices,
    cookie: cookieName(tls),
    databaseUrl,
    describe: (account, access) => describeSession(account, access, master.county, () => worlds.names()),
    now,
    // A test moves both by its one clock; the machine's own may be set, its running time may not.
    elapsed: now === Date.now ? () => performance.now() : now,
    onError,
  });
  const audit = new AuditLog({ worlds, now, onError });
  await worlds.open();
  watchDenied(worlds, audit);
  await sessions.open();
  const line = await openNodeLine({ config, pool, now, onError });
  const presence = new Presence({ line, name: nodeName(config), now });
  const counts = new SharedCounts(line);
  const ledger = new StoredDeliveryLedger(db, (session) => sessions.usernameOf(session), onError, now);
  const scanner = new UploadScanner({ config, now, onError });
  const services: Services = {
    config,
    logger,
    pool,
    db,
    log,
    master,
    accounts,
    apiTokens,
    seconds,
    keys,
    walls,
    devices,
    proofs,
    audit,
    sessions,
    ledger,
    worlds,
    line,
    presence,
    counts,
    scanner,
    sealer,
    now,
    tls,
    cookie: cookieName(tls),
  };

  const outbound = await startOutbound(services, databaseUrl, channels);
  const stopPacks = startPacks(services);
  const federation = startFederation(services);
  const baseLogger: FastifyBaseLogger = logger;
  const fastify: FastifyInstance = Fastify({
    loggerInstance: baseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_000_000,
    trustProxy: config.trustedProxy,
    routerOptions: { ignoreTrailingSlash: true },
    ...(config.tls.kind === 'files' ? { https: await tlsFiles(config.tls) } : {}),
  });
  fastify.setValidatorCompiler(validatorCompiler);
  fastify.setSerializerCompiler(serializerCompiler);
  useErrorHandler(fastify);
  takeJson(fastify);
  await fastify.register(cookie);
  await fastify.register(helmet, contentSecurity(tls));
  await fastify.register(rateLimit, {
    max: 3000,
    timeWindow: '1 minute',
    store: rateStore(counts, now),
    allowList: ({ url }) => FILES.test(url),
  });
  await fastify.register(swagger, openApi(cookieName(tls)));
  await fastify.register(swaggerUi, { routePrefix: '/api/docs' });
  useIdentity(fastify, { sessions, apiTokens, allowsOrigin, denied: deniedRoute(audit) });
  const { routes } = useRouteAccess(fastify);
  await fastify.register(healthRoutes(services));
  const lane = await signalLane(services);
  await fastify.register(apiRoutes(services, lane, federation));
  await fastify.register(jobRoutes(outbound.jobs));
  await serveScreens(fastify);

  const gateway = new Gateway({
    http: fastify.server,
    sessions,
    world: (id) => worlds.get(id)?.live,
    ledger,
    positions: lane.positions,
    readings: lane.readings,
    onPhonePosition: lane.onPhonePosition,
    allowsOrigin,
    now,
    log: logger,
    crowd: new Crowd(config.trustedProxy, now),
    health: () => ({ nodes: nodesNow(line), uploads: scanner.uploads }),
  });

  lane.sockets = () => gateway.sockets;
  presence.own = () => gateway.people();
  worlds.onClose(({ runtime }) => gateway.worldClosed(runtime.world));
  if (line !== undefined) line.sockets = () => gateway.sockets;
  line?.onState(() => gateway.beat());
  scanner.onChanged(() => gateway.beat());
  await scanner.open();

  return {
    fastify,
    routes,
    services,
    gateway,
    lane,
    listen: () => fastify.listen({ host: config.host, port: config.port }),
    close: async () => {
      stopPacks();
      scanner.close();
      await gateway.close();
      await fastify.close();
      await federation.close();
      await outbound.close();
      await lane.close();
      presence.close();
      counts.close();
      line?.close();
      await ledger.close();
      await audit.close();
      await worlds.close();
      await sessions.close();
      await log.close();
      await pool.end();
    },
  };
}

/**
 * Built files and map tiles do not count against the limit of an address: a screen opened anew asks for some eighty of
 * them, and a room of forty behind one address that reloads together would be refused its own pages.
 */
const FILES = /^\/(?:assets|tiles)\//;

/** Built screens, when there are any; every screen's address serves the one page. */
async function serveScreens(fastify: FastifyInstance): Promise<void> {
  if (!existsSync(WEB)) return;
  await fastify.register(fastifyStatic, {
    root: WEB,
    preCompressed: true,
    wildcard: false,
    index: false,
    maxAge: '1y',
    immutable: true,
    cacheControl: true,
    setHeaders: (reply, path) => {
      if (/(?:\.html|sw\.js|icon\.svg)(?:\.br|\.gz)?$/.test(path)) reply.header('cache-control', 'no-cache');
    },
  });
  const page = (_request: unknown, reply: { sendFile: (name: string) => unknown }): unknown =>
    reply.sendFile('index.html');
  const screens = [
    '/',
    '/signin',
    '/enrol',
    '/wall',
    '/duty',
    '/dispatch',
    '/incidents',
    '/incidents/:id',
    '/warnings',
    '/reports',
    '/resources',
    '/hazards',
    '/roster',
    '/drills',
    '/replay',
    '/admin',
    '/field',
    '/gallery',
  ];
  for (const path of screens) fastify.get(path, { schema: { hide: true } }, page);
}
