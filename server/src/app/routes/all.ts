import type { FastifyPluginAsync } from 'fastify';
import { useActAs } from '../drills/act-as.ts';
import type { Services } from '../services.ts';
import type { SignalLane } from '../signal-lane.ts';
import { accountRoutes } from './account-routes.ts';
import { adminRoutes } from './admin-routes.ts';
import { capRoutes } from './cap-routes.ts';
import { countyRoutes } from './county-routes.ts';
import { drillRoutes } from './drill-routes.ts';
import { importRoutes } from './import-routes.ts';
import { incomingRoutes } from './incoming-routes.ts';
import { ingestRoutes } from './ingest-routes.ts';
import { intentRoutes } from './intent-routes.ts';
import { logRoutes } from './log-routes.ts';
import { metricsRoutes } from './metrics-routes.ts';
import { photoRoutes } from './photo-routes.ts';
import { publicRoutes } from './public-routes.ts';
import { readRoutes } from './read-routes.ts';
import { readingRoutes } from './reading-routes.ts';
import { recommendRoutes } from './recommend-routes.ts';
import { reportRoutes } from './report-routes.ts';
import { searchRoutes } from './search-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { sourceRoutes } from './source-routes.ts';
import { terminalRoutes } from './terminal-routes.ts';
import { warningRoutes } from './warning-routes.ts';

/** Every route of the outer contract, by room. */
export function apiRoutes(services: Services, lane: SignalLane): FastifyPluginAsync {
  const { accounts, master, worlds } = services;
  return async (app) => {
    useActAs(app, { accounts, county: () => master.county, isOpen: (world) => worlds.get(world) !== undefined });
    await app.register(sessionRoutes(services));
    await app.register(intentRoutes(services));
    await app.register(logRoutes(services));
    await app.register(countyRoutes(services));
    await app.register(readRoutes(services));
    await app.register(recommendRoutes(services, lane));
    await app.register(photoRoutes(services));
    await app.register(ingestRoutes(services, lane));
    await app.register(terminalRoutes(services, lane));
    await app.register(readingRoutes(services, lane));
    await app.register(incomingRoutes(services, lane));
    await app.register(searchRoutes(services));
    await app.register(sourceRoutes(services, lane));
    await app.register(metricsRoutes(services, lane));
    await app.register(warningRoutes(services));
    await app.register(reportRoutes(services));
    await app.register(capRoutes(services));
    await app.register(publicRoutes(services));
    await app.register(drillRoutes(services, lane));
    await app.register(accountRoutes(services));
    await app.register(adminRoutes(services));
    await app.register(importRoutes(services));
  };
}
