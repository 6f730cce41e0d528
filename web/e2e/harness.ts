import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Intent } from '@sitong/shared/protocol/intents.ts';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** A real server on a data folder of its own, and a real browser before it. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const PASSWORD = 'Probe-2026-e2e';

export interface RunningServer {
  url: string;
  dataDir: string;
  jt808Port: number;
  /** What it printed so far. */
  said: readonly string[];
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Ends it politely and removes its data. */
  stop(): Promise<void>;
}

function environment(dataDir: string, jt808Port: number, port: number): NodeJS.ProcessEnv {
  const { PORT: _port, HOST: _host, DATABASE_URL: _database, REDIS_URL: _redis, ...inherited } = process.env;
  return {
    ...inherited,
    DATA_DIR: dataDir,
    PORT: String(port),
    JT808_PORT: String(jt808Port),
    SITONG_DEMO_PASSWORD: PASSWORD,
    LOG_LEVEL: 'warn',
  };
}

/** Starts the server and waits until it says that it is ready. `dataDir` is kept when given. */
export async function startServer(
  given: { dataDir?: string; jt808Port?: number; port?: number; env?: Readonly<Record<string, string>> } = {},
): Promise<RunningServer> {
  if (!existsSync(join(ROOT, 'web/dist/index.html')))
    throw new Error('the screens are not built: run pnpm build first');
  const dataDir = given.dataDir ?? mkdtempSync(join(tmpdir(), 'sitong-e2e-'));
  const jt808Port = given.jt808Port ?? 0;
  const child = spawn(process.execPath, ['server/src/main.ts'], {
    cwd: ROOT,
    env: { ...environment(dataDir, jt808Port, given.port ?? 0), ...given.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  const url = await readyAddress(child, said);
  return {
    url,
    dataDir,
    jt808Port,
    said,
    kill: () => end(child, 'SIGKILL'),
    stop: async () => {
      await end(child, 'SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

function readyAddress(child: ChildProcess, said: string[]): Promise<string> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the server has no output to read');
  return new Promise((resolve, reject) => {
    const hear = (line: string): void => {
      said.push(line);
      const address = /is ready: (http\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    };
    createInterface({ input: stdout }).on('line', hear);
    createInterface({ input: stderr }).on('line', hear);
    child.once('exit', (code) =>
      reject(new Error(`the server ended with ${code} before it was ready:\n${said.join('\n')}`)),
    );
  });
}

/**
 * `emulated`: page and map are put together on a graphics card that two cores play: what a card would do is looked at.
 * `none`: as Chromium does by itself where there is no card (`chrome://gpu`: compositing in software), only the map's
 * WebGL is emulated; no desk runs the other way, in which each frame of a page costs the whole screen.
 */
export type GraphicsCard = 'emulated' | 'none';

export async function startBrowser(card: GraphicsCard = 'emulated'): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(card === 'emulated' ? ['--use-angle=swiftshader'] : []),
      '--enable-unsafe-swiftshader',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
}

export interface Desk {
  page: Page;
  context: BrowserContext;
  /** Sends an intent as this person over HTTP, for preparing a situation; screens are driven by hand. */
  act(intent: Intent, world?: string): Promise<{ ok: boolean; [key: string]: unknown }>;
  /** What went wrong in the page so far: uncaught errors and refused resources. */
  troubles: string[];
}

export interface DeskOptions {
  viewport?: { width: number; height: number };
  theme?: 'dark' | 'light';
  locale?: string;
  deviceScaleFactor?: number;
  /** `block`: every file comes over the network, where a test can hold it. */
  serviceWorkers?: 'allow' | 'block';
  /** Of an account that is none of the demo's. */
  password?: string;
}

/** A signed-in browser of its own. */
export async function openDesk(
  browser: Browser,
  server: RunningServer,
  username: string,
  options: DeskOptions = {},
): Promise<Desk> {
  const { viewport = { width: 1920, height: 1080 }, theme = 'dark', locale = 'zh-CN', deviceScaleFactor = 1 } = options;
  const context = await browser.newContext({
    baseURL: server.url,
    viewport,
    colorScheme: theme,
    locale,
    deviceScaleFactor,
    serviceWorkers: options.serviceWorkers ?? 'allow',
  });
  const signedIn = await context.request.post('/api/session', {
    data: { username, password: options.password ?? PASSWORD },
  });
  if (!signedIn.ok()) throw new Error(`${username} could not sign in: ${signedIn.status()} ${await signedIn.text()}`);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`${error.name}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const { url, lineNumber, columnNumber } = message.location();
    troubles.push(`${message.text()} (${url}:${lineNumber}:${columnNumber})`);
  });
  return {
    page,
    context,
    troubles,
    act: async (intent, world = 'live') => {
      const answer = await context.request.post(`/api/intents?world=${world}`, {
        data: { commandId: newCommandId(), intent },
      });
      return answer.json();
    },
  };
}

/** UUIDv7 by hand: time first, then chance. */
export function newCommandId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const random = randomUUID();
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15, 18)}-${random.slice(19)}`;
}
