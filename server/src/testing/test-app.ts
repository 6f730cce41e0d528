import type { CountySeed } from '@sitong/shared/kernel/master/county.ts';
import type { Role, TokenScope } from '@sitong/shared/kernel/roles.ts';
import { COUNTY, COUNTY_SEED, FENGYUAN, SHANHUA } from '@sitong/shared/testing/county.ts';
import pino from 'pino';
import { type App, buildApp } from '../app.ts';
import { type Config, parseConfig } from '../config.ts';
import { MasterStore } from '../plumbing/master/master-store.ts';
import { type TestDatabase, withTestDatabase } from './database.ts';
import { LiveClient } from './live-client.ts';

const PASSWORD = 'pa55-test-only';

/** People of the tiny county who may sign in, by username. */
const ACCOUNTS: Readonly<Record<string, { person: string; roles: readonly Role[]; division?: string }>> = {
  duty: { person: 'p-duty', roles: ['duty_officer'], division: COUNTY },
  leader: { person: 'p-leader', roles: ['duty_leader'], division: COUNTY },
  commander: { person: 'p-commander', roles: ['commander'], division: COUNTY },
  town: { person: 'p-town-f', roles: ['town_officer'], division: FENGYUAN },
  village: { person: 'p-village-s', roles: ['village_officer'], division: SHANHUA },
  team1: { person: 'leader-team-1', roles: ['team_lead'] },
  team2: { person: 'leader-team-2', roles: ['team_lead'] },
  wall: { person: 'wall', roles: ['wall'], division: COUNTY },
  admin: { person: 'admin', roles: ['admin', 'security', 'auditor'], division: COUNTY },
};

export interface TestAppOptions {
  /** Server time in ms; the clock of the machine when not given. */
  now?: () => number;
  /** Environment variables over the defaults of a test. */
  env?: Readonly<Record<string, string>>;
  /** Another county than the tiny one, under which the accounts of a test do not fit. */
  seed?: CountySeed;
}

/** The real app on a real database with the tiny county, listening on a free port. */
export class TestApp {
  readonly database: TestDatabase;
  readonly config: Config;
  readonly #now: () => number;
  readonly #sessions = new Map<string, string>();
  readonly #clients = new Set<LiveClient>();
  #app: App | undefined;
  url = '';
  /** What the app logged as an error; a test may look. */
  readonly errors: string[] = [];

  constructor(database: TestDatabase, config: Config, now: () => number) {
    this.database = database;
    this.config = config;
    this.#now = now;
  }

  get app(): App {
    if (this.#app === undefined) throw new Error('the app is not running');
    return this.#app;
  }

  async start(): Promise<void> {
    const destination = { write: (line: string): void => void this.errors.push(line) };
    const logger = pino({ level: 'error' }, destination);
    this.#app = await buildApp({ config: this.config, databaseUrl: this.database.url, logger, now: this.#now });
    this.url = await this.#app.listen();
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.close();
    this.#clients.clear();
    await this.#app?.close();
    this.#app = undefined;
  }

  /** A new process on the same database, as far as one process can play it. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Session token of a person, for `Authorization: Bearer` and sockets. */
  async session(username: string): Promise<string> {
    const known = this.#sessions.get(username);
    if (known !== undefined) return known;
    const account = ACCOUNTS[username];
    if (account === undefined) throw new Error(`no test account ${username}`);
    const { accounts } = this.app.services;
    await accounts.create({ username, password: PASSWORD, ...account });
    const signedIn = await accounts.signIn(username, PASSWORD, 'test');
    if (signedIn.kind !== 'signed_in') throw new Error(`${username} could not sign in: ${signedIn.code}`);
    this.#sessions.set(username, signedIn.token);
    return signedIn.token;
  }

  token(scopes: readonly TokenScope[], world = 'live'): Promise<string> {
    return this.app.services.apiTokens.create('test', scopes, world, 'test');
  }

  fetch(path: string, bearer: string | undefined, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (bearer !== undefined) headers.set('authorization', `Bearer ${bearer}`);
    return fetch(`${this.url}${path}`, { ...init, headers });
  }

  /** JSON of a 2xx answer. */
  async get(path: string, bearer: string): Promise<unknown> {
    const response = await this.fetch(path, bearer);
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** A screen of this person, after `hello`. */
  async live(username: string, options: { world?: string; positions?: 'on' | 'off' } = {}): Promise<LiveClient> {
    const client = new LiveClient(this.url, await this.session(username));
    this.#clients.add(client);
    await client.hello(options.world ?? 'live', options.positions ?? 'on');
    return client;
  }
}

/** Call at the top of a `.db.test.ts` file, or in `beforeAll`; it closes itself after the file. */
export async function buildTestApp({
  now = Date.now,
  env = {},
  seed = COUNTY_SEED,
}: TestAppOptions = {}): Promise<TestApp> {
  const { afterAll } = await import('vitest');
  const database = await withTestDatabase();
  const parsed = parseConfig({ PORT: '0', JT808_PORT: '0', SITONG_DEMO: '0', ...env }, process.cwd());
  if (parsed.kind === 'refused') throw new Error(parsed.problems.map(({ sentence }) => sentence).join('\n'));
  await new MasterStore(database.pool).seed(seed, 'test', new Date(now()));
  const test = new TestApp(database, parsed.config, now);
  afterAll(() => test.stop());
  await test.start();
  return test;
}
