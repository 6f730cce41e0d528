import { strict as assert } from 'node:assert';
import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { judgeAt } from '../../faults/fault.ts';
import { type County, NODES, SITE, STICKY } from '../county.ts';
import { ask } from '../https-asker.ts';
import { bothServe, hello, nodeCookies, signIn, until } from '../people.ts';
import { compose, containerOf, fieldOf } from './engine.ts';
import { learnAddresses } from './names.ts';

/** One statement at the primary, rows as psql prints them. */
export const asPostgres = (sql: string): Promise<string> =>
  compose('exec', '-T', 'postgres', 'psql', '-U', 'sitong', '-d', 'sitong', '-Atc', sql);

/** Nothing that was confirmed is missing or doubled in the database the nodes write to. */
export async function assertKept(county: County, ledger: Ledger): Promise<void> {
  const checks = await judgeAt(county.databaseUrl(), ledger);
  assert.deepEqual(
    checks.filter(({ holds }) => !holds),
    [],
  );
}

/** What only containers show; each sentence is shown, or an error says why not. Run before the walk behind Caddy. */
export const CONTAINERS: Readonly<Record<string, (county: County) => Promise<void>>> = {
  'started at once: one node migrates and loads the county, the other waits for it': async () => {
    const said = await Promise.all(NODES.map((name) => compose('logs', '--no-log-prefix', name)));
    for (const words of ['database brought up to date', 'loading the demo county'])
      assert.equal(said.filter((lines) => lines.includes(words)).length, 1, words);
  },

  'every service with a health check is healthy, and each helper ended well': async () => {
    for (const name of [...NODES, 'postgres', 'redis'])
      await until(`${name} is healthy`, async () => (await fieldOf(name, '{{.State.Health.Status}}')) === 'healthy');
    for (const name of ['archive-owner', 'root-certificate'])
      await until(
        `${name} ended`,
        async () => (await fieldOf(name, '{{.State.Status}} {{.State.ExitCode}}')) === 'exited 0',
      );
  },

  'a node runs as nobody in particular: no capability, no new privileges, nothing to write on but its folders':
    async () => {
      for (const name of NODES) {
        const inside = (script: string) => compose('exec', '-T', name, 'sh', '-c', script);
        assert.equal((await inside('id -un')).trim(), 'node');
        const status = await inside('cat /proc/1/status');
        assert.match(status, /^CapBnd:\s+0+$/m);
        assert.match(status, /^NoNewPrivs:\s+1$/m);
        assert.equal((await inside('touch /app/x 2>/dev/null || echo refused')).trim(), 'refused');
        await inside(`echo ${name} > /data/photos/${name} && touch /data/own /tmp/own`);
      }
      // The photos of one are there for the other; its other folders are its own.
      const photos = await compose(
        'exec',
        '-T',
        'server-2',
        'sh',
        '-c',
        'cat /data/photos/server && rm /data/photos/server*',
      );
      assert.equal(photos.trim(), 'server');
    },

  'another `up` begins nothing anew': async () => {
    const names = [...NODES, 'postgres', 'redis', 'caddy'];
    const ids = () => Promise.all(names.map(containerOf));
    const before = await ids();
    await compose('up', '--detach');
    assert.deepEqual(await ids(), before);
  },

  'a segment of the write-ahead log goes to the archive, whole': async () => {
    const segment = (await asPostgres('SELECT pg_walfile_name(pg_switch_wal())')).trim();
    await until(
      'it is archived',
      async () => (await asPostgres('SELECT last_archived_wal FROM pg_stat_archiver')).trim() >= segment,
    );
    const size = await compose('exec', '-T', 'postgres', 'stat', '-c', '%s %U', `/archive/${segment}`);
    assert.equal(size.trim(), `${16 * 1024 * 1024} postgres`);
    assert.equal((await asPostgres('SELECT failed_count FROM pg_stat_archiver')).trim(), '0');
  },

  'Redis killed under load: the console goes on and stays ready; back again, positions cross': async (county) => {
    const [first, second] = await nodeCookies(county);
    const duty = (await signIn(county, 'duty', first)).cookie;
    const ledger = new Ledger();
    const load = new Load({ ledger, cookie: duty, lines: 4, perSecond: 40, patienceMs: 5000 });
    const desk = await hello(county, duty).open({ positions: 'on' });
    const phone = await hello(county, (await signIn(county, 'team1', second)).cookie).open();
    let frames = 0;
    desk.socket.on('positions', () => {
      frames += 1;
    });
    try {
      await load.start(county.url);
      await ledger.reaches(40);
      await compose('kill', 'redis');
      await ledger.reaches(ledger.confirmed.size + 80);
      for (const name of NODES) assert.equal((await ask(`${county.nodeUrl(name)}/readyz`)).status, 200);
      await compose('up', '--detach', 'redis');
      const before = frames;
      await until(
        'a position from the other node',
        async () => {
          phone.socket.emit('position', { lon: 109.9331, lat: 35.1842, observedAt: new Date().toISOString() });
          return frames > before;
        },
        30_000,
      );
      await load.settle(30_000);
      const last = Math.max(...ledger.confirmed.values());
      await desk.reaches(last, 20_000);
      assert.deepEqual([desk.faults, phone.faults], [[], []]);
      await assertKept(county, ledger);
    } finally {
      await load.stop();
      desk.close();
      phone.close();
    }
  },
};

/** The last of all: the county has one node afterwards. */
export const ONE_NODE: Readonly<Record<string, (county: County) => Promise<void>>> = {
  'one node is enough: with `--scale server-2=0` everybody is served by the other': async (county) => {
    await bothServe(county.url);
    await compose('up', '--detach', '--scale', 'server-2=0');
    assert.equal(await containerOf('server-2'), undefined);
    await learnAddresses();
    const met = new Set<string | undefined>();
    await until(
      'only one is met, by ten in a row',
      async () => {
        const answers = await Promise.all(Array.from({ length: 10 }, () => ask(`https://${SITE}/healthz`)));
        met.clear();
        for (const { cookies, status } of answers) met.add(status === 200 ? cookies.get(STICKY) : undefined);
        return met.size === 1 && !met.has(undefined);
      },
      60_000,
    );
    const desk = await hello(county, (await signIn(county, 'duty')).cookie).open();
    const said = await desk.send({ type: 'EnterDutyLog', text: `一个节点 ${newId()}` });
    desk.close();
    assert.ok(said.ok);
  },
};
