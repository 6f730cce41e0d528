import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { dropFolder, newFolder } from '@sitong/server/testing/server-process.ts';
import { databaseOf } from '../bench/database.ts';
import { runTool, say } from '../operate/tool-log.ts';
import { packDump, takeDump } from './dump.ts';
import { playHalfWay } from './play.ts';

/**
 * `node scripts/upgrade/make-dump.ts --checkout DIR --commit NAME --to FILE`: starts the server of another version's
 * checkout, brings an incident half-way and keeps its data, for the test that upgrades it. Run once for each release.
 */
const PASSWORD = 'Probe-2026-process';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { checkout: { type: 'string' }, commit: { type: 'string' }, to: { type: 'string' } },
  });
  const { checkout, commit, to } = values;
  if (checkout === undefined || commit === undefined || to === undefined)
    throw new Error('name --checkout DIR, --commit NAME and --to FILE');
  const dataDir = newFolder('dump');
  const env = { ...process.env, DATA_DIR: dataDir, PORT: '0', JT808_PORT: '0', SITONG_DEMO_PASSWORD: PASSWORD };
  const child = spawn(process.execPath, ['server/src/main.ts'], {
    cwd: resolve(checkout),
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  try {
    const url = await addressOf(child.stdout);
    const halfWay = await playHalfWay(url, (who) => signIn(url, who));
    const dump = await takeDump(databaseOf(dataDir), { from: commit, halfWay });
    const bytes = packDump(dump);
    writeFileSync(to, bytes);
    for (const { name, rows } of dump.tables) say(`${name}: ${rows.length} characters`);
    say(`${to}: ${(bytes.length / 1000).toFixed(0)} kB, log at ${dump.heads.map(({ seq }) => seq).join(', ')}`);
    return 0;
  } finally {
    child.kill('SIGTERM');
    await ended;
    await dropFolder(dataDir);
  }
}

async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const address = /is ready: (http\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      output.resume();
      return address;
    }
  }
  throw new Error('that version did not start');
}

async function signIn(url: string, username: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!answer.ok || cookie === undefined) throw new Error(`${username} could not sign in: ${answer.status}`);
  return cookie;
}

await runTool('make-dump', main);
