/**
 * A server process for the kill test: embedded PostgreSQL on the folder given, first retries the command
 * numbers told on the command line, then appends without end, four at a time. The parent is the client: it keeps the ledger
 * from `sent <n>` and `ack <n> <kind>` lines.
 */
import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { startEmbedded } from '../persistence/embedded.ts';
import { migrate } from '../persistence/migrate.ts';
import { createPool } from '../persistence/pool.ts';
import { PostgresEventLog } from './postgres-event-log.ts';
import { appendOne, command, event } from './testing.ts';

const [dataDir = '', from = '0', again = ''] = process.argv.slice(2);
const quiet = (): void => undefined;
const { url } = await startEmbedded({ dataDir, log: { info: quiet, warn: quiet, error: quiet } });
await migrate(url);
const pool = createPool({ url, name: 'appender', onError: quiet });
const log = new PostgresEventLog({ pool, url, onError: quiet });

async function send(n: number): Promise<void> {
  process.stdout.write(`sent ${n}\n`);
  const events = Array.from({ length: 1 + (n % 3) }, () => event(`note/${n % 5}`, { n }));
  const outcome = await appendOne(log, command(events, [], { commandId: derivedId('kill', n), result: n }));
  process.stdout.write(`ack ${n} ${outcome.kind}\n`);
}

for (const n of again.split(',').filter(Boolean)) await send(Number(n));
let next = Number(from);
const work = async (): Promise<never> => {
  for (;;) {
    next += 1;
    await send(next);
  }
};
await Promise.all([work(), work(), work(), work()]);
