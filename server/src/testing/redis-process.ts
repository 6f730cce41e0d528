import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { createClient } from 'redis';

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  probe.close();
  await once(probe, 'close');
  return address.port;
}

/** A real Redis of this test, with nothing kept on disk; it can be killed, frozen, emptied and started again. */
export class RedisProcess {
  readonly port: number;
  #child: ChildProcess | undefined;

  constructor(port: number) {
    this.port = port;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const args = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    // A test file that fails before its end leaves nothing running.
    process.once('exit', () => child.kill('SIGKILL'));
    const failed = new Promise<never>((_, reject) => {
      child.once('error', (error) => reject(new Error(`redis-server did not start (${error.message}): install Redis`)));
      child.once('exit', (code) => reject(new Error(`redis-server ended at its start with ${code}`)));
    });
    failed.catch(() => {
      // Awaited below while it starts; later its end is what the test asked for.
    });
    if (child.stdout === null) throw new Error('redis-server has no output to read');
    const lines = createInterface({ input: child.stdout });
    const ready = new Promise<void>((resolve) => {
      lines.on('line', (line) => {
        if (line.includes('Ready to accept connections')) resolve();
      });
    });
    await Promise.race([ready, failed]);
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(signal);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Everything it holds is gone, subscriptions excepted. */
  async flush(): Promise<void> {
    const client = createClient({ url: this.url });
    client.on('error', (error: unknown) => process.stderr.write(`flushing Redis: ${String(error)}\n`));
    await client.connect();
    await client.flushAll();
    client.destroy();
  }
}

export async function startRedis(): Promise<RedisProcess> {
  const redis = new RedisProcess(await freePort());
  await redis.start();
  return redis;
}
