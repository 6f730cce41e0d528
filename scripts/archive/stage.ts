import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { isNewEnough, runsOnMusl, toolPackages } from '../bootstrap/platform.mjs';
import { root } from '../bootstrap/project.mjs';
import { entriesOf, LAUNCHER, LAUNCHER_CMD, NEEDED } from './entries.ts';

const run = promisify(execFile);
/** Packages whose code runs on the server's machine; the screens are in the archive as they are built. */
const RUNNING = ['@sitong/server...', '@sitong/scripts...', 'sitong'];

export async function trackedFiles(): Promise<string[]> {
  const { stdout } = await run('git', ['ls-files', '-z'], { cwd: root, maxBuffer: 64_000_000 });
  return stdout.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
}

/**
 * Lays out in `folder` what the archive will hold. Everything is in place there as the bootstrap wants it, so that the
 * first start asks for no network.
 */
export async function stage(folder: string): Promise<void> {
  const entries = entriesOf(await trackedFiles());
  const missing = NEEDED.filter((path) => !entries.includes(path));
  if (missing.length > 0) throw new Error(`the work tree lacks ${missing.join(', ')}: check out the whole of it`);
  for (const path of entries) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  cpSync(join(root, 'web/dist'), join(folder, 'web/dist'), { recursive: true });
  await installPackages(folder);
  putTools(folder);
}

async function installPackages(folder: string): Promise<void> {
  const tools = toolPaths();
  const filters = RUNNING.flatMap((name) => ['--filter', name]);
  const args = ['install', '--prod', '--frozen-lockfile', '--prefer-offline', '--trust-lockfile', ...filters];
  await run(join(root, tools.pnpm), args, { cwd: folder, env: { ...process.env, CI: 'true' }, maxBuffer: 64_000_000 });
  mkdirSync(join(folder, 'web/node_modules'), { recursive: true });
  // Told complete for this lockfile and platform: what is left out only builds and checks.
  copyFileSync(join(root, 'node_modules/.sitong-install'), join(folder, 'node_modules/.sitong-install'));
}

function toolPaths(): { node: string; pnpm: string; stamp: string } {
  const { node, pnpm } = toolPackages({ platform: process.platform, arch: process.arch, musl: runsOnMusl() });
  const at = (tool: typeof node): string => `.tools/node_modules/${tool.package}/${tool.binary}`;
  const stamp = JSON.stringify({ [node.package]: node.version, [pnpm.package]: pnpm.version });
  if (process.versions.node !== node.version && !isNewEnough(process.versions.node))
    throw new Error(`this is Node ${process.versions.node}; run it as \`pnpm archive\``);
  return { node: at(node), pnpm: at(pnpm), stamp };
}

/** The two binaries themselves, where the bootstrap looks for them, and launchers for a machine without any Node. */
function putTools(folder: string): void {
  const { node, pnpm, stamp } = toolPaths();
  for (const [from, to] of [
    [process.execPath, node],
    [join(root, pnpm), pnpm],
  ] as const) {
    mkdirSync(join(folder, dirname(to)), { recursive: true });
    copyFileSync(from, join(folder, to));
    chmodSync(join(folder, to), 0o755);
  }
  writeFileSync(join(folder, '.tools/node_modules/.sitong-tools.json'), stamp);
  if (process.platform === 'win32') writeFileSync(join(folder, 'sitong.cmd'), LAUNCHER_CMD(node));
  else writeFileSync(join(folder, 'sitong'), LAUNCHER(node), { mode: 0o755 });
}
