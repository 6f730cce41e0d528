import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { z } from 'zod';
import { dropFolder, newFolder, ServerProcess } from '../server-process.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

export const PASSWORD = 'Probe-2026-process';

/** A sample of the doors, byte for byte: `cap/fixtures/cap/weather.cap`. */
export function sample(path: string): Buffer {
  return readFileSync(new URL(`../../ingest/${path}`, import.meta.url));
}

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

export function run(command: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> {
  const { DATABASE_URL: _database, REDIS_URL: _redis, PORT: _port, ...inherited } = process.env;
  const child = spawn(command, args, { cwd: ROOT, env: { ...inherited, ...env } });
  const ran: Ran = { code: null, out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    ran.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    ran.err += chunk.toString();
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...ran, code })));
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

export const ErrorBodySchema = z.object({
  error: z.looseObject({ code: z.string().min(1), message: z.string().min(1), path: z.string() }),
});

const RefusedListSchema = z.object({
  refused: z.array(
    z.looseObject({ source: z.string(), at: z.string(), code: z.string(), message: z.string(), path: z.string() }),
  ),
});

/** Every refusal has one form; `code` when the test names one. */
export function expectError(answer: { status: number; json: unknown }, status: number, code?: string): void {
  expect(answer.status).toBe(status);
  const { error } = ErrorBodySchema.parse(answer.json);
  if (code !== undefined) expect(error.code).toBe(code);
}

export interface Answer {
  status: number;
  type: string;
  text: string;
  json: unknown;
}

/** One who knows the outer contract and nothing else: starts the server as its process, asks over the wire. */
export class Stranger {
  readonly dataDir = newFolder('outer');
  #server: ServerProcess | undefined;
  url = '';
  ingest = '';
  read = '';

  async start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#server = new ServerProcess({ dataDir: this.dataDir, env });
    this.url = await this.#server.url();
  }

  /** Every line the server wrote, start to end. */
  get said(): readonly string[] {
    return this.#server?.said ?? [];
  }

  async stop(): Promise<void> {
    await this.#server?.end('SIGTERM');
  }

  async leave(): Promise<void> {
    await this.stop();
    await dropFolder(this.dataDir);
  }

  /** As `npm run token -- …` does it, while the server runs. */
  token(...args: string[]): Promise<Ran> {
    return run(process.execPath, ['scripts/bootstrap.mjs', 'token', ...args], { DATA_DIR: this.dataDir });
  }

  async makeTokens(): Promise<void> {
    const made = async (scope: string): Promise<string> =>
      (await this.token('--scope', scope, '--name', scope)).out.trimEnd().split('\n').at(-1) ?? '';
    this.ingest = await made('ingest');
    this.read = await made('read');
  }

  async ask(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, { redirect: 'manual', ...init });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, text, json: /json/.test(type) ? JSON.parse(text) : undefined };
  }

  get(path: string, bearer = this.read): Promise<Answer> {
    return this.ask(path, bearer === '' ? {} : { headers: { authorization: `Bearer ${bearer}` } });
  }

  /** No type: the body is sent without one, as raw bytes. */
  post(path: string, body: Buffer | string, type?: string, bearer = this.ingest): Promise<Answer> {
    const headers = { authorization: `Bearer ${bearer}`, ...(type === undefined ? {} : { 'content-type': type }) };
    return this.ask(path, { method: 'POST', headers, body: Buffer.from(body) });
  }

  async refusedNewest(source: string) {
    return RefusedListSchema.parse((await this.get(`/api/ingest/refused?source=${source}`)).json).refused[0];
  }

  signIn(username: string, password = PASSWORD): Promise<Response> {
    return fetch(`${this.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
  }

  async cookie(username: string): Promise<string> {
    const cookie = (await this.signIn(username)).headers.get('set-cookie')?.split(';')[0];
    if (cookie === undefined) throw new Error(`${username} could not sign in`);
    return cookie;
  }
}
