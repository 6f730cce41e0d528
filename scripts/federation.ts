import { parseArgs } from 'node:util';
import { askCounty } from '@sitong/server/app/federation/ask-county.ts';
import { readCounties } from '@sitong/server/app/federation/counties-file.ts';
import { CountyStore } from '@sitong/server/app/federation/county-store.ts';
import { openDatabase } from '@sitong/server/plumbing/persistence/open-database.ts';
import { createPool } from '@sitong/server/plumbing/persistence/pool.ts';
import { configOrThrow, runTool, say, silentLog } from './operate/tool-log.ts';

/**
 * `pnpm federation [--reread COUNTY]`, at the level above: how far each county of SITONG_COUNTIES is read, and what is
 * wrong with its line, asked at this moment. `--reread` begins a county anew after its log was put back to an earlier
 * moment; what was read before stays under its own history. Exit code 0 = every county answers, 1 = one does not.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { reread: { type: 'string' } } });
  const { dataDir, database: wanted, countiesFile } = configOrThrow();
  if (countiesFile === null) throw new Error('SITONG_COUNTIES is not set: it names the file of the counties to read');
  const below = readCounties(countiesFile);
  const databaseUrl = wanted.kind === 'external' ? wanted.url : undefined;
  const database = await openDatabase({ databaseUrl, dataDir, log: silentLog });
  const pool = createPool({ url: database.url, name: 'sitong-federation', max: 1, onError: () => undefined });
  try {
    const store = new CountyStore(pool);
    if (values.reread !== undefined) {
      if (!(await store.beginHistory(values.reread)))
        throw new Error(`--reread ${values.reread}: that county was never read`);
      say(`${values.reread}: read again from its first event; what was read before stays`);
      return 0;
    }
    const stored = new Map((await store.counties()).map((read) => [read.county, read]));
    let silent = 0;
    for (const county of below) {
      const read = stored.get(county.county);
      const cursor = { history: read?.history ?? 1, seq: read?.seq ?? 0, hash: read?.hash };
      const asked = await askCounty(county, cursor, { wait: 'no', signal: AbortSignal.timeout(10_000) });
      const stands = `read to ${cursor.seq}, ${read?.items ?? 0} items, last ${read?.readAt ?? 'never'}`;
      if (asked.kind === 'page')
        say(
          `${county.county}: ${stands}; its log reaches ${asked.page.head}, ${asked.page.items.length} items to come`,
        );
      else {
        silent += 1;
        say(`${county.county}: ${stands}; ${asked.kind.toUpperCase()}: ${asked.why}`);
      }
    }
    return silent === 0 ? 0 : 1;
  } finally {
    await pool.end();
    await database.close();
  }
}

await runTool('federation', main);
