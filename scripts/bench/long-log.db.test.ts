import { readOutbox } from '@sitong/server/app/federation/read-outbox.ts';
import { PostgresEventLog } from '@sitong/server/plumbing/eventlog/postgres-event-log.ts';
import { withTestDatabase } from '@sitong/server/testing/database.ts';
import { LIVE, newId } from '@sitong/shared/kernel/ids.ts';
import { toTimestamp } from '@sitong/shared/kernel/time.ts';
import { openIncidents } from '@sitong/shared/pillars/command/public.ts';
import { evolve, initialWorld } from '@sitong/shared/protocol/world-state.ts';
import { describe, expect, it } from 'vitest';
import { lengthen } from './long-log.ts';

const { pool, url } = await withTestDatabase();

describe('a log made long by COPY', () => {
  it('is the log appends would have made: chain, versions, commands, folded state; an append goes on from it', async () => {
    await lengthen(url, 1000);
    // Once more: it goes on where it stands.
    await lengthen(url, 3000);
    const events = new PostgresEventLog({ pool, url, onError: () => undefined });
    try {
      expect(await events.verify(LIVE)).toMatchObject({ kind: 'ok' });
      const { seq } = await events.head(LIVE);
      const all = await events.since(LIVE, 0, 10_000);
      expect(all.map((event) => event.seq)).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
      expect(seq).toBeGreaterThanOrEqual(3000);
      const { command } = all.reduce(evolve, initialWorld);
      expect(openIncidents(command)).toEqual([]);
      const stories = seq / 40;
      const { rows } = await pool.query('SELECT count(*) AS n, max(to_seq) AS last FROM commands');
      expect(rows).toEqual([{ n: stories, last: seq }]);
      const taken = await events.stream(LIVE, 'numbers/incident');
      expect(taken.map(({ version }) => version)).toEqual(Array.from({ length: stories }, (_, i) => i + 1));
      // Every eighth was one of a response with four tasks: five streams that its timeline reads too.
      const linked = all.filter(({ type }) => type === 'ResponseActivated').length;
      expect(linked).toBeGreaterThan(5);
      const links = await pool.query(
        'SELECT count(*) AS n, count(DISTINCT incident_id) AS incidents FROM incident_link',
      );
      expect(links.rows).toEqual([{ n: linked * 5, incidents: linked }]);
      expect([command.tasks, command.responses].map((open) => Object.keys(open))).toEqual([[], []]);
      const told = await readOutbox(pool, LIVE, { after: 0, limit: 500 });
      expect(told.kind === 'page' && told.page.items.length).toBe(2 * stories);
      const at = toTimestamp(Date.UTC(2026, 6, 18));
      const next = { stream: 'numbers/incident' as const, type: 'IncidentNumberTaken', schema: 1 };
      const [outcome] = await events.append({
        world: LIVE,
        recordedAt: at,
        commands: [
          {
            commandId: newId(),
            result: { ok: true },
            expected: [{ stream: 'numbers/incident', version: stories }],
            events: [{ ...next, division: '610525000000', audience: [], body: { n: 1 } }],
            actor: { person: 'p-duty' },
            at,
          },
        ],
      });
      expect(outcome).toMatchObject({ kind: 'appended', fromSeq: seq + 1 });
      expect(await events.verify(LIVE)).toMatchObject({ kind: 'ok' });
    } finally {
      await events.close();
    }
  });

  it('answers a province that asks in vain by a plan made once, among all it reads', async () => {
    const line = await pool.connect();
    try {
      for (let n = 0; n < 20; n++) {
        const page = await readOutbox(line, LIVE, { after: 1000, limit: 100 });
        if (page.kind !== 'page') throw new Error(page.kind);
        const { head } = page.page;
        expect(await readOutbox(line, LIVE, { after: head, limit: 100 })).toMatchObject({
          page: { upTo: head, items: [] },
        });
      }
      const { rows } = await line.query(`SELECT custom_plans FROM pg_prepared_statements WHERE name = 'outbox_stand'`);
      // The database tries five times with the values before it keeps a plan without them.
      expect(rows).toEqual([{ custom_plans: 5 }]);
    } finally {
      line.release();
    }
  });
});
