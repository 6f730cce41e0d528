import pg from 'pg';

/** DATABASE_URL leads nowhere; the message is one sentence with a remedy and never holds the password. */
export class DatabaseConnectionError extends Error {
  override name = 'DatabaseConnectionError';
}

/** Where a URL leads, without user and password. */
export function placeOf(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${decodeURIComponent(hostname)}${port ? `:${port}` : ''}${pathname}`;
  } catch {
    return 'an address that is no URL';
  }
}

/** Turns what the driver says into a sentence an administrator can act on. */
export function explainConnectionError(url: string, error: unknown): DatabaseConnectionError {
  const place = placeOf(url);
  return new DatabaseConnectionError(`DATABASE_URL (${place}): ${remedyFor(error)}`);
}

function remedyFor(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the host name is unknown; correct the host';
    case 'ECONNREFUSED':
    case 'ENOENT':
      return 'nothing listens there; start PostgreSQL or correct host and port';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ETIMEDOUT':
      return 'the host cannot be reached; check network and firewall';
    case 'ERR_INVALID_URL':
      return 'write it as postgresql://user:password@host:5432/database';
    case '28P01':
    case '28000':
      return 'user or password was refused; correct them, or allow this user in pg_hba.conf';
    case '3D000':
      return 'the database does not exist; create it (CREATE DATABASE) or correct its name';
    case '42501':
      return 'this user may not create tables; make it the owner of the database';
    case '53300':
      return 'the server has no free connection; raise max_connections or stop other programs';
    case '57P03':
      return 'the server is still starting; wait and start again';
    default:
      break;
  }
  const message = error instanceof pg.DatabaseError || !(error instanceof Error) ? '' : error.message;
  if (/timeout/i.test(message)) return 'no answer within 3 s; check host, port and firewall';
  if (/SSL|certificate/i.test(message)) return 'the encrypted connection failed; check sslmode and the certificates';
  if (/password must be a string|SASL/i.test(message)) return 'a password is needed; put it into the URL';
  return `cannot connect (${typeof code === 'string' ? code : 'no code'}); check every part of it`;
}
