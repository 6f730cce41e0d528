import { type Id, newId } from '@sitong/shared/kernel/ids.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PostgresEventLog } from './plumbing/eventlog/postgres-event-log.ts';
import { startEmbedded } from './plumbing/persistence/embedded.ts';
import { createPool } from './plumbing/persistence/pool.ts';
import { withTestDatabase } from './testing/database.ts';
import { Ledger, Load } from './testing/load.ts';
import { Screen } from './testing/screen.ts';
import { dropFolder, newFolder, ServerProcess, startProcess } from './testing/server-process.ts';

/** Real processes of the server: one folder is kept through all of it, as on a machine that is never set up anew. */
const KILLS = process.env['SITONG_NIGHTLY'] === '1' ? 100 : 5;
const database = await withTestDatabase();
const folder = newFolder('process');
const quiet = (): void => undefined;
let server: ServerProcess;
let cookie = '';

beforeAll(async () => {
  server = await startProcess({ dataDir: folder });
  cookie = await server.signIn('duty');
});
afterAll(async () => {
  await server.end('SIGTERM');
  await dropFolder(folder);
});

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a server killed under load', () => {
  it(
    `[P1] ${KILLS} kills lose nothing that was confirmed and double nothing, and screens come back in order`,
    async () => {
      const ledger = new Ledger();
      const screen = await new Screen({ url: await server.url(), cookie }).open();
      const before = screen.seq;
      for (let kill = 0; kill < KILLS; kill += 1) {
        const load = new Load({ ledger, cookie, lines: 6, perSecond: 100 });
        await load.start(await server.url());
        await ledger.reaches(ledger.confirmed.size + 1 + ((kill * 37) % 60));
        const gone = server.end('SIGKILL');
        await screen.until(() => !screen.socket.connected);
        await gone;
        await load.stop();
        // Every other time the database dies with it, as at a power cut.
        if (kill % 2 === 1) process.kill(server.postmaster, 'SIGKILL');
        server = await startProcess({ dataDir: folder });
        const back = await new Screen({ url: await server.url(), cookie }).open();
        expect(back.faults).toEqual([]);
        back.close();
      }
      const last = new Load({ ledger, cookie, lines: 2, perSecond: 20 });
      await last.start(await server.url());
      await last.settle();
      await last.stop();
      screen.close();

      const inLog = await commandsInLog(before);
      const missing = [...ledger.confirmed.keys()].filter((id) => !inLog.has(id));
      const doubled = [...ledger.asked.keys()].filter((id) => (inLog.get(id)?.length ?? 0) > 1);
      const misplaced = [...ledger.confirmed].filter(([id, seq]) => !inLog.get(id)?.includes(seq));
      expect({ missing, doubled, misplaced, contradictions: ledger.contradictions }).toEqual({
        missing: [],
        doubled: [],
        misplaced: [],
        contradictions: [],
      });
      expect(ledger.confirmed.size).toBe(ledger.asked.size);
      expect(ledger.confirmed.size).toBeGreaterThan(KILLS * 10);
    },
    KILLS * 30_000,
  );

  it('leaves a chain of hashes that is whole', async () => {
    expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
    const embedded = await startEmbedded({ dataDir: folder, log: { info: quiet, warn: quiet, error: quiet } });
    const pool = createPool({ url: embedded.url, name: 'check', onError: quiet });
    const log = new PostgresEventLog({ pool, url: embedded.url, onError: quiet });
    expect(await log.verify('live')).toMatchObject({ kind: 'ok' });
    await log.close();
    await pool.end();
    await embedded.stop();
    server = await startProcess({ dataDir: folder });
  });
});

const PageSchema = z.object({ events: z.array(z.object({ seq: z.number(), commandId: z.string() })) });

/** Sequence numbers by command, of the events after `since`, asked over the outer contract. */
async function commandsInLog(since: number): Promise<Map<Id, number[]>> {
  const found = new Map<Id, number[]>();
  for (let at = since; ; ) {
    const response = await fetch(`${await server.url()}/api/log?since=${at}&limit=1000`, { headers: { cookie } });
    const page = PageSchema.parse(await response.json());
    for (const { seq, commandId } of page.events) found.set(commandId, [...(found.get(commandId) ?? []), seq]);
    const last = page.events.at(-1);
    if (last === undefined) return found;
    at = last.seq;
  }
}

describe('starting', () => {
  it('a second time on the same folder: says who has it, ends with 1, and the first goes on unharmed', async () => {
    const screen = await new Screen({ url: await server.url(), cookie }).open();
    const { postmaster } = server;
    const second = new ServerProcess({ dataDir: folder });
    expect(await second.ended).toEqual({ code: 1, signal: null });
    const words = second.said.join('\n');
    expect(words).toContain(folder);
    expect(words).toContain(String(server.pid));
    expect(words).not.toContain('    at ');
    expect([screen.socket.connected, alive(postmaster)]).toEqual([true, true]);
    expect(await screen.send({ type: 'EnterDutyLog', text: 'unharmed' })).toMatchObject({ ok: true });
    screen.close();
  });

  it('on a port that is taken: names the port and a way out, ends with 1, and leaves no database behind', async () => {
    const other = newFolder('port');
    const { port } = new URL(await server.url());
    const second = new ServerProcess({ dataDir: other, env: { PORT: port, SITONG_DEMO: '0' } });
    expect(await second.ended).toEqual({ code: 1, signal: null });
    const words = second.said.join('\n');
    expect(words).toContain(`port ${port} on 127.0.0.1 is taken by another program`);
    expect(words).toContain(`PORT=${Number(port) + 1}`);
    expect(() => second.postmaster).toThrow();
    await dropFolder(other);
    expect((await fetch(`${await server.url()}/readyz`)).status).toBe(200);
  });

  it('with a DATABASE_URL that leads nowhere: names the variable and the remedy, never the password', async () => {
    const other = newFolder('url');
    const secret = 'S3cret-never-shown';
    const noDatabase = database.url.replace(/\/[^/]*$/, '/not_there');
    for (const [url, remedy] of [
      [`postgresql://sitong:${secret}@127.0.0.1:1/sitong`, 'nothing listens there'],
      [`postgresql://sitong:${secret}@no-such-host.invalid:5432/sitong`, 'host name is unknown'],
      [noDatabase, 'does not exist'],
      [database.url.replace(/:[^:@/]+@/, `:${secret}@`), 'user or password was refused'],
      [`mysql://sitong:${secret}@127.0.0.1/sitong`, 'postgres'],
    ] as const) {
      const one = new ServerProcess({ dataDir: other, env: { DATABASE_URL: url } });
      expect([url, await one.ended]).toEqual([url, { code: 1, signal: null }]);
      const words = one.said.join('\n');
      expect(words).toContain('DATABASE_URL');
      expect(words).toContain(remedy);
      expect(words).not.toContain(secret);
    }
    await dropFolder(other);
  });
});

describe('ending politely', () => {
  it('SIGTERM with lines open: tells them, ends with 0 within 5 s, and takes its database along', async () => {
    const url = await server.url();
    const screens = await Promise.all(
      Array.from({ length: 20 }, () => new Screen({ url, cookie }).open({ positions: 'on' })),
    );
    const { postmaster } = server;
    const startedMs = performance.now();
    expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(performance.now() - startedMs).toBeLessThan(5000);
    expect(alive(postmaster)).toBe(false);
    await Promise.all(screens.map((screen) => screen.until(() => !screen.socket.connected)));
    expect(new Set(screens.map(({ bye }) => bye))).toEqual(new Set(['server_stopping']));
  });

  it('and the next start keeps who was signed in, and everything they had', async () => {
    server = await startProcess({ dataDir: folder });
    const url = await server.url();
    expect((await fetch(`${url}/api/session`, { headers: { cookie } })).status).toBe(200);
    const screen = await new Screen({ url, cookie }).open();
    const incidentId = newId();
    const reported = await screen.send({
      type: 'ReportIncident',
      incidentId,
      hazard: 'flash_flood',
      title: '善化村山洪',
      grade: 2,
      place: { point: { lon: 109.9, lat: 35.2 }, division: '610525000000', name: '善化村', by: 'map' },
      source: { kind: 'duty' },
      text: '水位上涨',
      photos: [],
      notDuplicateOf: [],
      figures: [],
    });
    expect(reported).toMatchObject({ ok: true });
    await screen.until(() => screen.replica.state.command.incidents[incidentId] !== undefined);
    await server.end('SIGTERM');
    server = await startProcess({ dataDir: folder });
    const after = await new Screen({ url: await server.url(), cookie }).open();
    // What followed from the incident may still be on its way; what was shown before stands as it was.
    expect(after.replica.state.command.incidents[incidentId]).toMatchObject({
      title: '善化村山洪',
      status: 'reported',
    });
    expect(after.seq).toBeGreaterThanOrEqual(screen.seq);
    screen.close();
    after.close();
  });
});
