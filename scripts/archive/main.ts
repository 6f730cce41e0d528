import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { screensInPlace } from '../bootstrap/build.mjs';
import { packagesInPlace } from '../bootstrap/install.mjs';
import { root } from '../bootstrap/project.mjs';
import { runTool, say } from '../operate/tool-log.ts';
import { prove } from './prove.ts';
import { stage } from './stage.ts';

/**
 * `pnpm archive [--to FILE] [--prove]`: one archive with everything for a machine without internet: Node, pnpm, the
 * packages the server runs on, built screens, server, ground. Unpack it, `./sitong`. For machines of this platform.
 * `--prove` unpacks it in an empty folder and starts it where there is no network.
 */
const NAME = `sitong-${process.platform}-${process.arch}`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { to: { type: 'string' }, prove: { type: 'boolean', default: false } },
  });
  if (!packagesInPlace() || !screensInPlace())
    throw new Error('the screens of these sources are not built yet: start once with npm start, then make the archive');
  const to = resolve(root, values.to ?? join('out', `${NAME}.tar.gz`));
  mkdirSync(dirname(to), { recursive: true });
  // Beside the archive, on a disk that has room for it.
  const aside = mkdtempSync(join(dirname(to), '.archive-'));
  try {
    const startedMs = performance.now();
    await stage(join(aside, NAME));
    const tar = spawn('tar', ['-czf', to, '-C', aside, NAME], { stdio: 'inherit' });
    const [code] = await once(tar, 'close');
    if (code !== 0) throw new Error(`tar ended with exit ${code}`);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
    say(`${to}: ${(statSync(to).size / 1e6).toFixed(0)} MB in ${seconds} s`);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  if (!values.prove) return 0;
  const { network, unpackS, readyS, address } = await prove(to);
  say(
    `unpacked in ${unpackS.toFixed(1)} s; network: ${network}; first start ready in ${readyS.toFixed(1)} s: ${address}`,
  );
  return 0;
}

await runTool('archive', main);
