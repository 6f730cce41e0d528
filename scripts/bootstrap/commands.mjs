import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureScreens, screensInPlace } from './build.mjs';
import { endRunningStep, Interrupted } from './child.mjs';
import { childEnvironment } from './environment.mjs';
import { ensurePackages, packagesInPlace } from './install.mjs';
import { withLock } from './lock.mjs';
import { ensureNeeds, ensureWishes, findChromium, needs } from './needs.mjs';
import { createProgress } from './progress.mjs';
import { root, toolsDir } from './project.mjs';
import { Stop } from './stop.mjs';
import { supervise } from './supervise.mjs';
import { ensureTools, removeLeftovers, toolsInPlace } from './tools.mjs';

const usage = 'Usage: node scripts/bootstrap.mjs start | test | token | dev | run FILE | NAME-OF-A-SCRIPT [arguments]';

/** @typedef {{ screens: boolean, quiet: boolean, needs: import('./needs.mjs').Need[], wishes: import('./needs.mjs').Need[] }} Preparation */

/**
 * Gets everything in place and returns what to run with. When all of it is there, no lock is taken and no network asked.
 * @param {Preparation} wanted
 * @param {import('./progress.mjs').Progress} progress
 */
async function prepare(wanted, progress) {
  const found = toolsInPlace();
  const whole = found !== undefined && packagesInPlace() && (!wanted.screens || screensInPlace());
  if (whole && [...wanted.needs, ...wanted.wishes].every((need) => need.find() !== undefined)) {
    const what = `Node ${found.nodeVersion}, packages${wanted.screens ? ' and screens' : ''}`;
    if (!wanted.quiet) progress.say(`${what} are in place: no network needed`);
    return found;
  }
  return withLock(toolsDir, progress.say, async () => {
    removeLeftovers();
    const tools = await ensureTools(progress);
    await ensurePackages(tools, progress);
    if (wanted.screens) await ensureScreens(tools, progress);
    await ensureNeeds(wanted.needs, progress);
    await ensureWishes(wanted.wishes, progress);
    return tools;
  });
}

/** @param {string} file below the root */
function checkScript(file) {
  if (existsSync(join(root, file))) return;
  throw new Stop(`${file} is not in this work tree: check out the whole of it and run the command again.`);
}

/**
 * Which parts of the checks were asked for; everything when nothing was.
 * @param {readonly string[]} args
 * @param {string} part
 */
const asksFor = (args, part) => {
  const only = args.findLast((arg) => arg.startsWith('--only='))?.slice('--only='.length);
  return only === undefined || only.split(',').includes(part);
};

/**
 * What a command of ours says before its file that it cannot do without, as `--with=screens,chromium,redis`, so that it
 * runs in a clean clone. Screens built elsewhere (SITONG_WEB_DIST) are taken as they are.
 * @param {readonly string[]} args
 * @returns {{ wanted: Partial<Preparation>, extra: () => NodeJS.ProcessEnv, rest: readonly string[] }}
 */
export function withWhat(args) {
  const [first = '', ...others] = args;
  if (!first.startsWith('--with=')) return { wanted: {}, extra: () => ({}), rest: args };
  const words = first.slice('--with='.length).split(',');
  const unknown = words.find((word) => word !== 'screens' && word !== 'chromium' && word !== 'redis');
  if (unknown !== undefined) throw new Stop(`--with names "${unknown}"; there are screens, chromium, redis.`);
  const chromium = words.includes('chromium');
  const elsewhere = (process.env['SITONG_WEB_DIST'] ?? '') !== '';
  const wanted = {
    screens: words.includes('screens') && !elsewhere,
    needs: [...(chromium ? [needs.chromium] : []), ...(words.includes('redis') ? [needs.redis] : [])],
  };
  return { wanted, extra: chromium ? chromiumPath : () => ({}), rest: others };
}

/** Asked for when everything is in place: Chromium may have been installed only then. */
const chromiumPath = () => ({ CHROMIUM_PATH: findChromium() ?? '' });

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code
 */
async function run([command = '', ...args]) {
  /** @param {string} file @param {readonly string[]} rest @param {Partial<Preparation>} [preparation] @param {() => NodeJS.ProcessEnv} [extra] */
  const node = async (file, rest, preparation = {}, extra = () => ({})) => {
    checkScript(file);
    const wanted = { screens: false, quiet: true, needs: [], wishes: [], ...preparation };
    // Progress of a command whose stdout is its answer goes to stderr.
    const progress = createProgress(wanted.quiet ? process.stderr : process.stdout);
    const tools = await prepare(wanted, progress);
    if (!wanted.quiet) progress.say(`starting ${file}`);
    return supervise(tools.node, [file, ...rest], { ...childEnvironment(process.env, tools.path), ...extra() });
  };
  switch (command) {
    case 'start':
      return node('server/src/main.ts', args, { screens: true, quiet: false });
    case 'token':
      return node('server/src/token.ts', args);
    case 'dev':
      return node('scripts/dev.ts', args, { quiet: false });
    case 'test': {
      const [db, e2e] = [asksFor(args, 'db'), asksFor(args, 'e2e')];
      const chromium = e2e ? [needs.chromium] : [];
      const redis = db || e2e ? [needs.redis] : [];
      const wanted = {
        screens: e2e,
        quiet: false,
        needs: [...chromium, ...redis],
        wishes: db ? [needs.caddy, needs.clamd] : [],
      };
      return node('scripts/check.ts', ['--ci', ...args], wanted, e2e ? chromiumPath : () => ({}));
    }
    case 'run': {
      const { wanted, extra, rest } = withWhat(args);
      const [file = '', ...more] = rest;
      if (file === '') throw new Stop(usage);
      return node(file, more, wanted, extra);
    }
    default:
      return runPackageScript(command, args);
  }
}

/**
 * Any other script of the root package.json, under the same Node and pnpm.
 * @param {string} name
 * @param {readonly string[]} args
 */
async function runPackageScript(name, args) {
  /** @type {{ scripts: Record<string, string> }} */
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const line = scripts[name];
  if (line === undefined) {
    throw new Stop(`There is no command "${name}"; there are ${Object.keys(scripts).join(', ')}.`, {
      exitCode: 2,
      details: [usage],
    });
  }
  const ours = /^node scripts\/bootstrap\.mjs (.+)$/.exec(line)?.[1];
  if (ours !== undefined) return run([...ours.split(' '), ...args]);
  const tools = await prepare({ screens: false, quiet: true, needs: [], wishes: [] }, createProgress(process.stderr));
  const env = childEnvironment(process.env, tools.path);
  return supervise(tools.node, ['scripts/bootstrap/pnpm-run.mjs', tools.pnpm, name, ...args], env);
}

/** @param {readonly string[]} args */
export async function main(args) {
  /** @type {NodeJS.Signals | undefined} */
  let stoppedBy;
  const exitCodeOf = () => (stoppedBy === 'SIGINT' ? 130 : 143);
  const interruptedLine = 'Interrupted; the next run goes on where this one stopped.\n';
  /** @param {NodeJS.Signals} signal */
  const onSignal = (signal) => {
    // While a program runs, supervise() passes the signal on; before that, the step in hand ends with us.
    if (process.listenerCount(signal) > 1) return;
    stoppedBy ??= signal;
    if (endRunningStep()) return;
    process.stderr.write(interruptedLine);
    process.exit(exitCodeOf());
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    process.exitCode = await run(args);
  } catch (error) {
    if (error instanceof Interrupted) {
      process.stderr.write(interruptedLine);
      process.exitCode = exitCodeOf();
    } else if (error instanceof Stop) {
      for (const line of error.details) process.stderr.write(`${line}\n`);
      process.stderr.write(`${error.message}\n`);
      process.exitCode = error.exitCode;
    } else throw error;
  } finally {
    process.removeListener('SIGINT', onSignal).removeListener('SIGTERM', onSignal);
  }
}
