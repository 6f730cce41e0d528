import { DrizzleQueryError } from 'drizzle-orm/errors';
import pg from 'pg';

/** What the driver and its pool say when nobody answers; they give no code. */
const UNANSWERED =
  /^(Query read timeout|timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error)/;

/**
 * Whether the database gave no answer in time, or none at all: an outage, which ends, and no mistake of whoever asked.
 * A statement that it refused is none, and neither is a connection to anything else than the database.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof DrizzleQueryError) return isDatabaseAway(error.cause) || isUnreached(error.cause);
  if (error instanceof pg.DatabaseError) return isOutage(error.code ?? '');
  return error instanceof Error && UNANSWERED.test(error.message);
}

/** 08 connection, 53 no room, 55P03 lock timeout, 57014 statement timeout, 57P0x shutdown, 58 the disk of the server. */
function isOutage(code: string): boolean {
  return /^(08|53|58|57P)/.test(code) || code === '55P03' || code === '57014';
}

/** Known to be about the database only below one of its own queries. */
function isUnreached(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT|ENOTFOUND|EAI_AGAIN)/.test(String(error.code))
  );
}
