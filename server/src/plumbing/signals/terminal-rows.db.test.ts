import { expect, it } from 'vitest';
import { withTestDatabase } from '../../testing/database.ts';
import { Terminal } from './terminal.ts';
import { readStoredSince, readTerminals, upsertTerminals } from './terminal-rows.ts';

const { pool } = await withTestDatabase();
const NOW = Date.UTC(2026, 6, 18, 12);

/** One terminal as a node knows it: seconds after NOW it was seen, and how it is bound. */
function known(fixS: number, lon: number, bound?: { team: string | undefined; atS: number }): Terminal {
  const terminal = new Terminal('live', 'truck-1', 'osmand', NOW);
  terminal.observedMs = NOW + fixS * 1000;
  terminal.lastSeenMs = terminal.observedMs + 500;
  terminal.lon = lon;
  terminal.lat = 35;
  if (bound !== undefined) {
    terminal.team = bound.team;
    terminal.boundBy = 'admin';
    terminal.boundAtMs = NOW + bound.atS * 1000;
  }
  return terminal;
}

const stored = async () => {
  const [terminal] = await readTerminals(pool, 'live');
  return { lon: terminal?.lon, team: terminal?.team, lastSeenMs: terminal?.lastSeenMs };
};

it('of two nodes that write one terminal the newer fix stays, whichever writes last, and so does the newer binding', async () => {
  await upsertTerminals(pool, [known(20, 109.2, { team: 'team-1', atS: 5 })]);
  // The other node was behind: an older fix, and it has not heard of the binding.
  await upsertTerminals(pool, [known(10, 109.1)]);
  expect(await stored()).toEqual({ lon: 109.2, team: 'team-1', lastSeenMs: NOW + 20_500 });
  await upsertTerminals(pool, [known(30, 109.3)]);
  expect(await stored()).toEqual({ lon: 109.3, team: 'team-1', lastSeenMs: NOW + 30_500 });
  // Taken from the team later on, told by a node whose fix is older.
  await upsertTerminals(pool, [known(1, 109, { team: undefined, atS: 40 })]);
  expect(await stored()).toEqual({ lon: 109.3, team: undefined, lastSeenMs: NOW + 30_500 });
});

it('what was written since is found by the clock of the database, also what was committed a moment late', async () => {
  const first = await readStoredSince(pool, 'live', 0);
  expect(first.terminals.map(({ terminalId }) => terminalId)).toEqual(['truck-1']);
  const again = await readStoredSince(pool, 'live', first.untilMs);
  expect(again.terminals).toHaveLength(1);
  await pool.query(`UPDATE terminals SET stored_at = stored_at - interval '10 s'`);
  expect((await readStoredSince(pool, 'live', first.untilMs)).terminals).toEqual([]);
  expect((await readStoredSince(pool, 'drill-000000000000', 0)).terminals).toEqual([]);
});
