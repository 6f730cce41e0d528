import pg from 'pg';
import { JOBS_SCHEMA } from '../jobs/job-spec.ts';
import { CONNECT_TIMEOUT_MS } from './pool.ts';

/** The role the server signs in as once the log is append-only for it. */
export const APP_ROLE = 'sitong_app';
/** What stays with the owner: the log, and what refuses to change it. */
const LOG_TABLE = 'events';
const LOG_GUARD = 'refuse_event_change';

const EACH_OWNED = `
  SELECT format('ALTER %s %s OWNER TO ${APP_ROLE}',
      CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
      c.oid::regclass) AS statement
  FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
  WHERE nspname IN ('public', '${JOBS_SCHEMA}') AND relkind IN ('r', 'p', 'v', 'm', 'S')
    AND NOT (nspname = 'public' AND relname = '${LOG_TABLE}')
    -- A sequence of a column follows its table; what an extension made is the extension's.
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND (d.deptype = 'e' OR c.relkind = 'S' AND d.deptype IN ('a', 'i')))
  UNION ALL
  SELECT format('ALTER ROUTINE %s OWNER TO ${APP_ROLE}', p.oid::regprocedure)
  FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
  WHERE nspname IN ('public', '${JOBS_SCHEMA}') AND NOT (nspname = 'public' AND proname = '${LOG_GUARD}')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  UNION ALL
  SELECT format('ALTER TYPE %I.%I OWNER TO ${APP_ROLE}', nspname, typname)
  FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
  WHERE nspname IN ('public', '${JOBS_SCHEMA}') AND (typtype IN ('d', 'e') OR typtype = 'c' AND c.relkind = 'c')
  UNION ALL
  SELECT 'ALTER SCHEMA ${JOBS_SCHEMA} OWNER TO ${APP_ROLE}' FROM pg_namespace WHERE nspname = '${JOBS_SCHEMA}'`;

/**
 * Makes the log append-only for the server: everything else becomes the property of `sitong_app`, which may add events and
 * read them and nothing more, because neither the table, its guard nor the schema they stand in is its own. Run as the
 * owner after the first start and after an upgrade; running it again changes nothing. `password`: of the role.
 */
export async function makeAppendOnly(ownerUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  await client.connect();
  try {
    await client.query('BEGIN');
    const { rows: roles } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [APP_ROLE]);
    if (roles.length === 0)
      await client.query(`CREATE ROLE ${APP_ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS`);
    await client.query(`ALTER ROLE ${APP_ROLE} PASSWORD ${client.escapeLiteral(password)}`);
    const { rows } = await client.query<{ database: string; owner: string }>(
      'SELECT current_database() AS database, current_user AS owner',
    );
    const [here] = rows;
    if (here === undefined || here.owner === APP_ROLE)
      throw new Error(`sign in as the owner of the database, not as ${APP_ROLE}`);
    await client.query(
      `GRANT CONNECT, CREATE, TEMPORARY ON DATABASE ${client.escapeIdentifier(here.database)} TO ${APP_ROLE}`,
    );
    // The owner of a schema may drop whatever stands in it.
    await client.query(`ALTER SCHEMA public OWNER TO ${client.escapeIdentifier(here.owner)}`);
    await client.query(`GRANT USAGE, CREATE ON SCHEMA public TO ${APP_ROLE}`);
    const { rows: owned } = await client.query<{ statement: string }>(EACH_OWNED);
    for (const { statement } of owned) await client.query(statement);
    await client.query(`ALTER TABLE ${LOG_TABLE} OWNER TO ${client.escapeIdentifier(here.owner)}`);
    await client.query(`REVOKE ALL ON ${LOG_TABLE} FROM PUBLIC, ${APP_ROLE}`);
    await client.query(`GRANT SELECT, INSERT, REFERENCES ON ${LOG_TABLE} TO ${APP_ROLE}`);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

export type LogRights = { kind: 'append_only'; role: string } | { kind: 'owner'; role: string; why: string };

/** Whether the role of this connection could rewrite the log if it wanted to. */
export async function logRights(client: Pick<pg.ClientBase, 'query'>): Promise<LogRights> {
  const { rows } = await client.query<{ role: string; why: string | null }>(`
    SELECT current_user AS role, CASE
      WHEN (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN 'it is a superuser'
      WHEN pg_has_role(relowner, 'MEMBER') THEN 'it owns the log'
      WHEN pg_has_role(nspowner, 'MEMBER') THEN 'it owns the schema of the log'
      WHEN has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER') THEN 'it may change events'
    END AS why
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE c.oid = '${LOG_TABLE}'::regclass`);
  const [row] = rows;
  if (row === undefined) throw new Error('there is no event log in this database');
  const { role, why } = row;
  return why === null ? { kind: 'append_only', role } : { kind: 'owner', role, why };
}
