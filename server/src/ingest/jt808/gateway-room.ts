import type { SourceHealth } from '../contract.ts';
import type { Jt808Connection } from './connection.ts';
import type { CloseReason, Jt808Limits, Jt808Stats } from './gateway-options.ts';
import type { Intake } from './intake.ts';
import type { TerminalMemories } from './recent-messages.ts';
import type { TerminalRegistry } from './registry.ts';

/** What a connection may reach of the gateway it belongs to. */
export interface GatewayRoom {
  readonly limits: Jt808Limits;
  readonly stats: Jt808Stats;
  readonly intake: Intake;
  readonly memories: TerminalMemories;
  readonly registry: TerminalRegistry;
  readonly health: SourceHealth;
  readonly requireAuth: boolean;
  now(): number;
  left(connection: Jt808Connection, reason: CloseReason): void;
  /** A terminal proved itself here: an older connection of the same one is half-open and goes. */
  authenticated(connection: Jt808Connection, terminal: string): void;
  registryFailed(cause: unknown): void;
}
