import { strict as assert } from 'node:assert';
import { setTimeout as pause } from 'node:timers/promises';
import { cookieName } from '@sitong/server/plumbing/accounts/session-cookie.ts';
import { Screen } from '@sitong/server/testing/screen.ts';
import { type County, NODES, type NodeName, PASSWORD, STICKY } from './county.ts';
import { ask } from './https-asker.ts';

const SESSION = cookieName('on');

/** Signs in through Caddy, as a browser that keeps both cookies. */
export async function signIn(
  { url }: County,
  username: string,
  sticky?: string,
): Promise<{ cookie: string; line: string }> {
  const answer = await ask(`${url}/api/session`, {
    method: 'POST',
    body: { username, password: PASSWORD },
    ...(sticky === undefined ? {} : { headers: { cookie: `${STICKY}=${sticky}` } }),
  });
  assert.equal(answer.status, 200, answer.text);
  assert.ok(answer.cookies.has(SESSION), JSON.stringify(answer.headers));
  const node = sticky ?? answer.cookies.get(STICKY);
  return {
    cookie: `${SESSION}=${answer.cookies.get(SESSION)}; ${STICKY}=${node}`,
    line: answer.setCookies.get(SESSION) ?? '',
  };
}

/** What Caddy calls each node in its cookie, found by asking as a newcomer until both were met. */
export async function nodeCookies({ url }: County): Promise<string[]> {
  const met = new Set<string>();
  // One that missed a look of Caddy's is left out until the next.
  await until('newcomers are shared out between both nodes', async () => {
    const given = (await ask(`${url}/healthz`)).cookies.get(STICKY);
    if (given !== undefined) met.add(given);
    return met.size === NODES.length;
  });
  return [...met];
}

/** Caddy looks at each node every 2 s, and both were away when it first did. */
export async function bothServe(url: string): Promise<void> {
  const met = new Set<string>();
  await until(
    'Caddy finds both nodes',
    async () => {
      const { status, cookies } = await ask(`${url}/healthz`);
      const node = cookies.get(STICKY);
      if (status === 200 && node !== undefined) met.add(node);
      return met.size === NODES.length;
    },
    60_000,
  );
}

/** Sockets a node holds, by its own count; `cookie` is an administrator's. */
export async function socketsAt(county: County, name: NodeName, cookie: string): Promise<number> {
  const { text } = await ask(`${county.nodeUrl(name)}/metrics`, { headers: { cookie } });
  return Number(/^sitong_sockets (\d+)/m.exec(text)?.[1] ?? 0);
}

export async function until(what: string, holds: () => Promise<boolean> | boolean, withinMs = 15_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await holds())) {
    assert.ok(performance.now() < deadline, `${what}: not within ${withinMs / 1000} s`);
    await pause(50);
  }
}

export const hello = (county: County, cookie: string, origin?: string, reconnects = false): Screen =>
  new Screen({ url: county.url, cookie, reconnects, ...(origin === undefined ? {} : { origin }) });
