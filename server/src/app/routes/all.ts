import type { FastifyPluginAsync } from 'fastify';
import type { Services } from '../services.ts';
import type { SignalLane } from '../signal-lane.ts';
import { countyRoutes } from './county-routes.ts';
import { intentRoutes } from './intent-routes.ts';
import { logRoutes } from './log-routes.ts';
import { sessionRoutes } from './session-routes.ts';

/** Every route of the outer contract, by room. */
export function apiRoutes(services: Services, _lane: SignalLane): FastifyPluginAsync {
  return async (app) => {
    await app.register(sessionRoutes(services));
    await app.register(intentRoutes(services));
    await app.register(logRoutes(services));
    await app.register(countyRoutes(services));
  };
}
