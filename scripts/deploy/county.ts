import type { IncomingHttpHeaders } from 'node:http';

export const SITE = 'sitong.test';
/** The cookie of the Caddyfile. */
export const STICKY = 'sitong_node';
export const PASSWORD = 'Probe-2026-process';

export type NodeName = 'server' | 'server-2';
export const NODES: readonly NodeName[] = ['server', 'server-2'];

/** What is walked by `caddy-walk.ts`: the county of docker-compose.yml, as plain processes or as containers. */
export interface County {
  readonly url: string;
  /** Of the database the nodes write to now. */
  databaseUrl(): string;
  /** Address of a node itself, past Caddy. */
  nodeUrl(name: NodeName): string;
  /** Killed at once, as by a fault. */
  crash(name: NodeName): Promise<void>;
  /** Resolves when it serves again. */
  backAgain(name: NodeName): Promise<void>;
  /** What `pnpm doctor --json` prints with the environment of the node `server`. */
  doctor(): Promise<string>;
  /** The headers one of two people gets, each with an address of their own. */
  askAs(person: 0 | 1, path: string, claims: Readonly<Record<string, string>>): Promise<IncomingHttpHeaders>;
  close(): Promise<void>;
}
