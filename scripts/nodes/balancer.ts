import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';

export interface Balancer {
  url: string;
  /** Nodes that answered when last asked. A node listens when its start is done. */
  ready(): readonly string[];
  close(): Promise<void>;
}

export interface BalancerOptions {
  /** Addresses such as http://127.0.0.1:8081. */
  nodes: readonly string[];
  host: string;
  /** 0 = any free port. */
  port: number;
}

const COOKIE = 'sitong_node';
const ASK_EVERY_MS = 500;
const ASK_PATIENCE_MS = 1500;

interface Node {
  url: URL;
  standing: 'ready' | 'away';
}

/**
 * What Caddy does in front of a county's two nodes, small enough to try on one machine: a browser stays with the node it
 * came to first and moves when that one is not ready. For trying and for tests; a bureau uses Caddy.
 */
export async function startBalancer({ nodes, host, port }: BalancerOptions): Promise<Balancer> {
  const all: Node[] = nodes.map((url) => ({ url: new URL(url), standing: 'away' }));
  const agent = new Agent({ keepAlive: true });
  const sockets = new Set<Socket>();
  let turn = 0;

  const ask = async (node: Node): Promise<void> => {
    try {
      const answer = await fetch(new URL('/healthz', node.url), { signal: AbortSignal.timeout(ASK_PATIENCE_MS) });
      node.standing = answer.ok ? 'ready' : 'away';
      await answer.body?.cancel();
    } catch {
      // Not reachable is an answer too.
      node.standing = 'away';
    }
  };
  const choose = (message: IncomingMessage): { node: Node; index: number } | undefined => {
    const wanted = Number(new RegExp(`${COOKIE}=(\\d+)`).exec(message.headers.cookie ?? '')?.[1] ?? Number.NaN);
    const own = all[wanted];
    if (own?.standing === 'ready') return { node: own, index: wanted };
    for (let i = 0; i < all.length; i++) {
      const index = (turn + i) % all.length;
      const node = all[index];
      if (node?.standing !== 'ready') continue;
      turn = index + 1;
      return { node, index };
    }
    return undefined;
  };
  const forwarded = (message: IncomingMessage) => ({
    ...message.headers,
    'x-forwarded-for': message.socket.remoteAddress ?? '',
  });

  const door = createServer((message: IncomingMessage, response: ServerResponse) => {
    const chosen = choose(message);
    if (chosen === undefined) {
      response.writeHead(503, { 'retry-after': '1' }).end('no node is ready\n');
      return;
    }
    const { node, index } = chosen;
    const onward = request(
      {
        agent,
        host: node.url.hostname,
        port: node.url.port,
        method: message.method,
        path: message.url,
        headers: forwarded(message),
      },
      (answer) => {
        const cookies = [
          ...(answer.headers['set-cookie'] ?? []),
          `${COOKIE}=${index}; Path=/; HttpOnly; SameSite=Strict`,
        ];
        response.writeHead(answer.statusCode ?? 502, { ...answer.headers, 'set-cookie': cookies });
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      },
    );
    onward.on('error', () => {
      node.standing = 'away';
      if (response.headersSent) response.destroy();
      else response.writeHead(502, { 'retry-after': '1' }).end('the node went away; send it again\n');
    });
    message.pipe(onward);
  });
  door.on('upgrade', (message: IncomingMessage, near: Socket, head: Buffer) => {
    const chosen = choose(message);
    if (chosen === undefined) {
      near.end('HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\n\r\n');
      return;
    }
    const { url } = chosen.node;
    const far = connect(Number(url.port), url.hostname, () => {
      const lines = Object.entries(forwarded(message)).flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value ?? '']).map((one) => `${name}: ${one}`),
      );
      far.write(`${message.method} ${message.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      far.write(head);
      far.pipe(near);
      near.pipe(far);
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      // Either end may break; the other goes with it, and the client comes back.
      one.on('error', () => other.destroy());
      one.once('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });

  await Promise.all(all.map(ask));
  const timer = setInterval(() => void Promise.all(all.map(ask)), ASK_EVERY_MS);
  door.listen(port, host);
  await once(door, 'listening');
  const address = door.address();
  if (address === null || typeof address === 'string') throw new Error('the balancer has no port');
  return {
    url: `http://${host}:${address.port}`,
    ready: () => all.filter(({ standing }) => standing === 'ready').map(({ url }) => url.origin),
    close: async () => {
      clearInterval(timer);
      const closed = once(door, 'close');
      door.close();
      door.closeAllConnections();
      for (const socket of sockets) socket.destroy();
      agent.destroy();
      await closed;
    },
  };
}
