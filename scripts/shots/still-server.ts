import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDemoAccounts, readDemoSeed } from '@sitong/server/app/demo.ts';
import { buildApp } from '@sitong/server/app.ts';
import { parseConfig } from '@sitong/server/config.ts';
import { MasterStore } from '@sitong/server/plumbing/master/master-store.ts';
import { startEmbedded } from '@sitong/server/plumbing/persistence/embedded.ts';
import { migrate } from '@sitong/server/plumbing/persistence/migrate.ts';
import { createPool } from '@sitong/server/plumbing/persistence/pool.ts';
import pino from 'pino';
import { STILL_MS } from '../../web/visual/still-time.ts';
import { playBack, readRecording } from './recording.ts';

/**
 * The real server on a database of its own with the recorded storm, its clock standing still: asked twice, it shows
 * the same. Says one line of JSON when it is ready (`StillSchema`); ends with SIGTERM, or when whoever started it is gone
 * and its input ends.
 */
const ACCOUNTS = ['duty', 'leader', 'commander', 'town', 'village', 'team1', 'team2', 'wall', 'admin'];
const PASSWORD = 'Still-2026-pictures';

const dataDir = mkdtempSync(join(tmpdir(), 'sitong-still-'));
const logger = pino({ level: 'error' }, pino.destination(2));
const now = (): number => STILL_MS;

const database = await startEmbedded({ dataDir, log: logger });
await migrate(database.url);
const pool = createPool({ url: database.url, name: 'still', max: 2, onError: (error) => logger.error(error) });
const seed = await readDemoSeed();
await new MasterStore(pool).seed(seed, 'demo', new Date(now()));
const recording = await readRecording();
await playBack(pool, recording);
await pool.end();

const parsed = parseConfig({ PORT: '0', JT808_PORT: '0', DATA_DIR: dataDir, DATABASE_URL: database.url }, dataDir);
if (parsed.kind === 'refused') throw new Error(parsed.problems.map(({ sentence }) => sentence).join('\n'));
const app = await buildApp({ config: parsed.config, databaseUrl: database.url, logger, now });
const { accounts, cookie } = app.services;
await makeDemoAccounts(accounts, seed, PASSWORD);
const sessions: Record<string, string> = {};
for (const username of ACCOUNTS) {
  const signedIn = await accounts.signIn(username, PASSWORD, 'pictures');
  if (signedIn.kind !== 'signed_in') throw new Error(`${username} could not sign in: ${signedIn.code}`);
  sessions[username] = signedIn.token;
}
const url = await app.listen();

function end(): void {
  const leave = async (): Promise<void> => {
    await app.close();
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  leave().then(
    () => process.exit(0),
    (error: unknown) => {
      logger.error(error, 'stopping');
      process.exit(1);
    },
  );
}
process.once('SIGTERM', end);
process.stdin.once('end', end).resume();
const { world, incident } = recording;
process.stdout.write(`${JSON.stringify({ url, world, incident, cookie, sessions })}\n`);
