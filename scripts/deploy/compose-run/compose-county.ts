import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { z } from 'zod';
import { type County, NODES, type NodeName, SITE } from '../county.ts';
import { ask } from '../https-asker.ts';
import { bothServe, until } from '../people.ts';
import { compose, docker, fieldOf, settings } from './engine.ts';
import { knowTheNames, learnAddresses } from './names.ts';

/** Run inside a node, which has an address of its own on the county's network. */
const ASK = `
  const [path, claims] = process.argv.slice(1);
  require('node:https').get('https://${SITE}' + path, { headers: JSON.parse(claims) }, (answer) => {
    answer.resume().on('end', () => process.stdout.write(JSON.stringify(answer.headers)));
  });`;
const HeadersSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const readyAt = async (url: string): Promise<boolean> => {
  try {
    return (await ask(`${url}/readyz`)).status === 200;
  } catch {
    // It does not listen yet.
    return false;
  }
};

const nodeUrl = (name: NodeName): string => `http://${name}:8080`;

/** Both nodes serve through Caddy, wherever the engine put them. */
export async function allReady({ url }: Pick<County, 'url'>): Promise<void> {
  await learnAddresses();
  for (const name of NODES) await until(`${name} is ready`, () => readyAt(nodeUrl(name)), 120_000);
  await bothServe(url);
}

/** The county of docker-compose.yml as the engine runs it, from images built or pulled to volumes and networks. */
export async function openCounty(): Promise<County> {
  const restarts = new Map<NodeName, number>();
  const restartsOf = async (name: NodeName) => Number(await fieldOf(name, '{{.RestartCount}}'));
  const url = `https://${SITE}`;
  await compose('up', '--build', '--detach');
  knowTheNames();
  let root = '';
  await until('Caddy has made its root', async () => {
    const looks = 'cat /data/caddy/pki/authorities/local/root.crt || true';
    root = await compose('exec', '-T', 'caddy', 'sh', '-c', looks);
    return root.includes('END CERTIFICATE');
  });
  setDefaultCACertificates([...getCACertificates('default'), root]);
  await allReady({ url });
  return {
    url,
    databaseUrl: () => `postgres://sitong:${settings['POSTGRES_PASSWORD']}@${settings['POSTGRES_HOST']}:5432/sitong`,
    nodeUrl,
    crash: async (name) => {
      restarts.set(name, await restartsOf(name));
      // Every process of the container but its init, which then ends with it: what the engine sees is a fault, while its
      // own `kill` would be somebody's wish that it stay down.
      await docker('exec', '--detach', await fieldOf(name, '{{.Id}}'), 'sh', '-c', 'kill -9 -1');
    },
    backAgain: async (name) => {
      const before = restarts.get(name) ?? 0;
      await until(`${name} is begun again by the engine`, async () => (await restartsOf(name)) > before, 60_000);
      await learnAddresses();
      await until(`${name} is ready again`, () => readyAt(nodeUrl(name)), 120_000);
    },
    doctor: () => compose('exec', '-T', 'server', 'node', 'scripts/doctor.ts', '--json'),
    askAs: async (person, path, claims) => {
      const trust = ['-e', 'NODE_EXTRA_CA_CERTS=/certificate/root.crt'];
      const from = NODES[person] ?? 'server';
      const said = await compose('exec', '-T', ...trust, from, 'node', '-e', ASK, path, JSON.stringify(claims));
      return HeadersSchema.parse(JSON.parse(said));
    },
    close: async () => {
      await compose('--profile', 'standby', 'down', '--volumes', '--remove-orphans');
    },
  };
}
