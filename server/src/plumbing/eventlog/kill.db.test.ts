import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { derivedId } from '@sitong/shared/kernel/ids.ts';
import { describe, expect, it } from 'vitest';
import { startEmbedded } from '../persistence/embedded.ts';
import { createPool } from '../persistence/pool.ts';
import { PostgresEventLog } from './postgres-event-log.ts';

const CHILD = join(import.meta.dirname, 'appender.testing.ts');
const KILLS = process.env['SITONG_NIGHTLY'] === '1' ? 100 : 5;
const quiet = (): void => undefined;

/** What the client knows, and nothing else does. */
interface Ledger {
  sent: Set<number>;
  acked: Set<number>;
}

/** Runs the server until `acks` more commands were confirmed, then kills it, and PostgreSQL too every other time. */
async function runAndKill(dataDir: string, ledger: Ledger, acks: number, alsoDatabase: boolean): Promise<void> {
  const open = [...ledger.sent].filter((n) => !ledger.acked.has(n));
  const from = Math.max(0, ...ledger.sent);
  const child = spawn(process.execPath, [CHILD, dataDir, String(from), open.join(',')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const target = ledger.acked.size + acks;
  const lines = createInterface({ input: child.stdout });
  const ended = once(lines, 'close');
  lines.on('line', (line) => {
    const [word, n] = line.split(' ');
    if (word === 'sent') ledger.sent.add(Number(n));
    if (word === 'ack') ledger.acked.add(Number(n));
    if (ledger.acked.size < target || child.killed) return;
    if (alsoDatabase)
      process.kill(
        Number.parseInt(readFileSync(join(dataDir, 'postgres', 'pgdata', 'postmaster.pid'), 'utf8'), 10),
        'SIGKILL',
      );
    child.kill('SIGKILL');
  });
  const [code] = await once(child, 'exit');
  await ended;
  expect(code, 'the server ended by itself').toBeNull();
}

describe('a server killed under load', () => {
  it(
    `[LOG-55] after ${KILLS} kills every confirmed command is in the log once, and none is there twice`,
    async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'sitong-kill-'));
      chmodSync(dataDir, 0o755);
      try {
        const ledger: Ledger = { sent: new Set(), acked: new Set() };
        // Different amounts of work before each kill; the first kills come while the server is hardly up.
        for (let kill = 0; kill < KILLS; kill += 1)
          await runAndKill(dataDir, ledger, 1 + ((kill * 37) % 150), kill % 2 === 1);

        const database = await startEmbedded({ dataDir, log: { info: quiet, warn: quiet, error: quiet } });
        const pool = createPool({ url: database.url, name: 'check', onError: quiet });
        const log = new PostgresEventLog({ pool, url: database.url, onError: quiet });
        const { rows } = await pool.query<{ id: string; n: number }>(
          `SELECT command_id AS id, count(*)::int AS n FROM events GROUP BY 1`,
        );
        const inLog = new Map(rows.map(({ id, n }) => [id, n]));
        const missing = [...ledger.acked].filter((n) => !inLog.has(derivedId('kill', n)));
        const doubled = [...ledger.sent].filter((n) => (inLog.get(derivedId('kill', n)) ?? 0) > 1 + (n % 3));
        const halved = [...ledger.sent].filter(
          (n) => inLog.has(derivedId('kill', n)) && inLog.get(derivedId('kill', n)) !== 1 + (n % 3),
        );
        expect({ missing, doubled, halved }).toEqual({ missing: [], doubled: [], halved: [] });
        const known = new Set([...ledger.sent].map((n) => derivedId('kill', n)));
        expect([...inLog.keys()].filter((id) => !known.has(id))).toEqual([]);
        expect(ledger.acked.size).toBeGreaterThanOrEqual(KILLS);
        expect(await log.verify('live')).toMatchObject({ kind: 'ok' });
        await log.close();
        await pool.end();
        await database.stop();
      } finally {
        rmSync(dataDir, { recursive: true, force: true });
      }
    },
    KILLS * 30_000,
  );
});
