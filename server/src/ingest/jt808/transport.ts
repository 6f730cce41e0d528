import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Jt808Connection } from './connection.ts';
import {
  type CloseReason,
  DEFAULT_LIMITS,
  emptyStats,
  type Jt808GatewayOptions,
  type Jt808Limits,
  type Jt808Stats,
} from './gateway-options.ts';
import type { GatewayRoom } from './gateway-room.ts';
import { Intake } from './intake.ts';
import { MIN_ITEM_BYTES } from './location-batch.ts';
import { TerminalMemories } from './recent-messages.ts';

export interface Jt808Gateway {
  readonly port: number;
  stats(): Jt808Stats;
  /** Stops listening, waits for the sink (at most `closeGraceMs`), sends the answers owed, closes. */
  close(): Promise<void>;
}

/** Listens for JT/T 808 terminals on TCP. Rejects when the port cannot be had or the limits contradict each other. */
export async function createJt808Gateway(options: Jt808GatewayOptions): Promise<Jt808Gateway> {
  const limits: Jt808Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const longest = Math.ceil(limits.subPackets.bytesEach / MIN_ITEM_BYTES);
  if (limits.batchCapacity < longest)
    throw new RangeError(`batchCapacity ${limits.batchCapacity}: a message may hold ${longest} positions`);
  const stats = emptyStats();
  const connections = new Set<Jt808Connection>();
  const perIp = new Map<string, number>();
  const byTerminal = new Map<string, Jt808Connection>();
  const ipOf = new Map<Jt808Connection, string>();

  const intake = new Intake(limits.batchCapacity, options.onFix, options.now, {
    taken: (fixes) => {
      stats.fixes += fixes;
      options.health.seen('jt808', fixes);
    },
    failed: (fixes, cause) => {
      stats.sinkFailures++;
      const message = `storing ${fixes} positions failed (${String(cause)}); the terminals were told to send again`;
      options.health.refused('jt808', { code: 'sink_failed', facts: { count: fixes }, message, path: '' }, NO_BYTES);
    },
  });

  const room: GatewayRoom = {
    limits,
    stats,
    intake,
    memories: new TerminalMemories(limits.rememberedTerminals),
    registry: options.registry,
    health: options.health,
    requireAuth: options.requireAuth,
    now: options.now,
    left: (connection, reason) => {
      stats.closedBy[reason]++;
      connections.delete(connection);
      const ip = ipOf.get(connection) ?? '';
      ipOf.delete(connection);
      const others = (perIp.get(ip) ?? 1) - 1;
      if (others > 0) perIp.set(ip, others);
      else perIp.delete(ip);
      if (byTerminal.get(connection.proven) === connection) byTerminal.delete(connection.proven);
    },
    authenticated: (connection, terminal) => {
      const older = byTerminal.get(terminal);
      if (connection.proven !== terminal && byTerminal.get(connection.proven) === connection)
        byTerminal.delete(connection.proven);
      connection.proven = terminal;
      byTerminal.set(terminal, connection);
      if (older !== undefined && older !== connection) older.close('replaced');
    },
    registryFailed: (cause) => {
      options.health.refused(
        'jt808',
        { code: 'registry_failed', message: `the terminal registry did not answer (${String(cause)})`, path: '' },
        NO_BYTES,
      );
    },
  };

  const server = createServer(
    { allowHalfOpen: true, noDelay: true, keepAlive: true, keepAliveInitialDelay: 30_000 },
    (socket) => admit(socket),
  );

  function admit(socket: Socket): void {
    const ip = socket.remoteAddress ?? '';
    const fromHere = perIp.get(ip) ?? 0;
    if (connections.size >= limits.maxConnections || fromHere >= limits.maxPerIp) {
      stats.turnedAway++;
      socket.destroy();
      return;
    }
    stats.opened++;
    perIp.set(ip, fromHere + 1);
    const connection = new Jt808Connection(socket, room);
    connections.add(connection);
    ipOf.set(connection, ip);
    closeWith(socket, connection);
  }

  const sweep = setInterval(() => {
    const nowMs = options.now();
    for (const connection of connections) connection.checkClocks(nowMs);
  }, limits.sweepMs);
  sweep.unref();

  let closing: Promise<void> | undefined;
  await listen(server, options);
  const address = server.address();
  return {
    port: isAddressInfo(address) ? address.port : options.port,
    stats: () => ({
      ...stats,
      connections: connections.size,
      waiting: intake.waitingConnections,
      closedBy: { ...stats.closedBy },
    }),
    close: () => (closing ??= shutDown()),
  };

  async function shutDown(): Promise<void> {
    clearInterval(sweep);
    const closed = once(server, 'close');
    server.close();
    for (const connection of connections) connection.stopReading();
    await Promise.race([intake.drained(), delay(limits.closeGraceMs, undefined, { ref: false })]);
    const sockets = [...connections].map((connection) => connection.socket);
    for (const connection of connections) connection.close('shutdown');
    const patience = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, limits.closeGraceMs);
    await closed;
    clearTimeout(patience);
  }
}

const NO_BYTES = new Uint8Array(0);

function closeWith(socket: Socket, connection: Jt808Connection): void {
  const because = (reason: CloseReason) => () => connection.close(reason);
  socket.on('error', because('socket_error'));
  socket.on('end', () => connection.peerEnded());
  socket.on('close', because('peer'));
}

async function listen(server: Server, options: Jt808GatewayOptions): Promise<void> {
  server.listen(options.port, options.host);
  await once(server, 'listening');
}

function isAddressInfo(address: string | AddressInfo | null): address is AddressInfo {
  return address !== null && typeof address !== 'string';
}
