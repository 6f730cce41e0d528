import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbedded } from '@sitong/server/plumbing/persistence/embedded.ts';
import { freePort } from '@sitong/server/testing/redis-process.ts';
import { z } from 'zod';
import { startBalancer } from './nodes/balancer.ts';
import { type NodeProcess, startNode } from './nodes/node-process.ts';

/**
 * `pnpm nodes [--count 2] [--port 8080]`: several servers on one machine, on one PostgreSQL (DATABASE_URL, or an
 * embedded one in DATA_DIR/nodes) and one Redis (REDIS_URL, or one started here when redis-server is installed),
 * behind a balancer that keeps each browser at its node. To try what two nodes do: end one with SIGKILL and look on.
 */
const OptionsSchema = z.object({
  count: z.coerce.number().int().min(1).max(8).default(2),
  port: z.coerce.number().int().min(0).max(65_535).default(8080),
});

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const quit: (() => Promise<unknown> | unknown)[] = [];

async function leave(code: number): Promise<never> {
  for (const step of quit.splice(0).reverse()) await step();
  process.exit(code);
}

/** One key for all nodes: what one sealed another must open. */
function secretKeyIn(folder: string): string {
  const given = process.env['SITONG_SECRET_KEY'];
  if (given !== undefined && given !== '') return given;
  const path = join(folder, 'secret-key.hex');
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(path, 'utf8').trim();
}

async function databaseIn(folder: string): Promise<string> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined && given !== '') return given;
  say('starting the database …');
  const tell = (facts: object, what: string): void => void say(`database: ${what} ${JSON.stringify(facts)}`);
  const log = { info: () => undefined, warn: tell, error: tell };
  const database = await startEmbedded({ dataDir: folder, log });
  quit.push(() => database.stop());
  return database.url;
}

async function redisHere(): Promise<string> {
  const given = process.env['REDIS_URL'];
  if (given !== undefined && given !== '') return given;
  const port = await freePort();
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    {
      stdio: 'ignore',
    },
  );
  child.on('error', () =>
    say('warning: redis-server is not installed: positions of the other nodes come from the database every 2 s'),
  );
  quit.push(() => child.kill('SIGTERM'));
  return `redis://127.0.0.1:${port}`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { count: { type: 'string' }, port: { type: 'string' } } });
  const { count, port } = OptionsSchema.parse(values);
  const folder = resolve(process.env['DATA_DIR'] ?? '.data', 'nodes');
  mkdirSync(folder, { recursive: true });
  const shared = {
    DATABASE_URL: await databaseIn(folder),
    REDIS_URL: await redisHere(),
    SITONG_SECRET_KEY: secretKeyIn(folder),
  };
  const begin = async (n: number): Promise<NodeProcess> => {
    const env = {
      ...shared,
      HOST: '127.0.0.1',
      PORT: String(await freePort()),
      // One door for terminals is enough; their positions reach the other nodes' screens through Redis.
      JT808_PORT: n === 1 ? (process.env['JT808_PORT'] ?? '7611') : '0',
    };
    const node = await startNode({ name: `node-${n}`, dataDir: folder, env, say });
    quit.push(() => {
      node.child.kill('SIGTERM');
      return node.ended;
    });
    node.ended.then(() => say(`node-${n} has ended`)).catch((error: unknown) => say(String(error)));
    return node;
  };
  // All at once: on an empty database they take their turns by themselves.
  const nodes = await Promise.all(Array.from({ length: count }, (_, i) => begin(i + 1)));
  const host = process.env['HOST'] ?? '127.0.0.1';
  const balancer = await startBalancer({ nodes: nodes.map(({ url }) => url), host, port });
  quit.push(() => balancer.close());
  say('');
  say(`${count} nodes behind ${balancer.url}`);
  for (const { url, child } of nodes) say(`  ${url}  (process ${child.pid})`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave(0));
await main().catch(async (error: unknown) => {
  process.stderr.write(`nodes: ${error instanceof Error ? error.message : String(error)}\n`);
  await leave(1);
});
