import type { WorldId } from '@sitong/shared/kernel/ids.ts';

export class UnknownWorldError extends Error {
  override name = 'UnknownWorldError';
  readonly world: WorldId;
  constructor(world: WorldId) {
    super(`the log has no world "${world}"`);
    this.world = world;
  }
}

/** A command that can never be appended: a bug in what decided it. Nothing was appended. */
export class InvalidCommandError extends Error {
  override name = 'InvalidCommandError';
  readonly commandId: string;
  readonly path: string;
  constructor(commandId: string, path: string, problem: string) {
    super(`command ${commandId}: ${path} ${problem}`);
    this.commandId = commandId;
    this.path = path;
  }
}

/**
 * The database did not answer. `outcome` `unknown`: the append may have been committed; a retry with the
 * same command ids is harmless and tells.
 */
export class LogUnavailableError extends Error {
  override name = 'LogUnavailableError';
  readonly outcome: 'not_appended' | 'unknown';
  constructor(outcome: 'not_appended' | 'unknown', cause: unknown) {
    super(`event log unavailable: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.outcome = outcome;
  }
}

/** A row could not be read back as an event. */
export class UnreadableEventError extends Error {
  override name = 'UnreadableEventError';
  constructor(world: WorldId, seq: number, cause: unknown) {
    super(`event ${world}/${seq} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
