import { randomBytes } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { openedCaller, sealedCaller } from '@sitong/server/app/vault-caller.ts';
import { deploymentKey, keyFile, type Sealer, sealerOf } from '@sitong/server/plumbing/accounts/sealed.ts';
import { openDatabase } from '@sitong/server/plumbing/persistence/open-database.ts';
import pg from 'pg';
import { z } from 'zod';
import { configOrThrow, runTool, say, silentLog } from './operate/tool-log.ts';

/**
 * `pnpm rotate-key`, the server stopped: seals everything that is sealed (second factors, callers, the key of 天地图) with a
 * new key, in one transaction, by the way SITONG_SEALING names; also what was kept before callers were sealed. The key is in
 * DATA_DIR/secret.key, or, where SITONG_SECRET_KEY is given, the new one in SITONG_NEW_SECRET_KEY. Nothing of a key is
 * printed. Exit code 0 = done, 2 = nothing was changed.
 */
const HexSchema = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, 'SITONG_NEW_SECRET_KEY must be 64 hex digits: openssl rand -hex 32');
const SecretRow = z.object({ id: z.string(), secret: z.instanceof(Buffer) });
const TextRow = z.object({ id: z.string(), secret: z.string() });
const VaultRow = z.object({ id: z.string(), data: z.unknown() });

async function resealed(client: pg.Client, from: Sealer, to: Sealer): Promise<number> {
  // Without a secret: recovery codes of an account whose second factor is a key, which nothing here seals.
  const seconds = await client.query(
    'SELECT username AS id, secret FROM second_factors WHERE secret IS NOT NULL FOR UPDATE',
  );
  for (const { id, secret } of seconds.rows.map((row) => SecretRow.parse(row)))
    await client.query('UPDATE second_factors SET secret = $2 WHERE username = $1', [id, to.seal(from.unseal(secret))]);
  const settings = await client.query(
    'SELECT name AS id, secret FROM map_settings WHERE secret IS NOT NULL FOR UPDATE',
  );
  for (const { id, secret } of settings.rows.map((row) => TextRow.parse(row))) {
    const again = to.seal(from.unseal(Buffer.from(secret, 'base64'))).toString('base64');
    await client.query('UPDATE map_settings SET secret = $2 WHERE name = $1', [id, again]);
  }
  const callers = await client.query(
    `SELECT id, data FROM vault WHERE kind = 'caller' AND erased_at IS NULL FOR UPDATE`,
  );
  for (const { id, data } of callers.rows.map((row) => VaultRow.parse(row)))
    await client.query('UPDATE vault SET data = $2 WHERE id = $1', [id, sealedCaller(openedCaller(data, from), to)]);
  return seconds.rows.length + settings.rows.length + callers.rows.length;
}

async function main(): Promise<number> {
  const config = configOrThrow();
  const { dataDir, secretKey, sealing } = config;
  const given = process.env['SITONG_NEW_SECRET_KEY']?.trim();
  if (secretKey !== null && given === undefined)
    throw new Error(
      'SITONG_SECRET_KEY is given: give the new one in SITONG_NEW_SECRET_KEY, for example from openssl rand -hex 32',
    );
  const next = given === undefined ? randomBytes(32) : Buffer.from(HexSchema.parse(given), 'hex');
  const before = deploymentKey(dataDir, secretKey);
  const database = await openDatabase({
    databaseUrl: config.database.kind === 'external' ? config.database.url : undefined,
    dataDir,
    log: silentLog,
  });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query('BEGIN');
    const count = await resealed(
      client,
      sealerOf(() => before, sealing),
      sealerOf(() => next, sealing),
    );
    // Beside the old one until the database has it: a crash between leaves both.
    const aside = `${keyFile(dataDir)}.new`;
    if (secretKey === null) writeFileSync(aside, next.toString('hex'), { mode: 0o600 });
    await client.query('COMMIT');
    if (secretKey === null) renameSync(aside, keyFile(dataDir));
    say(`${count} sealed with the new key (${sealing})`);
    say(secretKey === null ? 'start the server' : 'start every node with SITONG_SECRET_KEY set to the new key');
    return 0;
  } finally {
    await client.end();
    await database.close();
  }
}

await runTool('rotate-key', main);
