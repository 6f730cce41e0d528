import { APP_ROLE, logRights, makeAppendOnly } from '@sitong/server/plumbing/persistence/append-only.ts';
import pg from 'pg';
import { configOrThrow, runTool, say } from './operate/tool-log.ts';

/**
 * `pnpm append-only`, with DATABASE_URL of the owner and the password of the role in SITONG_APP_PASSWORD, the server
 * stopped: makes the event log append-only for the role `sitong_app`, and says with which DATABASE_URL the server is to be
 * started from now on. Exit code 0 = it holds, 1 = it does not, 2 = could not do it.
 */
async function main(): Promise<number> {
  const { database } = configOrThrow();
  if (database.kind === 'embedded')
    throw new Error('the embedded database has one role; set DATABASE_URL of a PostgreSQL of its own');
  const password = process.env['SITONG_APP_PASSWORD'] ?? '';
  if (password.length < 16)
    throw new Error('set SITONG_APP_PASSWORD to 16 characters or more, for example from: openssl rand -hex 16');
  await makeAppendOnly(database.url, password);
  const url = new URL(database.url);
  url.username = APP_ROLE;
  url.password = password;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    const rights = await logRights(client);
    if (rights.kind === 'owner') {
      say(`NOT append-only: ${rights.role} may still rewrite the log, because ${rights.why}`);
      return 1;
    }
    url.password = '***';
    say(`append-only: ${rights.role} may add events and read them; start the server with DATABASE_URL=${url.href}`);
    return 0;
  } finally {
    await client.end();
  }
}

await runTool('append-only', main);
