import { parseArgs } from 'node:util';
import { runTool, say } from '../../operate/tool-log.ts';
import { WALK } from '../caddy-walk.ts';
import { openCounty } from './compose-county.ts';
import { CONTAINERS, ONE_NODE } from './compose-walk.ts';
import { compose, docker, PROJECT } from './engine.ts';
import { RESTORE } from './restore-walk.ts';
import { STANDBY } from './standby-walk.ts';

/**
 * `pnpm compose:prove [--keep] [--only WORDS]`: builds the image and runs docker-compose.yml whole, under a project name of its own, with
 * the engine of this machine (Linux; ports 80, 443 and 7611 must be free), walks it and takes it away again.
 * Exit code 0 = every sentence is shown, 1 = one is not, 2 = could not try.
 */
await runTool('compose:prove', async () => {
  const { keep, only } = parseArgs({
    options: { keep: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
  }).values;
  const all = Object.entries({ ...CONTAINERS, ...WALK, ...RESTORE, ...STANDBY, ...ONE_NODE });
  const chosen = all.filter(([title]) => title.includes(only));
  if (chosen.length === 0) throw new Error(`no sentence has the words ${only}`);
  await sayWhatRuns();
  const county = await openCounty();
  let missed = 0;
  try {
    for (const [title, walk] of chosen) {
      const startedMs = performance.now();
      const seconds = () => `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
      try {
        await walk(county);
        say(`shown  ${title} (${seconds()})`);
      } catch (error) {
        missed += 1;
        say(
          `NOT    ${title} (${seconds()})\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
      }
    }
  } finally {
    if (keep) say(`left as it is: docker compose -p ${PROJECT} --profile standby down --volumes takes it away`);
    else await county.close();
  }
  return missed === 0 ? 0 : 1;
});

/** Names and versions, and whether an image was published or made on this machine: without them a result says little. */
async function sayWhatRuns(): Promise<void> {
  let versions: string;
  try {
    versions = await docker(
      'version',
      '--format',
      '{{.Server.Platform.Name}} {{.Server.Version}}, client {{.Client.Version}}',
    );
    versions += `, compose ${await compose('version', '--short')}`;
  } catch (error) {
    throw new Error(
      `no engine with compose answers here: install Docker with its compose plugin, or start it (${String(error).split('\n')[0]})`,
    );
  }
  say(`engine ${versions.replaceAll('\n', '').trim()}`);
  for (const image of (await compose('--profile', 'standby', 'config', '--images')).split('\n')) {
    if (image === '' || image.startsWith('sitong:')) continue;
    try {
      const published = (await docker('image', 'inspect', '--format', '{{join .RepoDigests " "}}', image)).trim();
      say(`image  ${image}: ${published === '' ? 'made on this machine, not the published one' : published}`);
    } catch {
      say(`image  ${image}: to be pulled`);
    }
  }
}
