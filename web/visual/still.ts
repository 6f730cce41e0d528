import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const SERVER = fileURLToPath(new URL('../../scripts/shots/still-server.ts', import.meta.url));

const StillSchema = z.object({
  url: z.url(),
  /** The recorded drill and its first incident. */
  world: z.string(),
  incident: z.string(),
  cookie: z.string(),
  /** Session tokens by account; those of phones are not among them. */
  sessions: z.record(z.string(), z.string()),
  /** Of every account. */
  password: z.string(),
});

export interface Still extends z.infer<typeof StillSchema> {
  stop(): Promise<void>;
}

/** Starts the server that stands still, as a process of its own. Rejects with what it said when it ends early. */
export async function openStill(): Promise<Still> {
  const child = spawn(process.execPath, [SERVER], { stdio: ['pipe', 'pipe', 'pipe'] });
  return {
    ...StillSchema.parse(JSON.parse(await firstLine(child))),
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the server of the pictures has no output to read');
  const said: string[] = [];
  createInterface({ input: stderr }).on('line', (line) => said.push(line));
  return new Promise((resolve, reject) => {
    createInterface({ input: stdout }).once('line', resolve);
    child.once('exit', (code) =>
      reject(new Error(`the server of the pictures ended with ${code} before it was ready:\n${said.join('\n')}`)),
    );
  });
}
