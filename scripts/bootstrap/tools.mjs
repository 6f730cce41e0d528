import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { lastLines, runStep, versionOf } from './child.mjs';
import { checkSpace } from './disk.mjs';
import { childEnvironment } from './environment.mjs';
import { npmCommand } from './npm.mjs';
import { isNewEnough, pnpmPackage, runsOnMusl, toolPackages } from './platform.mjs';
import { toolsDir } from './project.mjs';
import { sentenceFor } from './remedies.mjs';
import { Stop } from './stop.mjs';

const modulesDir = join(toolsDir, 'node_modules');
const binDir = join(modulesDir, '.bin');
const stampPath = join(modulesDir, '.sitong-tools.json');

/**
 * What this machine runs the project with.
 * @typedef {{ node: string, nodeVersion: string, pnpm: string, path: string[] }} Tools
 * @typedef {{ package: string, version: string, binary: string }} ToolPackage
 */

const machine = () => ({ platform: process.platform, arch: process.arch, musl: runsOnMusl() });

/**
 * What has to stand in `.tools`: the running Node is used when it is new enough.
 * @returns {{ wanted: ToolPackage[], node: ToolPackage | undefined, pnpm: ToolPackage }}
 */
function wantedTools() {
  if (isNewEnough(process.versions.node)) {
    const pnpm = pnpmPackage(machine());
    return { wanted: [pnpm], node: undefined, pnpm };
  }
  const { node, pnpm } = toolPackages(machine());
  return { wanted: [node, pnpm], node, pnpm };
}

/**
 * @param {ToolPackage} tool
 * @param {string} [modules]
 */
const binaryOf = (tool, modules = modulesDir) => join(modules, ...tool.package.split('/'), ...tool.binary.split('/'));

/** @param {ToolPackage[]} wanted */
const stampOf = (wanted) => JSON.stringify(Object.fromEntries(wanted.map((tool) => [tool.package, tool.version])));

/**
 * True when a whole install of these versions is in place. The stamp is written last, after each binary has run once.
 * @param {ToolPackage[]} wanted
 */
function areInPlace(wanted) {
  if (!wanted.every((tool) => existsSync(binaryOf(tool)))) return false;
  if (existsSync(stampPath)) {
    /** @type {Record<string, string>} */
    const stamp = JSON.parse(readFileSync(stampPath, 'utf8'));
    return wanted.every((tool) => stamp[tool.package] === tool.version);
  }
  // Put there by hand: believed once each binary has told its version.
  if (!wanted.every((tool) => versionOf(binaryOf(tool)) === tool.version)) return false;
  writeFileSync(stampPath, stampOf(wanted));
  return true;
}

/**
 * `.tools/node_modules/.bin` offers `node` and `pnpm` to people and scripts, as real executables on Windows too.
 * @param {ToolPackage} tool
 * @param {string} modules
 */
function offer(tool, modules) {
  const target = join(modules, '.bin', basename(tool.binary));
  mkdirSync(dirname(target), { recursive: true });
  rmSync(target, { force: true });
  try {
    linkSync(binaryOf(tool, modules), target);
  } catch (error) {
    // A file system without hard links; anything worse fails again below.
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOSPC') throw error;
    copyFileSync(binaryOf(tool, modules), target);
  }
}

/** Folders that an interrupted run left behind. Called under the lock only. */
export function removeLeftovers() {
  if (!existsSync(toolsDir)) return;
  for (const name of readdirSync(toolsDir)) {
    if (!/^(incoming|old)-/.test(name)) continue;
    rmSync(join(toolsDir, name), { recursive: true, force: true, maxRetries: 2 });
  }
}

/**
 * @param {ToolPackage[]} wanted
 * @param {import('./progress.mjs').Progress} progress
 */
async function fetchTools(wanted, progress) {
  const names = wanted
    .map((tool) => (tool.package.includes('pnpm') ? `pnpm ${tool.version}` : `Node ${tool.version}`))
    .join(' and ');
  checkSpace(toolsDir, 600, names);
  const incoming = join(toolsDir, `incoming-${process.pid}`);
  mkdirSync(incoming, { recursive: true });
  writeFileSync(join(incoming, 'package.json'), '{ "private": true }\n');
  const npm = npmCommand(process.env);
  const result = await progress.step(`getting ${names}`, (detail) =>
    runStep(
      npm.command,
      [
        ...npm.args,
        'install',
        '--no-audit',
        '--no-fund',
        '--no-save',
        '--no-update-notifier',
        '--no-package-lock',
        '--ignore-scripts',
        '--prefer-offline',
        '--fetch-retries=2',
        '--fetch-retry-mintimeout=1000',
        '--fetch-retry-maxtimeout=5000',
        ...wanted.map((tool) => `${tool.package}@${tool.version}`),
      ],
      { log: 'tools', cwd: incoming, env: childEnvironment(process.env, []), detail, shell: npm.shell },
    ),
  );
  if (!result.ok) {
    const sentence = sentenceFor(`${names} could not be fetched`, result.output, {
      where: toolsDir,
      log: result.logPath,
      ended: result.ended,
    });
    throw new Stop(sentence, { details: lastLines(result.output) });
  }
  const modules = join(incoming, 'node_modules');
  for (const tool of wanted) {
    const version = versionOf(binaryOf(tool, modules));
    if (version !== tool.version) {
      // npm warns of a full disk and then calls the install a success.
      const cause = /TAR_ENTRY_ERROR|ENOSPC/.test(result.output)
        ? sentenceFor(`${names} could not be unpacked`, result.output, {
            where: toolsDir,
            log: result.logPath,
            ended: result.ended,
          })
        : `${tool.package}@${tool.version} does not run on this machine (${process.platform} ${process.arch}): install Node 24 yourself, put it first in PATH and run the command again.`;
      throw new Stop(cause, { details: [`    ${binaryOf(tool, modules)} answers ${version ?? 'nothing'}`] });
    }
    offer(tool, modules);
  }
  writeFileSync(join(modules, '.sitong-tools.json'), stampOf(wanted));
  if (existsSync(modulesDir)) renameSync(modulesDir, join(toolsDir, `old-${process.pid}`));
  renameSync(modules, modulesDir);
}

/** The tools when nothing has to be fetched, else undefined. @returns {Tools | undefined} */
export function toolsInPlace() {
  const { wanted, node, pnpm } = wantedTools();
  if (!areInPlace(wanted)) return undefined;
  const nodePath = node === undefined ? process.execPath : binaryOf(node);
  return {
    node: nodePath,
    nodeVersion: node?.version ?? process.versions.node,
    pnpm: binaryOf(pnpm),
    // The folder of a running Node may hold another pnpm: ours goes first.
    path: [binDir, dirname(nodePath)],
  };
}

/**
 * Makes sure of Node and pnpm. Called under the lock.
 * @param {import('./progress.mjs').Progress} progress
 * @returns {Promise<Tools>}
 */
export async function ensureTools(progress) {
  const before = toolsInPlace();
  if (before !== undefined) return before;
  try {
    await fetchTools(wantedTools().wanted, progress);
  } finally {
    removeLeftovers();
  }
  const tools = toolsInPlace();
  if (tools === undefined)
    throw new Stop(
      `Node and pnpm were fetched but are not found in ${toolsDir}: delete that folder and run the command again.`,
    );
  progress.say(`Node ${tools.nodeVersion} and pnpm: ready`);
  return tools;
}
