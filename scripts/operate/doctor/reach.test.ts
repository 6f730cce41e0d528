import { once } from 'node:events';
import { createServer } from 'node:https';
import { parseConfig } from '@sitong/server/config.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { checkReach, doorsOf } from './reach.ts';
import { type Issued, issue } from './testing-certificate.ts';

const DAY_MS = 86_400_000;
const nowMs = Date.now();
const year = { fromMs: nowMs - 300 * DAY_MS, toMs: nowMs + 65.5 * DAY_MS };
const root = issue({ name: 'Own Root', fromMs: nowMs - DAY_MS, toMs: nowMs + 3000 * DAY_MS });
const other = issue({ name: 'Other Root', fromMs: nowMs - DAY_MS, toMs: nowMs + 3000 * DAY_MS });
const leaf = (given: Partial<Parameters<typeof issue>[0]> = {}): Issued =>
  issue({ name: 'sitong.test', hosts: ['sitong.test'], by: root, ...year, ...given });

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A TLS server that shows this certificate and answers /readyz. */
async function served({ pem, keyPem }: Issued, status = 200): Promise<string> {
  const server = createServer({ cert: pem, key: keyPem }, (request, response) => {
    response.writeHead(request.url === '/readyz' ? status : 404).end(status === 200 ? '{}' : 'database away');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    return closed;
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `https://127.0.0.1:${address.port}`;
}

async function said(
  shown: Issued,
  rootPem: string | undefined,
  name: string | undefined = 'sitong.test',
  status = 200,
) {
  const findings = await checkReach({ origin: await served(shown, status), name, rootPem }, nowMs);
  return findings.map(
    ({ area, state, what }) => `${area} ${state}: ${what.replace(/https:\/\/127\.0\.0\.1:\d+/g, 'AT')}`,
  );
}

describe('pnpm doctor over https', () => {
  it('[OPS-40] is content with a certificate whose root stands in TLS_CA', async () => {
    expect(await said(leaf(), root.pem)).toEqual([
      'certificate good: the one shown at AT/readyz is trusted for sitong.test, good for 65 days',
      'server good: ready at AT/readyz',
    ]);
  });

  it.each([
    [
      'a root that nobody has',
      leaf(),
      undefined,
      /leads to no root that devices have \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)/,
    ],
    ['another root in TLS_CA', leaf(), other.pem, /leads to no root that devices have/],
    [
      'one that signed itself',
      issue({ name: 'sitong.test', hosts: ['sitong.test'], ...year }),
      root.pem,
      /no root that devices have \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    ],
    ['another name', leaf({ hosts: ['other.test'] }), root.pem, /does not name sitong\.test, only DNS:other\.test/],
    ['one that has ended', leaf({ toMs: nowMs - 5 * DAY_MS }), root.pem, /ended on \d{4}-\d\d-\d\d$/],
    ['one that has not begun', leaf({ fromMs: nowMs + DAY_MS }), root.pem, /begins on \d{4}-\d\d-\d\d$/],
  ])('[OPS-41] calls %s bad in its own words', async (_what, shown, rootPem, words) => {
    const [first, ...others] = await said(shown, rootPem);
    expect(first).toMatch(/^certificate bad: the one shown at AT\/readyz/);
    expect(first).toMatch(words);
    // Each fault once, and the server itself is ready.
    expect(others).toEqual(['server good: ready at AT/readyz']);
  });

  it('[OPS-41] tells a wrong name beside an end, not the first alone', async () => {
    const words = (await said(leaf({ hosts: ['other.test'], toMs: nowMs - DAY_MS }), root.pem)).join('\n');
    for (const part of ['ended on', 'does not name sitong.test']) expect(words).toContain(part);
  });

  it('[OPS-42] warns of one that ends soon, by days or by what is left of a short life', async () => {
    expect((await said(leaf({ toMs: nowMs + 20.5 * DAY_MS }), root.pem))[0]).toMatch(/watch: .* ends in 20 days$/);
    const hour = 3_600_000;
    const short = (leftH: number) => leaf({ fromMs: nowMs - (12 - leftH) * hour, toMs: nowMs + leftH * hour + 60_000 });
    expect((await said(short(6), root.pem))[0]).toMatch(/^certificate good: .*good for 6 h$/);
    expect((await said(short(1), root.pem))[0]).toMatch(/^certificate watch: .* ends in 1 h$/);
  });

  it('[OPS-43] says when no name can be compared, when the server is not ready, and when nothing is there', async () => {
    const origin = await served(leaf());
    expect((await checkReach({ origin, name: undefined, rootPem: root.pem }, nowMs))[0]?.what).toContain(
      'PUBLIC_URL is not set',
    );
    expect((await said(leaf(), root.pem, 'sitong.test', 503)).at(-1)).toBe(
      'server bad: AT/readyz answers 503: database away',
    );
    const gone = await checkReach({ origin: 'https://127.0.0.1:1', name: 'sitong.test', rootPem: undefined }, nowMs);
    expect(gone).toMatchObject([{ state: 'unknown', what: expect.stringContaining('ECONNREFUSED') }]);
  });

  it('[OPS-44] asks the server itself, and PUBLIC_URL as well where a proxy serves https', () => {
    const doors = (env: Record<string, string>): string[] => {
      const parsed = parseConfig({ PORT: '8080', ...env }, '/srv');
      if (parsed.kind === 'refused') throw new Error(JSON.stringify(parsed.problems));
      return doorsOf(parsed.config).map(({ origin, name }) => `${origin} ${name}`);
    };
    const files = { TLS_CERT: 'cert.pem', TLS_KEY: 'key.pem' };
    expect(doors({})).toEqual(['http://127.0.0.1:8080 undefined']);
    expect(doors({ HOST: '0.0.0.0', PUBLIC_URL: 'https://sitong.test', ...files })).toEqual([
      'https://127.0.0.1:8080 sitong.test',
    ]);
    expect(doors({ PUBLIC_URL: 'https://sitong.test' })).toEqual([
      'http://127.0.0.1:8080 sitong.test',
      'https://sitong.test sitong.test',
    ]);
  });
});
