import { WALK } from './caddy-walk.ts';
import { openCounty } from './county-behind-caddy.ts';

/**
 * Run by `own-network.ts` inside a network of its own: walks the county behind Caddy and prints, as JSON, each sentence with
 * `shown` or why it is not.
 */
const [caddyPath = 'caddy'] = process.argv.slice(2);
const county = await openCounty(caddyPath);
const found: Record<string, string> = {};
try {
  for (const [title, walk] of Object.entries(WALK)) {
    const startedMs = performance.now();
    try {
      await walk(county);
      found[title] = 'shown';
    } catch (error) {
      found[title] = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    process.stderr.write(`${((performance.now() - startedMs) / 1000).toFixed(1)} s  ${title}\n`);
  }
} finally {
  await county.close();
}
process.stdout.write(`${JSON.stringify(found)}\n`);
process.exit(0);
