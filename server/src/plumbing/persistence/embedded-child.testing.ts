/**
 * A process of its own for the tests of embedded PostgreSQL: starts one on the folder given, keeps a row,
 * says `ready <url>` or `failed <message>`, and goes on until it is told or killed.
 */
import pg from 'pg';
import { startEmbedded } from './embedded.ts';

const [dataDir = '', sharedHome = ''] = process.argv.slice(2);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const log = {
  info: () => undefined,
  warn: (_facts: object, message: string) => say(`warn ${message}`),
  error: (_facts: object, message: string) => say(`error ${message}`),
};
try {
  const { url, stop } = await startEmbedded({ dataDir, log, sharedHome });
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => say('client lost'));
  await client.connect();
  await client.query('CREATE TABLE IF NOT EXISTS kept (n int)');
  await client.query('INSERT INTO kept SELECT coalesce(max(n), 0) + 1 FROM kept');
  process.on('SIGTERM', () => {
    void client
      .end()
      .then(stop)
      .then(() => process.exit(0));
  });
  process.on('SIGUSR2', () => process.exit(3)); // leaves without stop()
  say(`ready ${url}`);
} catch (error) {
  say(`failed ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
