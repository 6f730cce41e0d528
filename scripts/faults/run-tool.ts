import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export interface ToolRun {
  code: number | null;
  out: string;
  err: string;
}

/** Runs one of the operator's commands (`verify-log`, `backup`, `restore` …) on a data folder, as they would. */
export async function runTool(name: string, args: readonly string[], dataDir: string): Promise<ToolRun> {
  const { DATABASE_URL: _external, ...inherited } = process.env;
  const child = spawn(process.execPath, [fileURLToPath(new URL(`../${name}.ts`, import.meta.url)), ...args], {
    env: { ...inherited, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = once(child, 'close');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await gone;
  return { code: child.exitCode, out, err };
}
