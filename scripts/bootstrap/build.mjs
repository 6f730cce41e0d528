import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, runStep } from './child.mjs';
import { childEnvironment } from './environment.mjs';
import { root } from './project.mjs';
import { sentenceFor } from './remedies.mjs';
import { filesBelow, hashOf, isStamped } from './stamps.mjs';
import { Stop } from './stop.mjs';

/** The build empties its folder first, so a build that was cut short leaves no stamp. */
const stampPath = join(root, 'web', 'dist', '.sitong-build');

/** @param {string} name */
const isNoInput = (name) =>
  ['node_modules', 'dist', 'e2e', 'visual', 'fixtures'].includes(name) ||
  /\.(test|e2e)\.tsx?$/.test(name) ||
  name.endsWith('.md');

function wantedHash() {
  const sources = [...filesBelow(root, 'web', isNoInput), ...filesBelow(root, 'shared/src', isNoInput)];
  return hashOf(root, ['pnpm-lock.yaml', 'tsconfig.base.json', 'shared/package.json', ...sources]);
}

/** True when the built screens are those of the sources that are here. */
export function screensInPlace() {
  return existsSync(join(root, 'web', 'dist', 'index.html')) && isStamped(stampPath, wantedHash());
}

/**
 * Builds the screens, when their sources have changed. Called under the lock.
 * @param {import('./tools.mjs').Tools} tools
 * @param {import('./progress.mjs').Progress} progress
 */
export async function ensureScreens(tools, progress) {
  if (screensInPlace()) return;
  rmSync(stampPath, { force: true });
  // Taken before the build: an edit while it runs makes the next start build again.
  const hash = wantedHash();
  const result = await progress.step('building the screens', (detail) =>
    runStep(tools.pnpm, ['--filter', '@sitong/web', 'build'], {
      log: 'screens',
      cwd: root,
      env: { ...childEnvironment(process.env, tools.path), CI: 'true' },
      detail,
    }),
  );
  if (!result.ok) {
    const context = { where: join(root, 'web'), log: result.logPath, ended: result.ended };
    throw new Stop(sentenceFor('The screens could not be built', result.output, context), {
      details: lastLines(result.output, 30),
    });
  }
  writeFileSync(stampPath, hash);
  progress.say('screens: ready');
}
