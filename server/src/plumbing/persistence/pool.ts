import pg from 'pg';

/** Every wait on the database ends: 3 s to connect, 5 s for a statement (reliability §2). */
export const CONNECT_TIMEOUT_MS = 3_000;
export const STATEMENT_TIMEOUT_MS = 5_000;
const LOCK_TIMEOUT_MS = 2_000;
const IDLE_IN_TRANSACTION_MS = 10_000;
const INT8_OID = 20;

/** `bigint` columns are read as numbers: sequence numbers stay far below 2^53. */
export const numberTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === INT8_OID ? parseInt8 : pg.types.getTypeParser(oid, format)),
};

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`bigint ${text} does not fit a number`);
  return value;
}

export interface PoolOptions {
  url: string;
  /** Shown in pg_stat_activity. */
  name: string;
  /** Connections, 10 by default. */
  max?: number;
  /** Told of connections that broke while idle; the pool replaces them. */
  onError: (error: Error) => void;
}

/** Settings for a connection outside the pool, for example one that listens. */
export function connectionConfig(url: string, name: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: name,
    types: numberTypes,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    // The server cannot time out while it is stopped itself, so the client counts too.
    query_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    options: '-c TimeZone=UTC',
  };
}

/** A pool whose every wait is bounded. Close it with `end()`. */
export function createPool({ url, name, max = 10, onError }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({ ...connectionConfig(url, name), max });
  pool.on('error', onError);
  // The pool listens to idle connections only: one that breaks in somebody's hands, between two queries,
  // would otherwise end the process. Its holder hears of it at the next query.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  return pool;
}
