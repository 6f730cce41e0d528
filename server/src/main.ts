import { mkdirSync } from 'node:fs';
import pino from 'pino';
import { demoPassword, makeDemoAccounts, readDemoSeed } from './app/demo.ts';
import { FIRST_ADMIN, isOwnCounty, makeFirstAdmin } from './app/first-admin.ts';
import { openLogFile } from './app/log-file.ts';
import { tlsFiles } from './app/tls-files.ts';
import { type App, buildApp } from './app.ts';
import { type Config, parseConfig } from './config.ts';
import { MasterStore } from './plumbing/master/master-store.ts';
import { explainConnectionError } from './plumbing/persistence/connection-error.ts';
import { DurabilityError, requireDurability } from './plumbing/persistence/durability.ts';
import { startEmbedded } from './plumbing/persistence/embedded.ts';
import { migrate } from './plumbing/persistence/migrate.ts';
import { createPool } from './plumbing/persistence/pool.ts';
import { inTurn } from './plumbing/persistence/start-turn.ts';

/** Starts one process of the server. Every failure ends in a sentence that says what to do. */

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Settings of the outer contract whose door or link comes later; silence would let someone count on them. */
const LATER = ['MQTT_URL', 'SL651_PORT', 'HJ212_PORT', 'GB26875_PORT'];

const quit: (() => Promise<void>)[] = [];

function fail(error: unknown): never {
  process.stderr.write(`sitong: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

function readConfig(): Config {
  const result = parseConfig(process.env, process.cwd());
  for (const warning of result.warnings) say(`warning: ${warning}`);
  if (result.kind === 'refused') fail(new Error(result.problems.map(({ sentence }) => sentence).join('\n')));
  for (const name of LATER) {
    const value = process.env[name]?.trim() ?? '';
    if (value !== '' && value !== '0') say(`warning: ${name} is set, but this version has nothing behind it yet`);
  }
  return result.config;
}

function makeDataDir(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    fail(new Error(`DATA_DIR ${folder} cannot be made (${why}): name a folder this user may write, for example .data`));
  }
}

/** First start: the demo county. A folder that somebody began a county of their own in is left alone. */
async function seedDemo(databaseUrl: string, logger: pino.Logger): Promise<'demo' | 'own'> {
  const pool = createPool({
    url: databaseUrl,
    name: 'sitong-seed',
    max: 2,
    onError: (error) => logger.error({ err: error }, 'seeding'),
  });
  try {
    if (await isOwnCounty(pool)) {
      say('warning: this county is your own and the demo county was not loaded; start with SITONG_DEMO=0');
      return 'own';
    }
    const master = new MasterStore(pool);
    if (await master.isSeeded()) return 'demo';
    say('loading the demo county 澄城县 (示意地图 · 演示数据) …');
    await master.seed(await readDemoSeed(), 'demo', new Date());
    return 'demo';
  } finally {
    await pool.end();
  }
}

/** A given database must keep what it confirms; ours always does. */
async function requireDurable(databaseUrl: string): Promise<void> {
  const pool = createPool({
    url: databaseUrl,
    name: 'sitong-check',
    max: 1,
    onError: (error) => say(`warning: ${error.message}`),
  });
  try {
    await requireDurability(pool);
  } catch (error) {
    throw error instanceof DurabilityError ? error : explainConnectionError(databaseUrl, error);
  } finally {
    await pool.end();
  }
}

async function ensureAccounts(app: App, config: Config): Promise<string | undefined> {
  const { accounts, master } = app.services;
  if ((await accounts.count()) > 0 && config.demo.password === null) return undefined;
  const password = demoPassword(config.demo.password);
  const made = await makeDemoAccounts(accounts, master.county.data, password);
  return made.length > 0 ? password : undefined;
}

async function main(): Promise<void> {
  const config = readConfig();
  const started = Date.now();
  makeDataDir(config.dataDir);
  if (config.tls.kind === 'files') await tlsFiles(config.tls);
  const logger = pino(
    {
      level: process.env['LOG_LEVEL'] ?? 'info',
      redact: ['*.password', '*.token', 'req.headers.authorization', 'req.headers.cookie'],
    },
    openLogFile(`${config.dataDir}/server.log`, say),
  );
  let life: 'running' | 'stopping' = 'running';
  const stop = (signal: string): void => {
    if (life === 'stopping') return;
    life = 'stopping';
    say(`${signal}: stopping …`);
    leaveQuietly().catch(fail);
  };
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('SIGTERM', () => stop('SIGTERM'));

  let databaseUrl: string;
  if (config.database.kind === 'embedded') {
    say('starting the database …');
    const database = await startEmbedded({ dataDir: config.dataDir, log: logger });
    quit.push(() => database.stop());
    databaseUrl = database.url;
  } else {
    databaseUrl = config.database.url;
    await requireDurable(databaseUrl);
  }
  const applied = await migrate(databaseUrl);
  if (applied.length > 0) say(`database brought up to date: ${applied.join(', ')}`);
  const { app, county, password, adminPassword } = await inTurn(databaseUrl, async () => {
    const county = config.demo.enabled ? await seedDemo(databaseUrl, logger) : 'own';
    const app = await buildApp({ config, databaseUrl, logger, now: Date.now });
    quit.push(() => app.close());
    const password = county === 'demo' ? await ensureAccounts(app, config) : undefined;
    const adminPassword = county === 'own' ? await makeFirstAdmin(app.services.accounts) : undefined;
    return { app, county, password, adminPassword };
  });
  const address = await listen(app, config);
  say('');
  say(`Sitong 四统 is ready: ${config.publicUrl ?? address}  (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (adminPassword !== undefined) {
    say(`sign in as ${FIRST_ADMIN}; password: ${adminPassword}`);
    say('it is told this once; bring your county under 管理 · 基础数据 (then 管理 · 账号 makes the others)');
  } else if (county === 'own') {
    say(
      'sign in with your accounts; a lost administrator password is replaced through a token of scope admin: npm run token',
    );
  } else if (password !== undefined) {
    say(`sign in as duty, leader, commander, town, village, team1 … team5, wall or admin; password: ${password}`);
  } else {
    say(
      'sign in with the accounts made earlier; a forgotten demo password is replaced by a start with SITONG_DEMO_PASSWORD set on a new DATA_DIR',
    );
  }
}

async function listen(app: App, config: Config): Promise<string> {
  try {
    return await app.listen();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new Error(
        `port ${config.port} on ${config.host} is taken by another program: stop it, or start with PORT=${config.port + 1}`,
      );
    }
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') {
      throw new Error(
        `port ${config.port} may not be opened by this user: start with a port above 1023, for example PORT=8080`,
      );
    }
    throw error;
  }
}

async function leaveQuietly(): Promise<never> {
  for (const step of quit.splice(0).reverse()) await step();
  process.exit(0);
}

/** What must be undone before leaving, newest last; also when the start itself fails. */
async function leave(error: unknown): Promise<never> {
  for (const step of quit.splice(0).reverse()) {
    await step().catch((trouble: unknown) => process.stderr.write(`sitong: while stopping: ${String(trouble)}\n`));
  }
  return fail(error);
}

await main().catch(leave);
