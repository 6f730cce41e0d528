/**
 * What one append costs beside a bare commit of a row of the same size, in the same run:
 * `node server/src/plumbing/eventlog/append-floor.bench.ts`. Goal (design §8): p50 ≤ 1.5 × the bare commit.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../persistence/embedded.ts';
import { migrate } from '../persistence/migrate.ts';
import { createPool } from '../persistence/pool.ts';
import { PostgresEventLog } from './postgres-event-log.ts';
import { batch, command, event } from './testing.ts';

const ROUNDS = 10;
const APPENDS = 200;
const TOGETHER = 20;
const quiet = (): void => undefined;
const body = { text: '大峪河 水位 2.41 m，超警戒 0.41 m', levelM: 2.41, note: 'x'.repeat(200) };

const dataDir = mkdtempSync(join(tmpdir(), 'sitong-bench-'));
const database = await startEmbedded({ dataDir, log: { info: quiet, warn: quiet, error: quiet } });
await migrate(database.url);
const pool = createPool({ url: database.url, name: 'bench', onError: quiet });
const log = new PostgresEventLog({ pool, url: database.url, onError: quiet });
let heard = 0;
log.subscribe(() => {
  heard += 1;
});
await pool.query('CREATE TABLE bare (seq bigserial PRIMARY KEY, body text NOT NULL)');

const one = (n: number) => command([event(`note/${n % 50}`, body)]);
const text = JSON.stringify(body);
const work: Record<string, (n: number) => Promise<unknown>> = {
  'bare commit': () => pool.query({ name: 'bare', text: 'INSERT INTO bare (body) VALUES ($1)', values: [text] }),
  'append of 1': (n) => log.append(batch([one(n)])),
  'append of 3 events': (n) =>
    log.append(batch([command([event(`note/${n}`, body), event('a/1', body), event('b/1', body)])])),
  [`append of ${TOGETHER}`]: (n) => log.append(batch(Array.from({ length: TOGETHER }, (_, k) => one(n + k)))),
};
const times = new Map<string, number[]>(Object.keys(work).map((name) => [name, []]));
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [name, run] of Object.entries(work)) {
    for (let n = 0; n < APPENDS; n += 1) {
      const start = performance.now();
      await run(round * APPENDS + n);
      if (round > 0) times.get(name)?.push(performance.now() - start); // round 0 warms up
    }
  }
}
const at = (sorted: readonly number[], share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
const floor = at(
  [...(times.get('bare commit') ?? [])].sort((a, b) => a - b),
  0.5,
);
console.table(
  Object.fromEntries(
    [...times].map(([name, all]) => {
      const sorted = all.sort((a, b) => a - b);
      const p50Ms = at(sorted, 0.5);
      return [
        name,
        { p50Ms: p50Ms.toFixed(3), p99Ms: at(sorted, 0.99).toFixed(3), timesBare: (p50Ms / floor).toFixed(2) },
      ];
    }),
  ),
);
console.log(`notifications heard: ${heard}`);

const started = performance.now();
const verdict = await log.verify('live');
const seconds = (performance.now() - started) / 1000;
if (verdict.kind !== 'ok') throw new Error(`verify: ${verdict.detail}`);
console.log(
  `verify: ${verdict.checked} rows in ${seconds.toFixed(2)} s = ${((seconds / verdict.checked) * 1e6).toFixed(1)} s per million`,
);
await log.close();
await pool.end();
await database.stop();
rmSync(dataDir, { recursive: true, force: true });
