import { dropFolder, newFolder, startProcess } from '@sitong/server/testing/server-process.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import type pg from 'pg';
import { z } from 'zod';
import { databaseOf, openPool } from './database.ts';
import { atMost, exactly } from './goal.ts';
import { type BenchReport, machine, quantile } from './report.ts';

const TERMINALS = 500;
const DAY_S = 86_400;
const PIECES = 20;
const IndexesSchema = z.array(z.object({ name: z.string(), made: z.string() })).min(1);
const AnswerSchema = z.object({ positions: z.array(z.object({ terminal: z.string(), time: z.string() })) });

/** A day of positions of a county's vehicles; then every second of it is one jump away. */
export async function benchReplay(quick: boolean): Promise<BenchReport> {
  const positions = quick ? 500_000 : 10_000_000;
  const jumps = quick ? 20 : 50;
  const before = machine();
  const dataDir = newFolder('bench');
  try {
    const first = await startProcess({ dataDir });
    const pool = openPool(databaseOf(dataDir), 2, ['maintenance_work_mem=1GB']);
    const dayMs = Math.floor(Date.now() / 86_400_000 - 1) * 86_400_000;
    const fillingMs = performance.now();
    await fill(pool, dayMs, positions);
    const filledS = (performance.now() - fillingMs) / 1000;
    await pool.end();
    // The server knows its terminals from its own table, read at the start.
    await first.end('SIGTERM');
    const again = await startProcess({ dataDir });
    try {
      const base = await again.url();
      const fresh = await again.signIn('duty');
      const own = openPool(databaseOf(dataDir), 1);
      const jumpMs: number[] = [];
      const trackMs: number[] = [];
      const rivalMs: number[] = [];
      let found = 0;
      for (let n = 0; n < jumps; n++) {
        // Spread over the day without order, as a hand on a slider goes.
        const atMs = dayMs + (((n * 7919 + 613) % (DAY_S - 60)) + 60) * 1000;
        const startedMs = performance.now();
        const answer = await fetch(`${base}/api/positions/at?time=${encodeURIComponent(toTimestamp(atMs))}`, {
          headers: { cookie: fresh },
        });
        const body = AnswerSchema.parse(await answer.json());
        jumpMs.push(performance.now() - startedMs);
        found = Math.max(found, body.positions.length);
        if (n % 5 === 0) rivalMs.push(await timed(() => own.query(RIVAL, [iso(atMs)])));
        trackMs.push(await timed(() => own.query(ONE, [`bench-${n % TERMINALS}`, iso(atMs)])));
      }
      await own.end();
      const worst = quantile([...jumpMs], 1);
      return {
        bench: 'replay',
        at: new Date().toISOString(),
        machine: before,
        rows: [
          {
            figure: `jump to a second of a day with ${positions} positions, p50`,
            value: quantile(jumpMs, 0.5),
            unit: 'ms',
            rival: quantile(rivalMs, 0.5),
            goal: [atMost(300)],
          },
          { figure: 'the same, p99', value: worst, unit: 'ms', goal: [atMost(300)] },
          { figure: 'terminals found at a moment', value: found, unit: '', goal: [exactly(TERMINALS)] },
          { figure: 'one terminal by bare pg, p50', value: quantile(trackMs, 0.5), unit: 'ms' },
        ],
        notes: [
          `${TERMINALS} terminals; ${positions} rows written in ${filledS.toFixed(0)} s; seconds from all over the day, mostly not in the database's own 64 MB`,
          'whole way over HTTP, JSON parsed; rival: the usual newest-of-each-group over the hour before',
          `load average at the start ${before.load1}, at the end ${machine().load1}`,
        ],
      };
    } finally {
      await again.end('SIGTERM');
    }
  } finally {
    await dropFolder(dataDir);
  }
}

const RIVAL = `SELECT DISTINCT ON (terminal) terminal, observed_at, lon, lat FROM positions
  WHERE world = 'live' AND observed_at > $1::timestamptz - interval '1 hour' AND observed_at <= $1
  ORDER BY terminal, observed_at DESC`;
const ONE = `SELECT lon, lat FROM positions WHERE world = 'live' AND terminal = $1 AND observed_at <= $2::timestamptz
  AND observed_at > $2::timestamptz - interval '12 hours' ORDER BY observed_at DESC LIMIT 1`;

const iso = (ms: number): string => new Date(ms).toISOString();

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await run();
  return performance.now() - startedMs;
}

/**
 * The day as it would lie there, made quickly: its part is filled apart, without index and write-ahead log, by two
 * lines at once, then takes the index every day has and its place. What is read of it is the same.
 */
async function fill(pool: pg.Pool, dayMs: number, positions: number): Promise<void> {
  const day = iso(dayMs).slice(0, 10);
  const part = `positions_${day.replaceAll('-', '')}`;
  await pool.query('SELECT ensure_signal_day($1::date)', [day]);
  await pool.query(
    `INSERT INTO terminals (world, id, number, source, first_seen, last_seen, observed_at, lon, lat)
     SELECT 'live', 'bench-' || n, 'bench-' || n, 'jt808', $1, $1, $1, 109.9, 35.2 FROM generate_series(0, $2 - 1) AS n`,
    [iso(dayMs), TERMINALS],
  );
  const indexes = IndexesSchema.parse(
    (await pool.query('SELECT indexname AS name, indexdef AS made FROM pg_indexes WHERE tablename = $1', [part])).rows,
  );
  await pool.query(`ALTER TABLE positions DETACH PARTITION ${part}`);
  for (const { name } of indexes) await pool.query(`DROP INDEX ${name}`);
  await pool.query(`ALTER TABLE ${part} SET UNLOGGED`);
  // In the order of time, as they came; in pieces, so that no one transaction holds them all.
  const rounds = Math.ceil(positions / TERMINALS);
  const pieces = Array.from({ length: PIECES }, (_, piece) => [
    Math.floor((rounds * piece) / PIECES),
    Math.floor((rounds * (piece + 1)) / PIECES) - 1,
  ]);
  const line = async (): Promise<void> => {
    for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift())
      await pool.query(
        `INSERT INTO ${part} (world, terminal, observed_at, received_at, lon, lat, speed_kmh, course_deg, fix, source)
         SELECT 'live', 'bench-' || t, at, at, 109.8 + t * 0.0005, 35.2 + r * 0.000005, 40, 90, 'v', 'jt808'
         FROM generate_series($2::int, $3::int) AS r, generate_series(0, $4 - 1) AS t,
           LATERAL (SELECT $1::timestamptz + ((r::float8 / $5) * ${DAY_S - 1} + (t % 4) * 0.1) * interval '1 second' AS at) AS moment`,
        [iso(dayMs), ...piece, TERMINALS, rounds],
      );
  };
  await Promise.all([line(), line()]);
  for (const { made } of indexes) await pool.query(made);
  await pool.query(
    `ALTER TABLE positions ATTACH PARTITION ${part} FOR VALUES FROM ('${iso(dayMs)}') TO ('${iso(dayMs + DAY_S * 1000)}')`,
  );
  await pool.query('ANALYZE positions');
}
