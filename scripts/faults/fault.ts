import type { Ledger } from '@sitong/server/testing/load.ts';
import { dropFolder, newFolder, type ServerProcess, startProcess } from '@sitong/server/testing/server-process.ts';
import pg from 'pg';
import { z } from 'zod';
import { databaseOf } from '../bench/database.ts';
import { freePort } from '../bench/free-port.ts';

/** One thing that was looked at; `worst` beside what was promised. */
export interface Check {
  what: string;
  holds: boolean;
  found: string;
}

export interface Row {
  fault: string;
  /** As it was played, with its length or number. */
  title: string;
  seconds: number;
  /** What else the machine had to do: times mean little without it. */
  load1: number;
  checks: Check[];
}

/** What a fault works on: a server that may be killed and started again at the same address. */
export interface Scene {
  dataDir: string;
  url: string;
  cookie: string;
  server: ServerProcess;
  random: () => number;
  restart(): Promise<void>;
  /** Other servers on its database; ended before it. */
  beside: ServerProcess[];
  /** What must be undone when the server has ended. */
  after: () => void | Promise<void>;
}

/** How much of a fault is played: by `pnpm faults`, and with `--whole` what the table of reliability §3 says. */
export interface Amount {
  of: 's' | 'times' | 'sockets' | 'once';
  usual: number;
  whole: number;
}

/** The same seed gives the same faults at the same moments of the work (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface SceneOptions {
  dataDir?: string;
  env?: Readonly<Record<string, string>>;
  after?: () => void | Promise<void>;
}

export async function openScene(seed: number, options: SceneOptions = {}): Promise<Scene> {
  const { dataDir = newFolder('faults'), after = () => undefined } = options;
  const env = { PORT: String(await freePort()), ...options.env };
  const server = await startProcess({ dataDir, env });
  const scene: Scene = {
    dataDir,
    url: await server.url(),
    cookie: await server.signIn('duty'),
    server,
    random: seeded(seed),
    restart: async () => {
      scene.server = await startProcess({ dataDir, env });
    },
    beside: [],
    after,
  };
  return scene;
}

/**
 * A row of the table: opens its scene, plays so much of the fault on it and closes it again. Undefined: this machine
 * cannot bring it about. Rejects with the server's last words.
 */
export const playOn =
  <S extends Scene>(
    open: (seed: number) => Promise<S | undefined>,
    run: (scene: S, amount: number) => Promise<Check[]>,
  ) =>
  async (seed: number, amount: number): Promise<Check[] | undefined> => {
    const scene = await open(seed);
    if (scene === undefined) return undefined;
    try {
      return await run(scene, amount);
    } catch (error) {
      const words = scene.server.said.slice(-3).join(' / ');
      throw new Error(`${String(error)}; server: ${words}`, { cause: error });
    } finally {
      await closeScene(scene);
    }
  };

export async function closeScene(scene: Scene): Promise<void> {
  await Promise.all(scene.beside.map((one) => one.end('SIGTERM')));
  await scene.server.end('SIGTERM');
  await scene.after();
  await dropFolder(scene.dataDir);
}

const LoggedSchema = z.array(
  z.object({ id: z.string(), seqs: z.array(z.coerce.number()), types: z.array(z.string()) }),
);

/** Holds what the clients were told against what the database has. */
export const judge = (scene: Scene, ledger: Ledger): Promise<Check[]> => judgeAt(databaseOf(scene.dataDir), ledger);

/** The same, of a database that is not the scene's own. */
export async function judgeAt(url: string, ledger: Ledger): Promise<Check[]> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    const { rows } = await pool.query(
      `SELECT command_id AS id, array_agg(seq ORDER BY seq) AS seqs, array_agg(type) AS types FROM events WHERE world = 'live' GROUP BY 1`,
    );
    const inLog = new Map(LoggedSchema.parse(rows).map((row) => [row.id, row]));
    const missing = [...ledger.confirmed].filter(([id, seq]) => !inLog.get(id)?.seqs.includes(seq)).length;
    // One command may make several events, and no two of a kind.
    const doubled = [...ledger.asked.keys()].filter((id) => {
      const { types = [] } = inLog.get(id) ?? {};
      return new Set(types).size < types.length;
    }).length;
    const count = `${ledger.confirmed.size} confirmed of ${ledger.asked.size} asked`;
    return [
      { what: 'every confirmed command is in the log', holds: missing === 0, found: `${missing} missing, ${count}` },
      { what: 'none is there twice', holds: doubled === 0, found: `${doubled} doubled` },
      {
        what: 'a retry got the answer of the first try',
        holds: ledger.contradictions.length === 0,
        found: `${ledger.contradictions.length} contradictions`,
      },
    ];
  } finally {
    await pool.end();
  }
}

export const within = (what: string, foundMs: number, mostMs: number): Check => ({
  what: `${what} ≤ ${mostMs / 1000} s`,
  holds: foundMs <= mostMs,
  found: `${(foundMs / 1000).toFixed(2)} s`,
});
