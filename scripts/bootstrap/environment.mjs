import { delimiter } from 'node:path';

/**
 * The environment of everything started from here: the tools first in PATH, and nothing of what the npm in front set for
 * its own script (a nested npm or pnpm would take it for a wish). Registry, proxy and certificate settings stay.
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} folders put in front of PATH
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnvironment(env, folders) {
  /** @type {NodeJS.ProcessEnv} */
  const child = {};
  let path = '';
  for (const [name, value] of Object.entries(env)) {
    if (/^path$/i.test(name)) path = value ?? '';
    else if (
      !/^npm_(lifecycle|package|execpath|node_execpath|command|config_(local_prefix|prefix|global_prefix|node_gyp|user_agent))/i.test(
        name,
      )
    ) {
      child[name] = value;
    }
  }
  // npm hands a registry named on its command line down by its own name, which pnpm does not read.
  const registry = env['npm_config_registry'];
  if (registry !== undefined) child['pnpm_config_registry'] ??= registry;
  child['PATH'] = [...folders, path].filter((part) => part !== '').join(delimiter);
  return child;
}
