import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { NodesNow } from '@sitong/shared/protocol/down.ts';
import type pg from 'pg';
import type { Config } from '../../config.ts';
import { deploymentOf } from '../../plumbing/nodes/deployment.ts';
import { NodeLine } from '../../plumbing/nodes/node-line.ts';

interface NodeLineNeeds {
  config: Pick<Config, 'redisUrl' | 'port'>;
  pool: pg.Pool;
  now: () => number;
  onError: (error: unknown, what: string) => void;
}

/** How this node is called on screens: machine and port, or the process where any free port was asked for. */
export function nodeName(config: Pick<Config, 'port'>): string {
  return `${hostname()}:${config.port === 0 ? process.pid : config.port}`.slice(0, 80);
}

/** The line to the other nodes when REDIS_URL is set. A Redis that is away keeps nobody from starting. */
export async function openNodeLine({ config, pool, now, onError }: NodeLineNeeds): Promise<NodeLine | undefined> {
  if (config.redisUrl === null) return undefined;
  const deployment = await deploymentOf(pool);
  return new NodeLine({ url: config.redisUrl, node: randomUUID(), name: nodeName(config), deployment, now, onError });
}

/** For the health row of every screen. */
export function nodesNow(line: NodeLine | undefined): NodesNow | undefined {
  if (line === undefined) return undefined;
  const { kind, sinceMs } = line.state;
  return { signals: kind, sinceMs, count: 1 + line.peers().length };
}
