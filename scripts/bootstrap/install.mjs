import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, runStep } from './child.mjs';
import { checkSpace } from './disk.mjs';
import { childEnvironment } from './environment.mjs';
import { root } from './project.mjs';
import { sentenceFor } from './remedies.mjs';
import { hashOf, isStamped } from './stamps.mjs';
import { Stop } from './stop.mjs';

const packages = ['shared', 'server', 'web', 'scripts'];

/** Lives inside what it speaks of, so that a deleted `node_modules` takes its stamp along. */
const stampPath = join(root, 'node_modules', '.sitong-install');

const inputs = [
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  '.npmrc',
  'package.json',
  ...packages.map((name) => `${name}/package.json`),
];

/** Scripts in package.json do not change what is installed: they are left out. */
function wantedHash() {
  const manifests = inputs
    .filter((file) => file.endsWith('package.json'))
    .map((file) => {
      const { scripts: _, ...rest } = JSON.parse(readFileSync(join(root, file), 'utf8'));
      return JSON.stringify(rest);
    });
  const others = inputs.filter((file) => !file.endsWith('package.json'));
  return hashOf(root, others, [process.platform, process.arch, ...manifests]);
}

/** True when exactly the locked packages are installed. */
export function packagesInPlace() {
  return packages.every((name) => existsSync(join(root, name, 'node_modules'))) && isStamped(stampPath, wantedHash());
}

/**
 * Installs what the lockfile names, when that has changed. Called under the lock.
 * @param {import('./tools.mjs').Tools} tools
 * @param {import('./progress.mjs').Progress} progress
 */
export async function ensurePackages(tools, progress) {
  if (packagesInPlace()) return;
  if (!existsSync(join(root, 'node_modules'))) checkSpace(root, 1_500, 'The packages');
  rmSync(stampPath, { force: true });
  const args = ['install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'];
  // Every package is held to the hash in the lockfile in any case. That each release is old enough is asked of the
  // registry where a change is judged; a machine that only runs what was judged must not need the network for it.
  if (!['true', '1'].includes(process.env['CI'] ?? '')) args.push('--trust-lockfile');
  const env = {
    ...childEnvironment(process.env, tools.path),
    // Nobody is there to answer a question about replacing node_modules.
    CI: 'true',
    // By default a machine without a network is told so after six minutes.
    pnpm_config_fetch_retries: '2',
    pnpm_config_fetch_retry_mintimeout: '1000',
    pnpm_config_fetch_retry_maxtimeout: '5000',
  };
  const result = await progress.step('installing packages', (detail) =>
    runStep(tools.pnpm, args, { log: 'packages', cwd: root, env, detail }),
  );
  if (!result.ok) {
    const context = { where: root, log: result.logPath, ended: result.ended };
    throw new Stop(sentenceFor('The packages could not be installed', result.output, context), {
      details: lastLines(result.output),
    });
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stampPath, wantedHash());
  progress.say('packages: ready');
}
