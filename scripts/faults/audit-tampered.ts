import { Ledger, Load } from '@sitong/server/testing/load.ts';
import pg from 'pg';
import { databaseOf } from '../bench/database.ts';
import type { Check, Scene } from './fault.ts';
import { runTool } from './run-tool.ts';

interface Tampering {
  what: string;
  /** `$1` is the event tampered with. */
  sql: readonly string[];
  /** What the verifier must say of it, after `live: BAD at event `. */
  found: (seq: number, head: number) => string;
}

const TAMPERINGS: readonly Tampering[] = [
  {
    what: 'one letter of one event changed',
    sql: [`UPDATE events SET body = replace(body, 'load', 'loed') WHERE world = 'live' AND seq = $1`],
    found: (seq) => `${seq}, altered`,
  },
  {
    what: 'its time moved by a second',
    sql: [`UPDATE events SET at = at + interval '1 second' WHERE world = 'live' AND seq = $1`],
    found: (seq) => `${seq}, altered`,
  },
  {
    what: 'one event taken out',
    sql: [`DELETE FROM events WHERE world = 'live' AND seq = $1`],
    found: (seq) => `${seq}, missing`,
  },
  {
    what: 'two events in each other’s place',
    sql: [
      `UPDATE events SET seq = -1 WHERE world = 'live' AND seq = $1`,
      `UPDATE events SET seq = $1 WHERE world = 'live' AND seq = $1 + 1`,
      `UPDATE events SET seq = $1 + 1 WHERE world = 'live' AND seq = -1`,
    ],
    found: (seq) => `${seq}, reordered`,
  },
  {
    what: 'the end cut off',
    sql: [`DELETE FROM events WHERE world = 'live' AND seq > $1`],
    found: (seq) => `${seq + 1}, truncated`,
  },
];

/** Somebody with the database's own password changes history; `pnpm verify-log` names the place. */
export async function auditTampered(scene: Scene): Promise<Check[]> {
  const ledger = new Ledger();
  const load = new Load({ ledger, cookie: scene.cookie, lines: 4, perSecond: 80 });
  await load.start(scene.url);
  await ledger.reaches(120);
  await load.settle();
  await load.stop();
  const pool = new pg.Pool({ connectionString: databaseOf(scene.dataDir), max: 1 });
  try {
    const head = Math.max(...ledger.confirmed.values());
    const own = [...ledger.confirmed.values()].filter((seq) => seq < head - 5).sort((a, b) => a - b);
    await pool.query('ALTER TABLE events DISABLE TRIGGER events_append_only');
    await pool.query('CREATE TABLE kept_events AS SELECT * FROM events');
    const checks = [await verified(scene, 'untouched, it is whole', (said) => said.includes('live: whole'))];
    for (const { what, sql, found } of TAMPERINGS) {
      const seq = own[Math.floor(scene.random() * own.length)] ?? head;
      for (const statement of sql) await pool.query(statement, [seq]);
      const expected = `live: BAD at event ${found(seq, head)}`;
      checks.push(
        await verified(scene, `${what} at ${seq}: told as “${found(seq, head)}”`, (said) => said.includes(expected)),
      );
      await pool.query('DELETE FROM events');
      await pool.query('INSERT INTO events SELECT * FROM kept_events');
    }
    checks.push(await verified(scene, 'put back, it is whole again', (said) => said.includes('live: whole')));
    return checks;
  } finally {
    await pool.end();
  }
}

async function verified({ dataDir }: Scene, what: string, holds: (said: string) => boolean): Promise<Check> {
  const { code, out, err } = await runTool('verify-log', ['--world', 'live'], dataDir);
  const said = `${out}${err}`;
  return { what, holds: holds(said), found: `exit ${code}: ${said.split('\n')[0] ?? ''}` };
}
