import pg from 'pg';
import { databaseOf } from '../bench/database.ts';
import { DUMPS, readDump, upgradeMidIncident } from '../upgrade/continue.ts';
import type { Check, Scene } from './fault.ts';

/** Data of each earlier version kept, in a database of its own beside the scene's, taken over by today's server. */
export async function upgraded(scene: Scene): Promise<Check[]> {
  const base = databaseOf(scene.dataDir);
  const admin = new pg.Pool({ connectionString: base, max: 1 });
  try {
    const checks: Check[] = [];
    for (const name of DUMPS) {
      await admin.query(`CREATE DATABASE upgraded_${name}`);
      const url = new URL(base);
      url.pathname = `/upgraded_${name}`;
      const found = await upgradeMidIncident(url.toString(), readDump(name));
      checks.push(...found.map((check) => ({ ...check, what: `${name}: ${check.what}` })));
    }
    return checks;
  } finally {
    await admin.end();
  }
}
