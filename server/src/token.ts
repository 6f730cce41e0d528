import { parseArgs } from 'node:util';
import { LIVE, WorldIdSchema } from '@sitong/shared/kernel/ids.ts';
import { type TokenScope, TokenScopeSchema } from '@sitong/shared/kernel/roles.ts';
import { drizzle } from 'drizzle-orm/node-postgres';
import { parseConfig } from './config.ts';
import { ApiTokens } from './plumbing/accounts/api-tokens.ts';
import { migrate } from './plumbing/persistence/migrate.ts';
import { openDatabase } from './plumbing/persistence/open-database.ts';
import { createPool } from './plumbing/persistence/pool.ts';

/**
 * `npm run token -- --scope ingest --name station-12 [--world live]`: makes an API token, also while the server
 * runs, and prints it alone on the last line. It is stored hashed: this is the only time it can be read.
 * Several scopes: `--scope ingest --scope read`, or separated by commas. Exit code 2 = the request was wrong.
 */
interface Asked {
  scopes: TokenScope[];
  name: string;
  world: string;
}

class BadRequest extends Error {}

const USAGE = `usage: npm run token -- --scope ${TokenScopeSchema.options.join('|')} --name <name> [--world live]`;

function parsedArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { scope: { type: 'string', multiple: true }, name: { type: 'string' }, world: { type: 'string' } },
    }).values;
  } catch (error) {
    throw new BadRequest(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

function readArguments(args: readonly string[]): Asked {
  const values = parsedArguments(args);
  const wanted = (values.scope ?? []).flatMap((text) => text.split(',')).map((text) => text.trim());
  if (wanted.length === 0) throw new BadRequest(`--scope is missing\n${USAGE}`);
  const scopes = wanted.map((text) => {
    const scope = TokenScopeSchema.safeParse(text);
    if (!scope.success)
      throw new BadRequest(`--scope "${text}" is no scope: use ${TokenScopeSchema.options.join(', ')}`);
    return scope.data;
  });
  const name = values.name?.trim() ?? '';
  if (name === '' || name.length > 80)
    throw new BadRequest(`--name must say who uses the token, 1 to 80 characters\n${USAGE}`);
  const world = WorldIdSchema.safeParse(values.world ?? LIVE);
  if (!world.success) throw new BadRequest('--world must be live or the id of a drill (drill-…)');
  return { scopes: [...new Set(scopes)], name, world: world.data };
}

async function main(args: readonly string[]): Promise<string> {
  const asked = readArguments(args);
  const parsed = parseConfig(process.env, process.cwd());
  if (parsed.kind === 'refused') throw new BadRequest(parsed.problems.map(({ sentence }) => sentence).join('\n'));
  const { dataDir, database: wanted } = parsed.config;
  const quiet = (): void => undefined;
  const database = await openDatabase({
    databaseUrl: wanted.kind === 'external' ? wanted.url : undefined,
    dataDir,
    log: { info: quiet, warn: quiet, error: quiet },
  });
  const pool = createPool({ url: database.url, name: 'sitong-token', max: 1, onError: quiet });
  try {
    // A running server has migrated already; a database nobody serves may be of an earlier version.
    if (database.found !== 'running') await migrate(database.url);
    if (asked.world !== LIVE) {
      const { rowCount } = await pool.query(`SELECT 1 FROM worlds WHERE id = $1 AND status = 'open'`, [asked.world]);
      if (rowCount !== 1) throw new BadRequest(`there is no open world ${asked.world}`);
    }
    const apiTokens = new ApiTokens(drizzle(pool), Date.now);
    return await apiTokens.create(asked.name, asked.scopes, asked.world, 'command line');
  } finally {
    await pool.end();
    await database.close();
  }
}

try {
  const token = await main(process.argv.slice(2));
  process.stdout.write(`${token}\n`);
} catch (error) {
  process.stderr.write(`token: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof BadRequest ? 2 : 1;
}
