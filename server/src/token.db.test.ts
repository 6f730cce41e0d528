import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { describe, expect, it } from 'vitest';
import { ApiTokens } from './plumbing/accounts/api-tokens.ts';
import { withTestDatabase } from './testing/database.ts';

const database = await withTestDatabase();
const file = fileURLToPath(new URL('./token.ts', import.meta.url));

function run(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [file, ...args], { env: { ...process.env, DATABASE_URL: database.url } });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

describe('token on the command line', () => {
  it('prints a working token alone on its last line', async () => {
    const { code, out } = await run('--scope', 'ingest', '--name', 'station-12');
    expect(code).toBe(0);
    const token = out.trimEnd().split('\n').at(-1) ?? '';
    expect(token).toMatch(/^st_\S+$/);
    const known = await new ApiTokens(drizzle(database.pool), Date.now).of(token);
    expect(known).toMatchObject({ name: 'station-12', scopes: ['ingest'], world: 'live' });
  });

  it('takes several scopes', async () => {
    const { out } = await run('--scope', 'ingest,read', '--name', 'both');
    const known = await new ApiTokens(drizzle(database.pool), Date.now).of(out.trim());
    expect(known?.scopes).toEqual(['ingest', 'read']);
  });

  it('refuses a scope it does not know, a missing name and a world that is not open, and prints no token', async () => {
    for (const [args, named] of [
      [['--scope', 'everything', '--name', 'x'], 'everything'],
      [['--scope', 'ingest'], '--name'],
      [['--scope', 'ingest', '--name', 'x', '--world', 'drill-0000000000ab'], 'drill-0000000000ab'],
      [['--name', 'x'], '--scope'],
      [['--scope', 'read', '--name', 'x', '--wrld', 'live'], '--wrld'],
    ] as const) {
      const { code, out, err } = await run(...args);
      expect(code).toBe(2);
      expect(out).toBe('');
      expect(err).toContain(named);
    }
  });
});
