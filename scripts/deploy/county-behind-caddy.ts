import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startEmbedded } from '@sitong/server/plumbing/persistence/embedded.ts';
import { RedisProcess } from '@sitong/server/testing/redis-process.ts';
import { dropFolder, newFolder, ServerProcess } from '@sitong/server/testing/server-process.ts';
import { silentLog } from '../operate/tool-log.ts';
import { filled, service } from './compose.ts';
import { type County, type NodeName, PASSWORD, SITE } from './county.ts';
import { ask } from './https-asker.ts';
import { NAMES, PEOPLE } from './own-network.ts';
import { bothServe } from './people.ts';

const CADDYFILE = fileURLToPath(new URL('Caddyfile', import.meta.url));

/**
 * The county of docker-compose.yml without its containers, in a network of its own: its environment for two nodes, its
 * Caddyfile and the copying of Caddy's root as they stand there, PostgreSQL and Redis as real processes.
 */
export async function openCounty(caddyPath: string): Promise<County> {
  const home = newFolder('caddy');
  const closers: (() => Promise<unknown>)[] = [() => dropFolder(home)];
  const close = async (): Promise<void> => {
    for (const each of closers.reverse()) await each();
  };
  try {
    const database = await startEmbedded({ dataDir: home, log: silentLog });
    closers.push(() => database.stop());
    const redis = new RedisProcess(6379);
    await redis.start();
    closers.push(() => redis.kill());
    const root = join(home, 'certificate');
    mkdirSync(root);

    const nodes = new Map<NodeName, ServerProcess>();
    const envOf = (name: NodeName): Record<string, string> => ({
      ...Object.fromEntries(
        Object.entries(service(name).environment ?? {}).map(([key, value]) => [
          key,
          filled(value, { SITE, SITONG_SECRET_KEY: 'a5'.repeat(32), SITONG_DEMO: '1' }),
        ]),
      ),
      // One machine stands for three: both nodes have its disk, each an address of its own.
      HOST: NAMES[name] ?? '',
      DATA_DIR: join(home, name),
      DATABASE_URL: database.url,
      TLS_CA: join(root, 'root.crt'),
      SITONG_DEMO_PASSWORD: PASSWORD,
    });
    const startNode = async (name: NodeName): Promise<void> => {
      const env = envOf(name);
      mkdirSync(join(home, name), { recursive: true });
      const node = new ServerProcess({ dataDir: join(home, name), env });
      nodes.set(name, node);
      await node.url();
    };
    const node = (name: NodeName): ServerProcess => {
      const found = nodes.get(name);
      if (found === undefined) throw new Error(`${name} was never started`);
      return found;
    };
    closers.push(() => Promise.all([...nodes.values()].map((one) => one.end('SIGTERM'))));
    const caddy = startCaddy(caddyPath, join(home, 'caddy'));
    closers.push(() => caddy.end());
    await Promise.all([startNode('server'), startNode('server-2'), caddy.rootMade]);
    await copyRoot(join(home, 'caddy'), root);
    setDefaultCACertificates([...getCACertificates('default'), readFileSync(join(root, 'root.crt'), 'utf8')]);
    await bothServe(`https://${SITE}`);
    return {
      url: `https://${SITE}`,
      databaseUrl: () => database.url,
      nodeUrl: (name) => `http://${name}:8080`,
      crash: async (name) => {
        await node(name).end('SIGKILL');
      },
      backAgain: startNode,
      doctor: async () => {
        const env = { PATH: process.env['PATH'], ...envOf('server') };
        return (await promisify(execFile)(process.execPath, ['scripts/doctor.ts', '--json'], { env })).stdout;
      },
      askAs: async (person, path, headers) =>
        (await ask(`https://${SITE}${path}`, { from: PEOPLE[person], headers })).headers,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function startCaddy(path: string, data: string): { rootMade: Promise<void>; end: () => Promise<void> } {
  mkdirSync(data);
  const child: ChildProcess = spawn(path, ['run', '--config', CADDYFILE, '--adapter', 'caddyfile'], {
    env: { PATH: process.env['PATH'], SITE, HOME: data, XDG_DATA_HOME: data, XDG_CONFIG_HOME: data },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-4000);
  });
  const ended = once(child, 'close');
  const rootMade = (async (): Promise<void> => {
    while (!existsSync(join(data, 'caddy/pki/authorities/local/root.crt'))) {
      if (child.exitCode !== null) throw new Error(`Caddy ended with ${child.exitCode}:\n${said}`);
      await pause(50);
    }
  })();
  return {
    rootMade,
    end: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The command of the service `root-certificate`, in folders of our own. */
async function copyRoot(caddyData: string, to: string): Promise<void> {
  const script = (service('root-certificate').command ?? [])
    .join('\n')
    .replaceAll(' /caddy/', ` ${caddyData}/`)
    .replaceAll(' /certificate/', ` ${to}/`);
  const child = spawn('sh', ['-c', script], { stdio: 'inherit' });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the copy of Caddy's root ended with ${code}`);
}
