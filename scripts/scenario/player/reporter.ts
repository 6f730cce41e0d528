import { connectTerminal, type TerminalClient } from '@sitong/server/ingest/jt808/terminal-client.ts';
import { SECOND_MS } from '@sitong/shared/kernel/time.ts';
import type { Crew } from '../story/crews.ts';
import type { Place } from './motion.ts';
import type { ServerLink } from './server-link.ts';

const KMH_PER_KNOT = 1.852;

export interface Moment {
  worldMs: number;
  /** Clock of the server: vehicles know no drill, their door carries real time over into the world. */
  serverMs: number;
}

/** How a vehicle or phone tells where it is. */
export interface Reporter {
  /** Rejects when the door does not take it. */
  tell(place: Place, now: Moment): Promise<void>;
  close(): Promise<void>;
}

/** A JT/T 808 terminal: registers, signs in, sends 0x0200. */
export async function vehicleTerminal(
  crew: Crew,
  terminal: string,
  door: { host: string; port: number },
): Promise<Reporter> {
  const client: TerminalClient = await connectTerminal({ ...door, terminal, version: '2013', answerTimeoutMs: 20_000 });
  const code = await client.register({
    layout: '2013',
    province: 61,
    city: 525,
    maker: 'DEMO1',
    model: 'SITONG-DRILL',
    terminalId: terminal.slice(-7),
    plateColor: 2,
    plate: `陕E${terminal.slice(-5)}`,
  });
  await client.authenticate(code);
  return {
    tell: async ({ lon, lat, speedKmh, courseDeg }, { serverMs }) => {
      // The protocol knows whole seconds; rounded down, a fast clock would make each position a minute old.
      const observedAtMs = Math.ceil(serverMs / SECOND_MS) * SECOND_MS;
      const ignition = crew.carries === 'vehicle' ? 'on' : 'off';
      await client.sendLocation({
        lon,
        lat,
        observedAtMs,
        fix: 'valid',
        speedKmh,
        courseDeg,
        ignition,
        satellites: 14,
        signal: 23,
      });
    },
    close: () => client.close(),
  };
}

/** A tracker app on a leader's phone, by the OsmAnd protocol. */
export function phoneTracker(terminal: string, link: ServerLink): Reporter {
  return {
    tell: async ({ lon, lat, speedKmh, courseDeg }, { worldMs }) =>
      link.trackerPosition({
        id: terminal,
        lon: lon.toFixed(6),
        lat: lat.toFixed(6),
        speed: (speedKmh / KMH_PER_KNOT).toFixed(2),
        bearing: courseDeg.toFixed(0),
        timestamp: String(Math.floor(worldMs / SECOND_MS)),
        batt: '76',
      }),
    close: async () => undefined,
  };
}
