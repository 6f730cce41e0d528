import type { PositionLane } from '../plumbing/realtime/gateway.ts';
import type { Services } from './services.ts';

/** The signal side as the app uses it. */
export interface SignalLane {
  positions: PositionLane;
  close(): Promise<void>;
}

/** Positions and readings: latest value wins, history in batches, never in the way of an event. */
export async function signalLane(_services: Services): Promise<SignalLane> {
  return { positions: { watch: () => undefined, unwatch: () => undefined }, close: async () => undefined };
}
