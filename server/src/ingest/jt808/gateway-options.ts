import type { SourceHealth } from '../contract.ts';
import type { FixSink } from './intake.ts';
import type { TerminalRegistry } from './registry.ts';

export interface Jt808Limits {
  readonly maxConnections: number;
  /** Many terminals may stand behind one operator address: generous. */
  readonly maxPerIp: number;
  /**
   * Terminals are told no interval; 60 s is what they ship with. Silence of three is a lost link;
   * a new connection has one to bring its first good frame.
   */
  readonly heartbeatMs: number;
  /** A frame that was begun must end within this (slow loris). */
  readonly frameMs: number;
  /** How often silence and slowness are looked for. */
  readonly sweepMs: number;
  /** Bad frames or garbage in a row before the connection is given up. */
  readonly maxFaultsInRow: number;
  readonly maxGarbageBytes: number;
  /** Unread answers before the connection is given up. */
  readonly maxUnsentBytes: number;
  /** Positions in one batch; at least what the longest message holds. */
  readonly batchCapacity: number;
  readonly subPackets: { readonly messages: number; readonly bytesEach: number; readonly maxAgeMs: number };
  readonly rememberedTerminals: number;
  /** How long closing waits for the sink, and then for the other sides. */
  readonly closeGraceMs: number;
}

export const DEFAULT_LIMITS: Jt808Limits = {
  maxConnections: 5_000,
  maxPerIp: 2_000,
  heartbeatMs: 60_000,
  frameMs: 15_000,
  sweepMs: 1_000,
  maxFaultsInRow: 64,
  maxGarbageBytes: 65_536,
  maxUnsentBytes: 262_144,
  batchCapacity: 8_192,
  subPackets: { messages: 4, bytesEach: 65_536, maxAgeMs: 60_000 },
  rememberedTerminals: 50_000,
  closeGraceMs: 2_000,
};

export interface Jt808GatewayOptions {
  /** 0 = any free port. */
  readonly port: number;
  readonly host: string;
  /**
   * Resolves (or returns) when the fixes are safe; only then are they answered. While it has not,
   * the next batch fills and then the sockets wait. Rejecting makes the terminals send again.
   * The columns are reused: copy what is kept before the promise settles.
   */
  readonly onFix: FixSink;
  readonly registry: TerminalRegistry;
  readonly health: SourceHealth;
  readonly now: () => number;
  /** JT808_REQUIRE_AUTH: only terminals that are known and gave their code may report. */
  readonly requireAuth: boolean;
  readonly limits?: Partial<Jt808Limits>;
}

/** Counters since the start, for /metrics and the health row. */
export interface Jt808Stats {
  connections: number;
  opened: number;
  turnedAway: number;
  frames: number;
  fixes: number;
  duplicates: number;
  refused: number;
  sinkFailures: number;
  /** Connections paused because the sink is behind. */
  waiting: number;
  closedBy: Record<CloseReason, number>;
}

export type CloseReason =
  | 'peer'
  | 'idle'
  | 'slow_frame'
  | 'faults'
  | 'garbage'
  | 'not_reading'
  | 'replaced'
  | 'socket_error'
  | 'registry_error'
  | 'shutdown';

export function emptyStats(): Jt808Stats {
  return {
    connections: 0,
    opened: 0,
    turnedAway: 0,
    frames: 0,
    fixes: 0,
    duplicates: 0,
    refused: 0,
    sinkFailures: 0,
    waiting: 0,
    closedBy: {
      peer: 0,
      idle: 0,
      slow_frame: 0,
      faults: 0,
      garbage: 0,
      not_reading: 0,
      replaced: 0,
      socket_error: 0,
      registry_error: 0,
      shutdown: 0,
    },
  };
}
