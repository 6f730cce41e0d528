import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface NodeProcess {
  url: string;
  child: ChildProcess;
  ended: Promise<void>;
}

/**
 * One server on a database that is there already. Photos lie in one folder for all nodes, as on a shared volume;
 * everything else in the node's own. Resolves when it is ready; rejects with its last words.
 */
export function startNode(place: {
  name: string;
  dataDir: string;
  env: Readonly<Record<string, string>>;
  say: (line: string) => void;
}): Promise<NodeProcess> {
  const { name, dataDir, env, say } = place;
  const own = resolve(dataDir, name);
  mkdirSync(join(dataDir, 'photos'), { recursive: true });
  mkdirSync(own, { recursive: true });
  try {
    symlinkSync(resolve(dataDir, 'photos'), join(own, 'photos'), 'dir');
  } catch (error) {
    const there = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!there) throw error;
  }
  const child = spawn(process.execPath, ['server/src/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, ...env, DATA_DIR: own },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  return new Promise((started, failed) => {
    const ended = new Promise<void>((over) => {
      child.once('close', () => {
        failed(new Error(`${name} ended:\n${said.slice(-5).join('\n')}`));
        over();
      });
    });
    const hear = (line: string): void => {
      said.push(line);
      if (said.length > 50) said.shift();
      if (line !== '') say(`${name}  ${line}`);
      const url = /is ready: (http\S+)/.exec(line)?.[1];
      if (url !== undefined) started({ url, child, ended });
    };
    for (const output of [child.stdout, child.stderr])
      if (output !== null) createInterface({ input: output }).on('line', hear);
  });
}
