import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import type { DatabaseFolder } from './folder.ts';
import type { Listening } from './postmaster.ts';

/** macOS allows 104 bytes, Linux 108, the closing zero included. */
const LONGEST_SOCKET_PATH = 103;
const SOCKET_PORT = 5432;

/** A socket in a private folder; where its path would be too long or sockets do not exist, a free loopback port. */
export async function whereToListen(folder: DatabaseFolder): Promise<Listening> {
  const sockets = join(folder.root, 'run');
  const longest = Buffer.byteLength(join(sockets, `.s.PGSQL.${SOCKET_PORT}`));
  if (process.platform !== 'win32' && longest <= LONGEST_SOCKET_PATH) {
    return { host: sockets, port: SOCKET_PORT };
  }
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string')
    throw new EmbeddedDatabaseError('no free loopback port: set DATABASE_URL');
  return { host: '127.0.0.1', port: address.port };
}
