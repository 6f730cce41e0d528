import { setTimeout as pause } from 'node:timers/promises';
import { readMigrations } from '@sitong/server/plumbing/persistence/migrate.ts';
import { dropFolder, newFolder, ServerProcess } from '@sitong/server/testing/server-process.ts';
import pg from 'pg';
import { z } from 'zod';
import { databaseOf } from '../bench/database.ts';
import type { Check, Scene } from './fault.ts';

const NamesSchema = z.array(z.object({ name: z.string(), times: z.number() }));

/** Two nodes begin at once on an empty database; then one is killed in the middle of it, again and again. */
export const migrationRace =
  (kills: number) =>
  async (scene: Scene): Promise<Check[]> => {
    const base = databaseOf(scene.dataDir);
    const admin = new pg.Pool({ connectionString: base, max: 1 });
    const folders: string[] = [];
    const start = (database: string): ServerProcess => {
      const dataDir = newFolder('node');
      folders.push(dataDir);
      return new ServerProcess({ dataDir, env: { DATABASE_URL: named(base, database) } });
    };
    try {
      await admin.query('CREATE DATABASE both_at_once');
      const nodes = [start('both_at_once'), start('both_at_once')];
      const urls = await Promise.all(nodes.map(({ ready }) => ready));
      const checks: Check[] = [
        {
          what: 'both nodes are ready',
          holds: urls.every((url) => url !== undefined),
          found: urls.map((url, i) => url ?? nodes[i]?.said.slice(-2).join(' ')).join(', '),
        },
        await appliedOnce(base, 'both_at_once'),
      ];
      for (const node of nodes) await node.end('SIGTERM');
      for (let kill = 0; kill < kills; kill++) {
        const database = `killed_${kill}`;
        await admin.query(`CREATE DATABASE ${database}`);
        const first = start(database);
        const afterMs = 300 + scene.random() * 2500;
        await Promise.race([pause(afterMs), first.ready]);
        await first.end('SIGKILL');
        const second = start(database);
        const url = await second.ready;
        checks.push({
          what: `killed ${Math.round(afterMs)} ms after its start, the next start is ready`,
          holds: url !== undefined,
          found: url ?? second.said.slice(-2).join(' '),
        });
        checks.push(await appliedOnce(base, database));
        await second.end('SIGTERM');
      }
      return checks;
    } finally {
      await admin.end();
      for (const folder of folders) await dropFolder(folder);
    }
  };

function named(base: string, database: string): string {
  const url = new URL(base);
  url.pathname = `/${database}`;
  return url.toString();
}

async function appliedOnce(base: string, database: string): Promise<Check> {
  const pool = new pg.Pool({ connectionString: named(base, database), max: 1 });
  try {
    const { rows } = await pool.query('SELECT name, count(*)::int AS times FROM migrations GROUP BY name');
    const applied = NamesSchema.parse(rows);
    const files = readMigrations().map(({ name }) => name);
    const once =
      applied.every(({ times }) => times === 1) && files.every((file) => applied.some(({ name }) => name === file));
    return {
      what: `${database}: every migration applied, each once`,
      holds: once,
      found: `${applied.length} of ${files.length}`,
    };
  } finally {
    await pool.end();
  }
}
