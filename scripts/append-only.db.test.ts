import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildApp } from '@sitong/server/app.ts';
import { parseConfig } from '@sitong/server/config.ts';
import { APP_ROLE, logRights } from '@sitong/server/plumbing/persistence/append-only.ts';
import { migrate } from '@sitong/server/plumbing/persistence/migrate.ts';
import { withTestDatabase } from '@sitong/server/testing/database.ts';
import pg from 'pg';
import pino from 'pino';
import { afterAll, describe, expect, it } from 'vitest';

const owner = await withTestDatabase();
const PASSWORD = 'a-password-of-the-role';
const appUrl = new URL(owner.url);
appUrl.username = APP_ROLE;
appUrl.password = PASSWORD;
const parsed = parseConfig({ PORT: '0', JT808_PORT: '0', SITONG_DEMO: '0' }, process.cwd());
if (parsed.kind === 'refused') throw new Error(JSON.stringify(parsed.problems));
const { config } = parsed;
const errors: string[] = [];
const logger = pino({ level: 'error' }, { write: (line: string) => void errors.push(line) });
const started = async (databaseUrl: string) => buildApp({ config, databaseUrl, logger, now: Date.now });

function run(env: Record<string, string>): Promise<{ code: number | null; out: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'append-only.ts')], {
      env: { ...process.env, ...env },
    });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.once('close', (code) => resolve({ code, out }));
  });
}

const client = new pg.Client({ connectionString: appUrl.href });
afterAll(() => client.end());

describe('pnpm append-only', () => {
  it('wants a password of its own for the role', async () => {
    expect(await run({ DATABASE_URL: owner.url, SITONG_APP_PASSWORD: 'short' })).toMatchObject({
      code: 2,
      out: expect.stringContaining('SITONG_APP_PASSWORD'),
    });
  });

  it('after the first start gives everything but the log to the role, as often as it is run', async () => {
    const first = await started(owner.url);
    await first.close();
    for (let n = 0; n < 2; n++)
      expect(await run({ DATABASE_URL: owner.url, SITONG_APP_PASSWORD: PASSWORD })).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^append-only: sitong_app may add events/m),
      });
    await client.connect();
    expect(await logRights(client)).toEqual({ kind: 'append_only', role: APP_ROLE });
    expect(await logRights(owner.pool)).toMatchObject({ kind: 'owner', why: 'it is a superuser' });
  });

  it('the server does its work as that role: upgrades with nothing to do, jobs, days of positions, events', async () => {
    expect(await migrate(appUrl.href)).toEqual([]);
    const app = await started(appUrl.href);
    try {
      const { seq } = await app.services.log.head('live');
      await app.services.audit.record('test', {
        type: 'Administered',
        body: { about: 'other', subject: 'test', text: 'an event added by the role' },
      });
      expect((await app.services.log.head('live')).seq).toBe(seq + 1);
      await app.services.accounts.create({ username: 'one', password: 'Sitong-2026', person: 'p', roles: ['wall'] });
      await client.query(`SELECT ensure_signal_day('2026-12-24')`);
      expect(await app.services.log.verify('live')).toMatchObject({ kind: 'ok' });
    } finally {
      await app.close();
    }
    expect(errors).toEqual([]);
  });

  it.each([
    `UPDATE events SET body = '{}'`,
    'DELETE FROM events',
    'TRUNCATE events',
    'TRUNCATE events CASCADE',
    'DROP TABLE events CASCADE',
    'ALTER TABLE events DISABLE TRIGGER ALL',
    'DROP TRIGGER events_append_only ON events',
    'ALTER TABLE events OWNER TO sitong_app',
    'ALTER TABLE events RENAME TO old_events',
    'ALTER TABLE events DROP COLUMN body',
    'CREATE TRIGGER mine BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION refuse_event_change()',
    'CREATE RULE mine AS ON INSERT TO events DO INSTEAD NOTHING',
    'CREATE OR REPLACE FUNCTION refuse_event_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
    'DROP FUNCTION refuse_event_change() CASCADE',
    'DROP SCHEMA public CASCADE',
    'ALTER SCHEMA public RENAME TO mine',
    `SET session_replication_role = 'replica'`,
    'GRANT UPDATE ON events TO sitong_app',
    'ALTER ROLE sitong_app SUPERUSER',
  ])('the role cannot: %s', async (statement) => {
    const count = async () => (await owner.pool.query('SELECT count(*) AS n FROM events')).rows;
    const before = await count();
    // A grant of what one does not have is a warning and no error: what counts is that nothing is different.
    const error = await client.query(statement).then(
      () => undefined,
      (problem: Error) => problem.message,
    );
    if (!statement.startsWith('GRANT')) expect(error).toMatch(/permission denied|must be owner|must have|only roles/i);
    expect(await count()).toEqual(before);
    expect(await logRights(client)).toEqual({ kind: 'append_only', role: APP_ROLE });
  });
});
