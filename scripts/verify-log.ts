import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseConfig } from '@sitong/server/config.ts';
import type { Head } from '@sitong/server/plumbing/eventlog/event-log.ts';
import { PostgresEventLog } from '@sitong/server/plumbing/eventlog/postgres-event-log.ts';
import { openDatabase } from '@sitong/server/plumbing/persistence/open-database.ts';
import { createPool } from '@sitong/server/plumbing/persistence/pool.ts';
import { addSigned, checkSigned, HeadSchema, newKey } from './operate/signed-heads.ts';

/**
 * `pnpm verify-log [--world live] [--heads heads.jsonl]`: recomputes the hash chain of one world or of all, also while
 * the server runs, and names the first bad row. `--heads` holds the log against `head` lines printed by earlier runs and
 * kept on another machine: the only way to find a chain that was recomputed whole.
 * `--new-key FILE` makes a key; `--sign KEY --to LIST` adds the heads, once the log is found whole, to a list of signed
 * ones that is kept elsewhere; `--signed LIST --key PUB` checks such a list and holds the log against it, with `--offline`
 * the list alone, on a machine without a database.
 * Exit code 0 = whole, 1 = tampered, 2 = could not check.
 */
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

function readHeads(path: string | undefined): Head[] {
  if (path === undefined) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, i) => {
    const json = line.replace(/^head /, '').trim();
    if (json === '') return [];
    try {
      return [HeadSchema.parse(JSON.parse(json))];
    } catch {
      throw new Error(`${path}:${i + 1} is no head: write {"world":"live","seq":12,"hash":"<64 hex digits>"}`);
    }
  });
}

interface Wanted {
  only: string | undefined;
  heads: readonly Head[];
  whole: (heads: readonly Head[]) => void;
}

async function verifyAll(log: PostgresEventLog, { only, heads, whole }: Wanted): Promise<number> {
  const known = (await log.worlds()).map(({ id }) => id);
  if (only !== undefined && !known.includes(only))
    throw new Error(`the log has no world "${only}"; it has ${known.join(', ')}`);
  const lost = heads.find(({ world }) => !known.includes(world));
  if (lost !== undefined) {
    say(`${lost.world}: BAD at event 1, missing: the world of an exported head is gone`);
    return 1;
  }
  let bad = 0;
  const found: Head[] = [];
  for (const world of only === undefined ? known : [only]) {
    const started = performance.now();
    const verdict = await log.verify(world, { heads });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (verdict.kind === 'ok') {
      say(`${world}: whole, ${verdict.checked} events checked in ${seconds} s`);
      say(`head ${JSON.stringify(verdict.head)}`);
      found.push(verdict.head);
    } else {
      say(`${world}: BAD at event ${verdict.seq}, ${verdict.what}: ${verdict.detail}`);
      bad += 1;
    }
  }
  if (bad === 0) whole(found);
  return bad === 0 ? 0 : 1;
}

const OPTIONS = {
  world: { type: 'string' },
  heads: { type: 'string' },
  'new-key': { type: 'string' },
  sign: { type: 'string' },
  to: { type: 'string' },
  signed: { type: 'string' },
  key: { type: 'string' },
  offline: { type: 'boolean', default: false },
} as const;

/** The heads of a signed list, or the sentence of what is wrong with it. */
function readSigned(list: string, key: string | undefined): Head[] | string {
  if (key === undefined) throw new Error('--signed wants --key, the public key that the list is checked with');
  const verdict = checkSigned(readFileSync(list, 'utf8'), readFileSync(key));
  if (verdict.kind === 'bad') return `${list}:${verdict.line} ${verdict.what}`;
  say(`signed heads: whole, ${verdict.days} entries, the last of ${verdict.lastAt}`);
  return verdict.heads;
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values['new-key'] !== undefined) {
    newKey(values['new-key']);
    say(`made ${values['new-key']} and ${values['new-key']}.pub: the second goes to whoever checks`);
    return 0;
  }
  const { sign, to } = values;
  if ((sign === undefined) !== (to === undefined)) throw new Error('--sign KEY and --to LIST go together');
  const signed = values.signed === undefined ? [] : readSigned(values.signed, values.key);
  if (typeof signed === 'string') {
    say(`signed heads: BAD: ${signed}`);
    return 1;
  }
  if (values.offline) return 0;
  const heads = [...readHeads(values.heads), ...signed];
  const whole = (found: readonly Head[]): void => {
    if (sign === undefined || to === undefined) return;
    say(`signed ${addSigned(to, found, readFileSync(sign, 'utf8'), new Date().toISOString())}`);
  };
  const parsed = parseConfig(process.env, process.cwd());
  if (parsed.kind === 'refused') throw new Error(parsed.problems.map(({ sentence }) => sentence).join('\n'));
  const { dataDir, database: wanted } = parsed.config;
  const quiet = (): void => undefined;
  const database = await openDatabase({
    databaseUrl: wanted.kind === 'external' ? wanted.url : undefined,
    dataDir,
    log: { info: quiet, warn: quiet, error: quiet },
  });
  const pool = createPool({ url: database.url, name: 'sitong-verify', max: 1, onError: quiet });
  const log = new PostgresEventLog({ pool, url: database.url, onError: quiet });
  try {
    return await verifyAll(log, { only: values.world, heads, whole });
  } finally {
    await log.close();
    await pool.end();
    await database.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`verify-log: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
