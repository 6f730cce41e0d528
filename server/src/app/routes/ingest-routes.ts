import type { FastifyPluginAsync } from 'fastify';
import { HttpDoors } from '../doors/http-door.ts';
import { positionDoors } from '../doors/position-doors.ts';
import { readingDoors } from '../doors/reading-doors.ts';
import { warningDoors } from '../doors/warning-doors.ts';
import type { Services } from '../services.ts';
import type { SignalLane } from '../signal-lane.ts';

/** Every way in over HTTP (design §5): a token of scope `ingest`, whose world is the world of what it sends. */
export function ingestRoutes(services: Services, lane: SignalLane): FastifyPluginAsync {
  return async (app) => {
    const doors = new HttpDoors(services, lane);
    doors.prepare(app);
    warningDoors(app, doors);
    readingDoors(app, doors, services);
    positionDoors(app, doors, services);
  };
}
