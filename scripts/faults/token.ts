import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Scene } from './fault.ts';

const run = promisify(execFile);

/** A token of this scope, made as an integrator makes one. */
export async function tokenOf({ dataDir }: Pick<Scene, 'dataDir'>, scope: 'ingest' | 'outbox'): Promise<string> {
  const tool = fileURLToPath(new URL('../../server/src/token.ts', import.meta.url));
  const { stdout } = await run(process.execPath, [tool, '--scope', scope, '--name', 'faults'], {
    env: { ...process.env, DATA_DIR: dataDir },
  });
  const token = stdout.trim().split('\n').at(-1);
  if (token === undefined || token === '') throw new Error('no token was made');
  return token;
}

export const ingestToken = (scene: Pick<Scene, 'dataDir'>): Promise<string> => tokenOf(scene, 'ingest');
