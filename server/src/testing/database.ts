import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { type EmbeddedDatabase, startEmbedded } from '../plumbing/persistence/embedded.ts';
import { migrate } from '../plumbing/persistence/migrate.ts';
import { createPool } from '../plumbing/persistence/pool.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run's PostgreSQL is asked for. */
    testDatabaseAt: string;
  }
}

const TEMPLATE = 'migrated';

/** Keeps quiet unless something is wrong with the server itself. */
const log = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

interface TestServer {
  url: string;
  stop(): Promise<void>;
}

/** One PostgreSQL in a folder of its own, holding a migrated template. */
async function startTestServer(): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sitong-test-'));
  let server: EmbeddedDatabase;
  try {
    server = await startEmbedded({ dataDir, log });
    await admin(server.url, `CREATE DATABASE ${TEMPLATE}`);
    await migrate(databaseUrl(server.url, TEMPLATE));
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** vitest globalSetup: the server starts when the first test file asks for it, and once. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let server: Promise<TestServer> | undefined;
  const desk = createServer((_request, response) => {
    server ??= startTestServer();
    server.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    );
  });
  await new Promise<void>((resolve) => {
    desk.listen(0, '127.0.0.1', resolve);
  });
  const address = desk.address();
  if (address === null || typeof address === 'string') throw new Error('no loopback port for the test database desk');
  project.provide('testDatabaseAt', `http://127.0.0.1:${address.port}`);
  return async () => {
    desk.closeAllConnections();
    desk.close();
    // A start that failed was reported to the test that asked.
    const started = await server?.catch(() => undefined);
    await started?.stop();
  };
}

export interface TestDatabase {
  url: string;
  pool: pg.Pool;
}

/**
 * A database of its own for this test file, with every migration applied, dropped afterwards. Call it at the
 * top of a `.db.test.ts` file; read `url` and `pool` inside tests and hooks only.
 * @param from `empty` gives a database without migrations
 */
export async function withTestDatabase(from: 'migrated' | 'empty' = 'migrated'): Promise<TestDatabase> {
  const { afterAll, inject } = await import('vitest');
  const desk = inject('testDatabaseAt');
  const response = await fetch(desk);
  const server = await response.text();
  if (!response.ok) throw new Error(`the test database did not start: ${server}`);
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  await admin(server, `CREATE DATABASE ${name} TEMPLATE ${from === 'migrated' ? TEMPLATE : 'template0'}`);
  const url = databaseUrl(server, name);
  const pool = createPool({ url, name: 'test', onError: () => undefined });
  afterAll(async () => {
    await pool.end();
    await admin(server, `DROP DATABASE ${name} WITH (FORCE)`);
  });
  return { url, pool };
}

/** The same server, another database. */
export function databaseUrl(url: string, database: string): string {
  return url.replace(/\/[^/]*$/, `/${database}`);
}

async function admin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(url, 'postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
