import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { lastLines, runStep } from './child.mjs';
import { root, toolsDir } from './project.mjs';
import { sentenceFor } from './remedies.mjs';
import { Stop } from './stop.mjs';

/** @param {string} name */
function inPath(name) {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return (process.env['PATH'] ?? process.env['Path'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, file))
    .find((path) => existsSync(path));
}

/** Path of a Chromium that is here: the one that was named, else one where systems put it. */
export function findChromium() {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Stop(
      `CHROMIUM_PATH names ${named}, which does not exist: set it to the path of a Chromium, or unset it.`,
    );
  }
  const usual = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
  return usual.find((path) => existsSync(path)) ?? inPath('chromium');
}

export const findRedis = () =>
  inPath('redis-server') ??
  ['/usr/bin/redis-server', '/opt/homebrew/bin/redis-server'].find((path) => existsSync(path));

export const findCaddy = () =>
  inPath('caddy') ?? ['/usr/bin/caddy', '/opt/homebrew/bin/caddy'].find((path) => existsSync(path));

/** Where `ensureWishes` unpacks clamd without installing it: Debian's package brings services and a download of signatures. */
const unpacked = join(toolsDir, 'clamav');

export const findClamd = () =>
  inPath('clamd') ??
  ['/usr/sbin/clamd', '/opt/homebrew/sbin/clamd', join(unpacked, 'usr/sbin/clamd')].find((path) => existsSync(path));

/**
 * `unpack`: the package is unpacked into this folder, and only the libraries it depends on are installed.
 * @typedef {{ word: string, aptPackage: string, unpack?: string, find: () => string | undefined, forWhat: string, without: string }} Need
 */

/** @type {Record<'chromium' | 'redis' | 'caddy' | 'clamd', Need>} */
export const needs = {
  chromium: {
    word: 'Chromium',
    aptPackage: 'chromium',
    find: findChromium,
    forWhat: 'the browser tests',
    without:
      'install Chromium and set CHROMIUM_PATH to it, or leave the browser tests out with `npm test -- --only=types,lint,layers,unit,db`',
  },
  redis: {
    word: 'Redis',
    aptPackage: 'redis-server',
    find: findRedis,
    forWhat: 'the tests of two nodes',
    without:
      'install Redis so that redis-server is in PATH, or leave those tests out with `npm test -- --only=types,lint,layers,unit`',
  },
  caddy: {
    word: 'Caddy',
    aptPackage: 'caddy',
    find: findCaddy,
    forWhat: 'the test of two nodes behind Caddy',
    without: 'install Caddy (Debian: apt-get install --no-install-recommends caddy) so that caddy is in PATH',
  },
  clamd: {
    word: 'clamd',
    aptPackage: 'clamav-daemon',
    unpack: unpacked,
    find: findClamd,
    forWhat: 'the test of uploads with a real virus scanner',
    without:
      'install ClamAV (Debian: apt-get install --no-install-recommends clamav-daemon) so that clamd is in /usr/sbin',
  },
};

/**
 * Installs in CI what a test shows more with, and says what is left out where it cannot: no reason to stop. Elsewhere it
 * only says so, because Debian starts a web server with this package.
 * @param {readonly Need[]} wishes
 * @param {import('./progress.mjs').Progress} progress
 */
export async function ensureWishes(wishes, progress) {
  for (const wish of wishes.filter((one) => one.find() === undefined)) {
    const aptGet = inPath('apt-get');
    if (process.env['CI'] !== undefined && aptGet !== undefined && process.getuid?.() === 0) {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      const locks = ['-o', 'DPkg::Lock::Timeout=120'];
      await progress.step(`installing ${wish.word}`, async (detail) => {
        const options = { log: 'apt-wish', cwd: root, env, detail };
        await runStep(aptGet, [...locks, 'update'], options);
        if (wish.unpack !== undefined) return unpack(aptGet, { ...wish, unpack: wish.unpack }, options);
        return runStep(aptGet, [...locks, 'install', '-y', '--no-install-recommends', wish.aptPackage], options);
      });
    }
    if (wish.find() === undefined)
      progress.say(`${wish.word} is not here: ${wish.forWhat} is left out; ${wish.without}`);
  }
}

/**
 * Fetches a package and lays its files into a folder: none of its services is set up or started.
 * @param {string} aptGet
 * @param {Need & { unpack: string }} wish
 * @param {Parameters<typeof runStep>[2]} options
 */
async function unpack(aptGet, { aptPackage, unpack: folder }, options) {
  mkdirSync(folder, { recursive: true });
  const fetched = await runStep(aptGet, ['download', aptPackage], { ...options, cwd: folder });
  const file = readdirSync(folder).find((name) => name.startsWith(`${aptPackage}_`) && name.endsWith('.deb'));
  if (file === undefined) return fetched;
  const depends = await runStep('dpkg-deb', ['--field', join(folder, file), 'Depends'], options);
  const libraries = [...depends.output.matchAll(/(?:^|, )(lib[a-z0-9.+-]+)/gm)].map(([, name = '']) => name);
  const install = await runStep(aptGet, ['install', '-y', '--no-install-recommends', ...libraries], options);
  return install.ok ? runStep('dpkg-deb', ['--extract', join(folder, file), folder], options) : install;
}

/**
 * Installs with Debian's package manager what is missing, or stops with what could not be installed and why.
 * @param {readonly Need[]} wanted
 * @param {import('./progress.mjs').Progress} progress
 */
export async function ensureNeeds(wanted, progress) {
  const missing = wanted.filter((need) => need.find() === undefined);
  if (missing.length === 0) return;
  const names = missing.map((need) => need.word).join(' and ');
  const uses = missing.map((need) => need.forWhat).join(' and ');
  const without = missing.map((need) => need.without).join('; ');
  const aptGet = inPath('apt-get');
  if (aptGet === undefined || process.getuid?.() !== 0) {
    const why = aptGet === undefined ? 'this machine has no apt-get' : 'apt-get needs root';
    throw new Stop(
      `${names} is not installed, which ${uses} need, and cannot be installed from here (${why}): ${without}.`,
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const locks = ['-o', 'DPkg::Lock::Timeout=120'];
  /** @param {string[]} args @param {string} log @param {string} what */
  const apt = (args, log, what) =>
    progress.step(what, (detail) => runStep(aptGet, args, { log, cwd: root, env, detail }));
  const update = await apt([...locks, 'update'], 'apt-update', 'asking Debian for its list of packages');
  const names_ = missing.map((need) => need.aptPackage);
  const install = await apt(
    [...locks, 'install', '-y', '--no-install-recommends', ...names_],
    'apt-install',
    `installing ${names}`,
  );
  const still = missing.filter((need) => need.find() === undefined);
  if (still.length === 0) {
    progress.say(`${names}: ready`);
    return;
  }
  const output = `${update.ok ? '' : update.output}\n${install.output}`;
  const what = `${still.map((need) => need.word).join(' and ')} could not be installed by apt-get`;
  const sentence = sentenceFor(what, output, { where: '/', log: install.logPath, ended: install.ended });
  throw new Stop(`${sentence.replace(/\.$/, '')}; or ${still.map((need) => need.without).join('; ')}.`, {
    details: lastLines(output),
  });
}
