import { randomInt } from 'node:crypto';
import { LIVE } from '@sitong/shared/kernel/ids.ts';
import { toMs } from '@sitong/shared/kernel/time.ts';
import type { PhonePosition } from '@sitong/shared/protocol/up.ts';
import { observedTimeFault } from '../ingest/contract.ts';
import type { Jt808Gateway } from '../ingest/jt808/transport.ts';
import type { LiveSession } from '../plumbing/realtime/live-world.ts';
import type { SignalReaders } from '../plumbing/realtime/world-rooms.ts';
import { positionWriter } from '../plumbing/signals/position-history.ts';
import { TickingPositionLane } from '../plumbing/signals/position-lane.ts';
import { readingWriter } from '../plumbing/signals/reading-history.ts';
import { TickingReadingLane } from '../plumbing/signals/reading-lane.ts';
import { ensureDays, keepDaysAhead } from '../plumbing/signals/signal-days.ts';
import { openJt808Door } from './doors/jt808-door.ts';
import type { Services } from './services.ts';
import { WorldSignals } from './signals/world-signals.ts';
import type { OpenWorld } from './worlds.ts';

/** The signal side as the app uses it. */
export interface SignalLane {
  readonly positions: TickingPositionLane;
  readonly readings: SignalReaders;
  /** Signals of one open world. */
  of(world: string): WorldSignals | undefined;
  all(): readonly WorldSignals[];
  onPhonePosition(session: LiveSession, world: string, position: PhonePosition): void;
  /** Rows of history on their way to the database. */
  waiting(): { positions: number; readings: number };
  /** Seconds from arrival to commit of the last batch. */
  lagS(): { positions: number; readings: number };
  /** Live sockets; the gateway is made after the lane and tells. */
  sockets: () => number;
  readonly jt808: Jt808Gateway | undefined;
  /** Opens the JT/T 808 door; the app does it by itself when JT808_PORT is set. */
  openJt808(listen: { host: string; port: number; requireAuth: boolean }): Promise<Jt808Gateway>;
  close(): Promise<void>;
}

/** Positions and readings: latest value wins, history in batches, never in the way of an event. */
export async function signalLane(services: Services): Promise<SignalLane> {
  const { pool, worlds, master, now, logger, config, line } = services;
  const onError = (error: unknown, what: string): void => logger.error({ err: error }, what);
  await ensureDays(pool, now());
  const stopDays = keepDaysAhead(pool, now, onError);
  const history = { positions: positionWriter(pool, onError), readings: readingWriter(pool, onError) };
  const byWorld = new Map<string, WorldSignals>();
  let inOrder: WorldSignals[] = [];

  const begin = (open: OpenWorld): void => {
    const epoch = randomInt(1, 2 ** 31);
    const { world } = open.runtime;
    const county = (): typeof master.county => master.county;
    byWorld.set(world, new WorldSignals({ open, pool, ...history, county, now, epoch, line, onError }));
    inOrder = [...byWorld.values()].sort((a, b) => (a.world === LIVE ? 1 : 0) - (b.world === LIVE ? 1 : 0));
  };
  const end = (signals: WorldSignals): void => {
    byWorld.delete(signals.world);
    inOrder = inOrder.filter((one) => one !== signals);
    signals.close().catch((error: unknown) => onError(error, `closing the signals of ${signals.world}`));
  };
  worlds.onOpen(begin);
  worlds.onClose(({ runtime }) => {
    const signals = byWorld.get(runtime.world);
    if (signals !== undefined) end(signals);
  });
  await Promise.all(inOrder.map(({ ready }) => ready));
  const stopMaster = master.onChange(() => {
    for (const signals of inOrder) signals.countyChanged();
  });

  const live = (): WorldSignals => {
    const signals = byWorld.get(LIVE);
    if (signals === undefined) throw new Error('the live world is not open');
    return signals;
  };
  const positions = new TickingPositionLane(
    (world) => byWorld.get(world)?.table,
    (world) => byWorld.get(world)?.nowMs() ?? now(),
  );
  const readings = new TickingReadingLane((world) => byWorld.get(world)?.readings.latest);
  let jt808: Jt808Gateway | undefined;

  const lane: SignalLane = {
    positions,
    readings,
    of: (world) => byWorld.get(world),
    all: () => inOrder,
    onPhonePosition: (session, world, position) => {
      const signals = byWorld.get(world);
      if (signals === undefined) return;
      phonePosition(signals, session, position).catch((error: unknown) =>
        onError(error, 'a position of a phone page was not stored'),
      );
    },
    waiting: () => ({ positions: history.positions.waiting, readings: history.readings.waiting }),
    lagS: () => ({ positions: history.positions.lagMs / 1000, readings: history.readings.lagMs / 1000 }),
    sockets: () => 0,
    get jt808() {
      return jt808;
    },
    openJt808: async (listen) => {
      const worldsInOrder = (): readonly WorldSignals[] => inOrder;
      jt808 = await openJt808Door({ ...listen, worlds: worldsInOrder, live, writer: history.positions, now });
      return jt808;
    },
    close: async () => {
      stopDays();
      stopMaster();
      positions.close();
      readings.close();
      await jt808?.close();
      await Promise.all(inOrder.map((signals) => signals.close()));
      await Promise.all([history.positions.close(), history.readings.close()]);
    },
  };
  const { port, requireAuth } = config.jt808;
  if (port !== 0) {
    await lane.openJt808({ host: config.host, port, requireAuth }).catch(async (error: unknown) => {
      await lane.close();
      throw portTaken(error, port);
    });
  }
  return lane;
}

/** The phone page of a team's leader is a terminal by itself, bound to the led team. */
async function phonePosition(signals: WorldSignals, session: LiveSession, position: PhonePosition): Promise<void> {
  const { info } = session;
  const [team] = info.teams;
  if (!info.roles.includes('team_lead') || team === undefined) return;
  await signals.ready;
  const number = `phone:${info.person}`;
  const nowMs = signals.nowMs();
  const observedAtMs = toMs(position.observedAt);
  const fault = observedTimeFault(observedAtMs, nowMs);
  if (fault !== null) {
    const message = 'the clock of this phone is wrong: its position was left out; set it to network time';
    signals.sources.refused(
      'phone',
      { code: fault, message, path: 'observedAt' },
      Buffer.from(JSON.stringify(position)),
    );
    return;
  }
  if (signals.terminals.byNumber(number)?.team !== team) await signals.bind(number, team, info.person);
  const { lon, lat, speedKmh, courseDeg, batteryPct, accuracyM } = position;
  const fix = {
    terminal: number,
    lon,
    lat,
    observedAtMs,
    ...(speedKmh === undefined ? {} : { speedKmh }),
    ...(courseDeg === undefined ? {} : { courseDeg: courseDeg % 360 }),
    ...(batteryPct === undefined ? {} : { batteryPct }),
    ...(accuracyM === undefined ? {} : { accuracyM }),
    fix: 'unknown',
    source: 'phone',
  } as const;
  await signals.positions.accept([fix], nowMs);
  signals.sources.seen('phone', 1);
}

function portTaken(error: unknown, port: number): unknown {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (!taken) return error;
  return new Error(
    `JT808_PORT ${port} is taken by another program: stop it, or start with JT808_PORT=${port + 1} (0 keeps the door shut)`,
  );
}
