import { strict as assert } from 'node:assert';
import { X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';
import { Ledger, Load } from '@sitong/server/testing/load.ts';
import { newId } from '@sitong/shared/kernel/ids.ts';
import { z } from 'zod';
import { judgeAt } from '../faults/fault.ts';
import { type County, NODES, type NodeName, SITE, STICKY } from './county.ts';
import { ask } from './https-asker.ts';
import { hello, nodeCookies, signIn, socketsAt, until } from './people.ts';

const OTHER_SITE = 'https://evil.example';

/** Each step is a sentence that is shown, or an error that says why not; in this order, on one county. */
export const WALK: Readonly<Record<string, (county: County) => Promise<void>>> = {
  'https with the certificate of Caddy’s own authority, TLS 1.2 and newer alone': async () => {
    const negotiated = await new Promise<{ version: string | null; names: string }>((resolve, reject) => {
      const line = connect({ host: SITE, port: 443, servername: SITE }, () => {
        const found = { version: line.getProtocol(), names: line.getPeerX509Certificate()?.subjectAltName ?? '' };
        line.end(() => resolve(found));
      });
      line.on('error', reject);
    });
    assert.equal(negotiated.version, 'TLSv1.3');
    assert.match(negotiated.names, /DNS:sitong\.test/);
    const old = new Promise((resolve, reject) => {
      const line = connect(
        {
          host: SITE,
          port: 443,
          servername: SITE,
          minVersion: 'TLSv1',
          maxVersion: 'TLSv1.1',
          ciphers: 'ALL@SECLEVEL=0',
        },
        () => resolve(line.getProtocol()),
      );
      line.on('error', reject);
    });
    await assert.rejects(old, /protocol version/);
  },

  'the session in a __Host- cookie; HSTS and the page policy come through': async (county) => {
    const { line } = await signIn(county, 'duty');
    for (const word of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) assert.ok(line.includes(word), line);
    assert.ok(!/domain=/i.test(line), line);
    const { headers } = await ask(`${county.url}/healthz`);
    assert.match(String(headers['strict-transport-security']), /max-age=31536000/);
    assert.match(String(headers['content-security-policy']), /default-src 'self'/);
    // No promise of HTTP/3, which nobody answers.
    assert.equal(headers['alt-svc'], undefined);
  },

  'a browser stays at its node: polling works with its cookie, and without it goes astray': async (county) => {
    const { cookie } = await signIn(county, 'duty');
    const opened = await ask(`${county.url}/live/?EIO=4&transport=polling`, { headers: { cookie } });
    const { sid } = z.object({ sid: z.string() }).parse(JSON.parse(opened.text.slice(1)));
    // A pong: what a browser sends all day.
    const pong = (headers: Record<string, string>) =>
      ask(`${county.url}/live/?EIO=4&transport=polling&sid=${sid}`, { method: 'POST', headers, text: '3' });
    const session = cookie.split('; ')[0] ?? '';
    for (let i = 0; i < 12; i++) assert.deepEqual((await pong({ cookie })).text, 'ok');
    const strays = await Promise.all(Array.from({ length: 24 }, () => pong({ cookie: session })));
    assert.ok(strays.some(({ text }) => text.includes('Session ID unknown')));
  },

  'over wss an event and a binary frame of positions cross from one node to the other': async (county) => {
    const [first, second] = await nodeCookies(county);
    const desk = hello(county, (await signIn(county, 'duty', first)).cookie);
    const phone = hello(county, (await signIn(county, 'team1', second)).cookie);
    const frames: Uint8Array[] = [];
    desk.socket.on('positions', (frame: unknown) => {
      if (frame instanceof Uint8Array) frames.push(frame);
    });
    try {
      await desk.open({ positions: 'on' });
      await phone.open();
      const { cookie } = await signIn(county, 'admin');
      for (const name of NODES) assert.equal(await socketsAt(county, name, cookie), 1, `sockets at ${name}`);
      const said = await desk.send({ type: 'EnterDutyLog', text: '经网关' });
      assert.ok(said.ok);
      await phone.reaches(said.seq);
      const before = frames.length;
      phone.socket.emit('position', { lon: 109.9331, lat: 35.1842, observedAt: new Date().toISOString() });
      await until('a frame of positions', () => frames.length > before);
    } finally {
      desk.close();
      phone.close();
    }
  },

  'a page of another site reaches neither the socket nor a route': async (county) => {
    const { cookie } = await signIn(county, 'duty');
    const foreign = hello(county, cookie, OTHER_SITE);
    await assert.rejects(foreign.connect());
    foreign.close();
    const own = hello(county, cookie, county.url);
    await own.open();
    own.close();
    const body = { commandId: newId(), intent: { type: 'EnterDutyLog', text: '跨站' } };
    const question = (origin: string) => ({ method: 'POST', headers: { cookie, origin }, body });
    assert.equal((await ask(`${county.url}/api/intents?world=live`, question(OTHER_SITE))).status, 403);
    assert.equal((await ask(`${county.url}/api/intents?world=live`, question(county.url))).status, 200);
  },

  'each person has an own address for the limits, whatever a header claims': async (county) => {
    const left = async (person: 0 | 1, claims: string): Promise<number> => {
      const headers = await county.askAs(person, '/api/cap/feed.atom', {
        'x-forwarded-for': claims,
        'x-real-ip': claims,
        forwarded: `for=${claims}`,
      });
      return Number(headers['x-ratelimit-remaining']);
    };
    const mine: number[] = [];
    for (let i = 0; i < 8; i++) mine.push(await left(0, `203.0.113.${i}`));
    // Nodes tell each other what was used a quarter of a second later; each alone counts what it was asked.
    assert.ok(Math.min(...mine) <= 3000 - 4, `left after eight requests: ${mine}`);
    assert.equal(await left(1, '203.0.113.7'), 2999);
  },

  'over plain http only the root is handed out, with the fingerprint that `pnpm doctor` prints': async (county) => {
    const page = await ask(`http://${SITE}/certificate?lang=en`);
    assert.equal(page.status, 200);
    const shown = /(?:[0-9A-F]{2}:){31}[0-9A-F]{2}/.exec(page.text)?.[0];
    const file = await fetch(`http://${SITE}/certificate/sitong-root.crt`);
    assert.equal(new X509Certificate(Buffer.from(await file.arrayBuffer())).fingerprint256, shown);
    assert.equal((await ask(`http://${SITE}/public/page.css`)).status, 200);
    for (const path of ['/', '/api/session', '/api/cap/feed.atom', '/live/?EIO=4&transport=polling']) {
      const { status, headers } = await ask(`http://${SITE}${path}`);
      assert.deepEqual([status, headers.location], [301, `https://${SITE}${path}`]);
    }
    const doctor = await county.doctor();
    const findings = z.array(z.object({ area: z.string(), state: z.string(), what: z.string() }));
    const said = findings.parse(JSON.parse(doctor));
    assert.ok(
      said.some(({ what }) => what.endsWith(`SHA-256 ${shown}`)),
      doctor,
    );
    assert.deepEqual(
      said.filter(({ state }) => state === 'bad'),
      [],
    );
    assert.ok(
      said.some(({ state, what }) => state === 'good' && what.startsWith(`ready at https://${SITE}/`)),
      doctor,
    );
  },

  'a node killed under load: the others go on, nothing confirmed is lost or doubled; started again, it serves': async (
    county,
  ) => {
    const { cookie } = await signIn(county, 'duty');
    const admin = (await signIn(county, 'admin')).cookie;
    const ledger = new Ledger();
    const load = new Load({ ledger, cookie, lines: 4, perSecond: 40, patienceMs: 3000 });
    const screen = await hello(county, cookie, undefined, true).open();
    try {
      await load.start(county.url);
      await ledger.reaches(40);
      const there = await socketsAt(county, 'server', admin);
      const killed: NodeName = there > 0 ? 'server' : 'server-2';
      assert.ok((await socketsAt(county, killed, admin)) > 0);
      await county.crash(killed);
      await ledger.reaches(ledger.confirmed.size + 60);
      await load.settle(30_000);
      const last = Math.max(...ledger.confirmed.values());
      await screen.reaches(last, 20_000);
      assert.deepEqual(
        screen.faults.filter(({ kind }) => kind !== 'doubled'),
        [],
      );
      const checks = await judgeAt(county.databaseUrl(), ledger);
      assert.deepEqual(
        checks.filter(({ holds }) => !holds),
        [],
      );
      await county.backAgain(killed);
      await until('newcomers are sent to it again', async () => {
        const met = await Promise.all(Array.from({ length: 8 }, () => ask(`${county.url}/healthz`)));
        return new Set(met.map(({ cookies }) => cookies.get(STICKY))).size === NODES.length;
      });
    } finally {
      await load.stop();
      screen.close();
    }
  },
};
